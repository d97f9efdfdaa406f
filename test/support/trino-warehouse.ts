/** A run's tables on Trino, with Parquet in an S3 emulator: what Athena would make of the same night. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Column } from '../../functions/domain/types.ts'
import { QueryError } from '../../functions/errors.ts'
import { openEngine } from '../../functions/platform/local/engine.ts'
import type { Built, Opened, Row, Warehouse } from '../../functions/platform/ports.ts'
import { bind, ident, literal, valuesSql } from '../../functions/platform/sql.ts'
import { type Definition, inlined } from './inline.ts'
import type { TableText } from './table-text.ts'
import { trinoClient } from './trino.ts'

/** Where the warehouse is, and what it holds before the run begins. */
export interface TrinoWarehouseOptions {
  /** The Trino server. */
  readonly url: string
  /** Where the emulator and its bucket are. */
  readonly s3: string
  readonly bucket: string
  /** The run's database; made when it is absent. */
  readonly schema: string
  /** What tables.ts says of the run's tables. */
  readonly tables: readonly Described[]
  readonly sources?: Readonly<Record<string, RawSource>>
  /** The database of the previous night. */
  readonly previous?: string
  /** The nights whose journals can be read, oldest first. */
  readonly past?: readonly { readonly asOf: string; readonly schema: string }[]
}

interface Described {
  readonly name: string
  readonly columns: readonly Column[]
}

/** A source as a local run opened it: its rows as Parquet files, and the columns of those. */
export interface RawSource {
  readonly opened: Opened
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly files: readonly string[]
}

/** A warehouse over one database of a Trino server; `table` reads one of its tables with every digit. */
export async function trinoWarehouse(
  options: TrinoWarehouseOptions,
): Promise<Warehouse & { table(name: string): Promise<TableText> }> {
  const { url, s3, bucket, schema, tables, sources = {} } = options
  const trino = trinoClient(url, schema)
  const done = new Map<string, Built>()
  const opened = new Set<string>()
  await trino.query(`create schema if not exists ${schema}`)
  const definitions = await earlierTables(options)

  const ask = (head: string, sql: string) => {
    const text = `${head}${sql}\n`
    if (Buffer.byteLength(text) > 262_144) {
      throw new QueryError(`a query of ${Buffer.byteLength(text)} bytes; Athena takes 262144`)
    }
    return trino.query(text)
  }

  /** Makes a table of Parquet files that are here. */
  const load = async (
    table: string,
    columns: readonly { readonly name: string; readonly type: string }[],
    files: readonly string[],
  ) => {
    const location = `${bucket}/${schema}/${table}/1`
    for (const [i, file] of files.entries()) {
      const body = await readFile(file)
      const put = await fetch(`${s3}/${location}/${i}.parquet`, { method: 'PUT', body })
      if (!put.ok) throw new Error(`${location}: the emulator answered ${put.status}`)
    }
    const list = columns.map(({ name, type }) => `${ident(name)} ${type}`).join(', ')
    await trino.query(`create table ${ident(table)} (${list}) with (${at(location)})`)
    return `s3://${location}`
  }

  const warehouse: Warehouse = {
    async open(source) {
      const raw = sources[source]
      if (!raw) throw new Error(`no source ${source}`)
      if (!opened.has(source)) await load(`raw_${source}`, raw.columns, raw.files)
      opened.add(source)
      return raw.opened
    },

    async define(name, sql, params = {}) {
      const old = definitions.findIndex((one) => one.name === name)
      if (old >= 0) definitions.splice(old, 1)
      definitions.push({ name, sql: bind(sql, params) })
    },

    async build(table, sql, params = {}) {
      const existing = done.get(table)
      if (existing) return existing
      const location = `${bucket}/${schema}/${table}/1`
      const head = `create table ${ident(table)} with (${at(location)}) as `
      const { rows, bytes } = await ask(head, inlined(bind(sql, params), definitions))
      await compareTypes(table)
      const built = { table, location: `s3://${location}`, rows: Number(rows[0]?.[0]), bytes }
      done.set(table, built)
      return built
    },

    async write(table, rows) {
      const existing = done.get(table)
      if (existing) return existing
      const columns = tables.find(({ name }) => name === table)?.columns
      if (!columns) throw new Error(`no table ${table} in tables.ts`)
      const folder = await mkdtemp(join(tmpdir(), 'nocturne-write-'))
      const file = join(folder, 'rows.parquet')
      const engine = await openEngine({ threads: 1 })
      await engine.run(`copy (${valuesSql(columns, rows)}) to ${literal(file)} (format parquet)`)
      engine.close()
      const built = {
        table,
        location: await load(table, columns, [file]),
        rows: rows.length,
        bytes: 0,
      }
      await rm(folder, { recursive: true })
      done.set(table, built)
      return built
    },

    async read(sql, params = {}) {
      const { columns, rows } = await ask('', inlined(bind(sql, params), definitions))
      const cells = (row: readonly (string | null)[]) =>
        columns.map(({ name, type }, i) => [name, value(row[i] ?? null, type)] as const)
      return rows.map((row): Row => Object.fromEntries(cells(row)))
    },

    built: async () => [...done.values()],
  }

  const compareTypes = async (table: string) => {
    const wanted = tables.find(({ name }) => name === table)?.columns
    if (!wanted) return
    const { columns } = await trino.query(`select * from ${ident(table)} where false`)
    const made = columns.map(({ name, type }) => `${name} ${type}`)
    const odd = Array.from({ length: Math.max(wanted.length, made.length) }, (_, i) => {
      const column = wanted[i]
      return [column ? `${column.name} ${column.type}` : 'nothing', made[i] ?? 'nothing'] as const
    }).find(([promised, found]) => promised !== found)
    if (odd) throw new QueryError(`${table}: a column is ${odd[1]}, tables.ts says ${odd[0]}`)
  }

  return { ...warehouse, table: (name) => trino.query(`select * from ${ident(name)}`) }
}

const at = (location: string) => `format = 'PARQUET', external_location = 's3://${location}'`

/** `previous_<table>` and `past_<table>` with tonight's columns: null where a night had none, empty where it had no table. */
async function earlierTables(options: TrinoWarehouseOptions): Promise<Definition[]> {
  const { url, tables, previous, past = [] } = options
  const schemas = [...new Set([...(previous ? [previous] : []), ...past.map((one) => one.schema)])]
  const { rows } = await trinoClient(url).query(
    `select table_schema, table_name, column_name from information_schema.columns
    where table_schema in ${literal(schemas)}`,
  )
  const theirs = new Set(rows.map((row) => row.join('.')))
  const from = (schema: string | undefined, { name, columns }: Described, more = '') => {
    const has = (column: string) => theirs.has(`${schema}.${name}.${column}`)
    const select = columns.map(
      (column) =>
        `cast(${has(column.name) ? ident(column.name) : 'null'} as ${column.type}) as ${ident(column.name)}`,
    )
    const exists = columns.some((column) => has(column.name))
    return `select ${more}${select.join(', ')}${exists ? ` from ${schema}.${ident(name)}` : ' where false'}`
  }
  return tables.flatMap((table) => {
    const nights = past.map(({ asOf, schema }) =>
      from(schema, table, `date ${literal(asOf)} as as_of, `),
    )
    const none = from(undefined, table, 'cast(null as date) as as_of, ')
    return [
      { name: `previous_${table.name}`, sql: from(previous, table) },
      { name: `past_${table.name}`, sql: nights.join('\nunion all\n') || none },
    ]
  })
}

/** A cell as DuckDB's adapter gives it. */
function value(cell: string | null, type: string): Row[string] {
  if (cell === null) return null
  if (/^(bigint|integer|double|decimal)/.test(type)) return Number(cell)
  if (type === 'boolean') return cell === 'true'
  return type.startsWith('timestamp') ? cell.replace(/\.?0+$/, '') : cell
}
