/** What Trino is to run for a statement of Athena. */
export interface Plan {
  /** One after the other. */
  readonly statements: readonly string[]
  /** Whether it returns rows to whoever asks. */
  readonly isSelect: boolean
  /** The table that it makes, if any. */
  readonly makes?: string
  /** Compression of what it writes. */
  readonly codec?: string | undefined
}

const properties = String.raw`with\s*\(((?:[^()']|'(?:[^']|'')*')*)\)`
const ctas = new RegExp(String.raw`^create\s+table\s+([\w".]+)\s+${properties}\s*as\b(.*)$`, 'is')
const unload = new RegExp(String.raw`^unload\s*\((.*)\)\s*to\s*'([^']+)'\s*${properties}$`, 'is')
const compression = /\b(?:write_)?compression\s*=\s*'(\w+)'\s*(?:,|$)/i

/** Translates what Athena spells otherwise than Trino: properties of a CTAS, and UNLOAD. `id` is the query's. */
export function planOf(text: string, id: string): Plan {
  const sql = text.replace(/^(?:\s|--.*\n)*/, '').trim()
  const [, made, given = '', select = ''] = ctas.exec(sql) ?? []
  if (made) {
    const statements = [createTable(made, given, select)]
    return { statements, isSelect: false, makes: made, codec: codecOf(given) }
  }
  const [, rows, location = '', format = ''] = unload.exec(sql) ?? []
  if (rows) {
    // A table for as long as it is written; dropping it keeps the files.
    const table = `unload_${id.replaceAll('-', '_')}`
    const written = createTable(table, `external_location = '${location}', ${format}`, rows)
    const statements = [written, `drop table ${table}`]
    return { statements, isSelect: false, codec: codecOf(format) }
  }
  return { statements: [sql], isSelect: /^(?:select|with|values|\()/i.test(sql) }
}

/** Whether a statement says where its table is to lie. */
export const namesLocation = (sql: string): boolean => /\bexternal_location\s*=/i.test(sql)

const codecOf = (given: string) => compression.exec(given)?.[1]

const createTable = (table: string, given: string, select: string) =>
  `create table ${table} with (${given.replace(compression, '').replace(/,\s*$/, '')}) as ${select}`
