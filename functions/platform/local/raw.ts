/** Source files as `raw_<source>`: one row a row of the files, text as text, unreadable lines kept with their reason. */
import { createReadStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip, gunzipSync } from 'node:zlib'
import type { FormatConfig } from '../../config.ts'
import { SourceError } from '../../errors.ts'
import type { RawColumn } from '../ports.ts'
import { ident, literal } from '../sql.ts'
import type { Engine } from './engine.ts'
import type { LocalFile } from './sources.ts'

/** Columns of the files of a text source, from its header or from config. Throws SourceError when headers differ. */
export async function textColumns(
  source: string,
  format: FormatConfig,
  files: readonly LocalFile[],
): Promise<readonly RawColumn[]> {
  if (format.type === 'json') return [{ name: 'line', column: 'line', type: 'json' }]
  const headers = format.header === true ? await headersOf(source, format, files) : format.header
  return headers.map((name, i) => ({ name, column: `c${i + 1}`, type: 'varchar' }))
}

/** Writes a text source as Parquet into a folder. Throws SourceError for an open quote that swallows rows. */
export async function writeRaw(
  engine: Engine,
  given: {
    source: string
    format: FormatConfig
    files: readonly LocalFile[]
    columns: readonly RawColumn[]
    folder: string
  },
): Promise<void> {
  const { source, format, columns, folder } = given
  const files = format.footer > 0 ? withoutFooter(given) : given.files
  const named = caseOf('filename', files)
  const isLines = format.type === 'json' || format.type === 'spaces'
  const read = isLines ? ['line'] : columns.map(({ column }) => column)
  const text = isLines
    ? "delim = chr(1), quote = '', escape = ''"
    : `delim = ${literal(format.delimiter)}, quote = '"', escape = '"'`
  const skip = format.skip + (format.header === true && format.type !== 'json' ? 1 : 0)
  const table = (kind: string) => `raw_${kind}_${source}`
  const csv = `read_csv([${files.map(({ path }) => literal(path)).join(', ')}],
    auto_detect = false, header = false, skip = ${skip}, ${text}, encoding = ${literal(format.encoding)},
    columns = {${read.map((column) => `'${column}': 'VARCHAR'`).join(', ')}},
    store_rejects = true, rejects_limit = 0, max_line_size = 16777216, filename = true,
    rejects_table = '${table('errors')}', rejects_scan = '${table('scans')}')`
  const good = select(format, columns, named, csv)
  await engine.run(
    `copy (${good}) to ${literal(join(folder, 'rows.parquet'))} (format parquet, compression zstd)`,
  )
  const errors = `${table('errors')} e join ${table('scans')} s using (scan_id, file_id)`
  await refuseOpenQuotes(engine, files, errors)
  const nulls = columns.map(({ column }) => `cast(null as varchar) as ${ident(column)}`)
  await engine.run(`copy (
    select ${caseOf('file_path', files)} as file, 'ragged-line' as row_error,
      any_value(substr(trim(csv_line), 1, 200)) as row_text, ${nulls.join(', ')}
    from ${errors} group by file_path, line, line_byte_position
  ) to ${literal(join(folder, 'errors.parquet'))} (format parquet, compression zstd)`)
  await engine.run(`drop table ${table('errors')}; drop table ${table('scans')}`)
}

/** A Parquet source as a select: its own columns by position, so that no name of theirs meets one of ours. */
export async function parquetSource(
  engine: Engine,
  source: string,
  files: readonly LocalFile[],
): Promise<{ columns: readonly RawColumn[]; sql: string }> {
  const shapes = []
  for (const { path, file } of files) {
    const rows = await engine.rows(`describe select * from read_parquet(${literal(path)})`)
    shapes.push({
      file,
      columns: rows.map((row) => [String(row.column_name), String(row.column_type)]),
    })
  }
  const [first, ...others] = shapes
  const odd = others.find(({ columns }) => String(columns) !== String(first?.columns))
  if (odd)
    throw differs(
      source,
      String(first?.file),
      odd.file,
      String(first?.columns),
      String(odd.columns),
    )
  const columns = (first?.columns ?? []).map(([name = '', type = ''], i) => ({
    name,
    column: `c${i + 1}`,
    type: type.toLowerCase(),
  }))
  const list = files.map(({ path }) => literal(path)).join(', ')
  const renamed = columns.map(({ name, column }) => `${ident(name)} as ${column}`)
  const sql = `select ${caseOf('filename', files)} as file, cast(null as varchar) as row_error,
    cast(null as varchar) as row_text, ${renamed.join(', ')}
    from read_parquet([${list}], filename = true)`
  return { columns, sql }
}

function select(format: FormatConfig, columns: readonly RawColumn[], file: string, csv: string) {
  if (format.type === 'json') {
    return `select file, row_error, case when row_error is not null then line end as row_text, line from (
      select ${file} as file, line,
        case when not json_valid(line) or json_type(line) <> 'OBJECT' then 'not-json' end as row_error
      from ${csv} where line is not null)`
  }
  if (format.type === 'spaces') {
    const parts = columns.map(
      ({ column }, i) => `case when row_error is null then words[${i + 1}] end as ${column}`,
    )
    return `select file, row_error, case when row_error is not null then line end as row_text,
      ${parts.join(', ')} from (
      select ${file} as file, line, regexp_split(trim(line), '\\s+') as words,
        case when len(words) <> ${columns.length} then 'ragged-line' end as row_error
      from ${csv} where trim(line) <> '')`
  }
  return `select ${file} as file, cast(null as varchar) as row_error,
    cast(null as varchar) as row_text, ${columns.map(({ column }) => column).join(', ')} from ${csv}`
}

/** The file as config would write it, for the engine's absolute path. */
const caseOf = (column: string, files: readonly LocalFile[]) =>
  `case ${column} ${files.map(({ path, file }) => `when ${literal(path)} then ${literal(file)}`).join(' ')} end`

async function headersOf(source: string, format: FormatConfig, files: readonly LocalFile[]) {
  let first: { file: string; names: readonly string[] } | undefined
  for (const file of files) {
    const names = await headerOf(format, file)
    first ??= { file: file.file, names }
    if (String(names) !== String(first.names)) {
      throw differs(source, first.file, file.file, first.names.join(', '), names.join(', '))
    }
  }
  return first?.names ?? []
}

const differs = (source: string, one: string, other: string, mine: string, theirs: string) =>
  new SourceError(`${other}: its columns differ from those of ${one}`, {
    details: [`${one}: ${mine}`, `${other}: ${theirs || '(no header: the file is empty)'}`],
    next: [`make the files of source ${source} alike, or give ${other} a source of its own`],
  })

async function headerOf(
  format: FormatConfig,
  { path, file }: LocalFile,
): Promise<readonly string[]> {
  const wanted = format.skip + 1
  let text = ''
  const bytes = path.endsWith('.gz')
    ? createReadStream(path).pipe(createGunzip())
    : createReadStream(path, { highWaterMark: 1 << 16 })
  const decoder = new TextDecoder(format.encoding === 'latin-1' ? 'latin1' : 'utf-8')
  for await (const chunk of bytes) {
    text += decoder.decode(chunk as Buffer, { stream: true })
    if (text.split('\n').length > wanted || text.length > 1 << 24) break
  }
  const line = text.split('\n')[format.skip]?.replace(/\r$/, '') ?? ''
  const names = cells(line.replace(/^\uFEFF/, ''), format.delimiter).map((name) => name.trim())
  if (names.every((name) => name === '')) {
    throw new SourceError(`${file}: is empty: there is no header to read`, {
      next: ['export the file again, or set format.header to the names of its columns'],
    })
  }
  return names
}

/** One line of CSV as its cells. */
function cells(line: string, delimiter: string): readonly string[] {
  const found: string[] = []
  const escaped = delimiter.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
  const pattern = new RegExp(`(?:^|${escaped})(?:"((?:[^"]|"")*)"|([^${escaped}]*))`, 'g')
  for (const [, quotedText, plain] of line.matchAll(pattern)) {
    found.push(quotedText === undefined ? (plain ?? '') : quotedText.replaceAll('""', '"'))
  }
  return found
}

async function refuseOpenQuotes(engine: Engine, files: readonly LocalFile[], errors: string) {
  const [row] = await engine.rows(`select ${caseOf('file_path', files)} as file, line,
      length(csv_line) - length(replace(csv_line, chr(10), '')) as breaks
    from ${errors} where error_type = 'UNQUOTED VALUE'
      and length(trim(csv_line)) - length(replace(trim(csv_line), chr(10), '')) > 2
    order by file, line limit 1`)
  if (!row) return
  throw new SourceError(`${row.file}: a quote that opens near line ${row.line} is not closed`, {
    details: [`it swallows about ${row.breaks} lines after it, which can’t be told from rows`],
    next: ['close the quote or remove it, then run again'],
  })
}

/** Copies of the files without their last lines, in the scratch folder. */
function withoutFooter(given: {
  files: readonly LocalFile[]
  format: FormatConfig
  folder: string
}): readonly LocalFile[] {
  return given.files.map((file, i) => {
    const bytes = readFileSync(file.path)
    const text = (file.path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')
    const lines = text.replace(/(\r?\n)+$/, '').split('\n')
    const path = join(given.folder, `without-footer-${i}`)
    writeFileSync(path, lines.slice(0, -given.format.footer).join('\n'), 'latin1')
    return { ...file, path }
  })
}
