/** Text files as `raw_<source>`: one row a row of the files, cells as text, unreadable lines with what is wrong with them. */
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FormatConfig } from '../../config.ts'
import { SourceError } from '../../errors.ts'
import { isPacked } from '../file-marks.ts'
import { raggedReason } from '../header.ts'
import type { RawColumn } from '../ports.ts'
import { ident, literal } from '../sql.ts'
import type { Engine } from './engine.ts'
import { exactPath } from './exact-path.ts'
import { asParquet } from './parquet.ts'
import { plainCopy } from './plain-copy.ts'
import type { LocalFile } from './sources.ts'

export interface RawText {
  readonly source: string
  readonly format: FormatConfig
  readonly files: readonly LocalFile[]
  /** Of the files. */
  readonly columns: readonly RawColumn[]
  /** Those that are read. */
  readonly read: readonly RawColumn[]
  /** Where the Parquet goes. */
  readonly folder: string
}

/** Writes a text source as Parquet into a folder. Throws SourceError for a quote that is never closed. */
export async function writeRaw(engine: Engine, raw: RawText): Promise<void> {
  const copies = join(raw.folder, 'copies')
  await mkdir(copies, { recursive: true })
  try {
    const { source, folder } = raw
    const files = await readable(raw, copies)
    await engine.run(`${dropComplaints(source)};
      copy (${rowsSql(raw, files)}) to ${literal(join(folder, 'rows.parquet'))} ${asParquet}`)
    await refuseOpenQuotes(engine, source, files)
    await engine.run(`copy (${brokenSql(raw, files)})
      to ${literal(join(folder, 'errors.parquet'))} ${asParquet};
      ${dropComplaints(source)}`)
  } finally {
    await rm(copies, { recursive: true, force: true })
  }
}

/** The file as config would write it, for the path that the engine knows it by. */
export const fileOf = (column: string, files: readonly LocalFile[]): string =>
  `case ${column} ${files.map(({ path, file }) => `when ${literal(path)} then ${literal(file)}`).join(' ')} end`

/** The longest line that is read: 16 MB. */
const longest = 1 << 24

/** The files, those replaced by plain copies that the engine would misread. */
async function readable({ files, format }: RawText, folder: string): Promise<readonly LocalFile[]> {
  const found: LocalFile[] = []
  for (const [i, file] of files.entries()) {
    const isCut = typeof format.footer === 'number' && format.footer > 0
    if (!file.hasMixedBreaks && !isCut && format.encoding === 'utf-8') found.push(file)
    else {
      const path = join(folder, String(i))
      await plainCopy(file.path, path, format)
      found.push({ ...file, path })
    }
  }
  return found
}

/** What the engine has against lines, as tables of its own. */
const complaints = (source: string) =>
  ({ errors: `errors_of_${source}`, scans: `scans_of_${source}` }) as const

const dropComplaints = (source: string) => {
  const { errors, scans } = complaints(source)
  return `drop table if exists ${errors}; drop table if exists ${scans}`
}

function rowsSql({ source, format, columns, read }: RawText, files: readonly LocalFile[]): string {
  const file = fileOf('filename', files)
  if (format.type === 'csv') {
    const names = columns.map(({ column }) => column)
    return `select ${file} as file, ${none} as row_error, ${none} as row_text,
      ${read.map(({ column }) => column).join(', ')}
      from (${scanned(source, format, files, names)}) as lines`
  }
  const error =
    format.type === 'json'
      ? `case when coalesce(json_type(try(json_parse(line))), '') <> 'OBJECT' then 'not-json' end`
      : `case when len(words) <> ${columns.length} then ${raggedReason(format, 'line')} end`
  const cells =
    format.type === 'json'
      ? ['case when row_error is null then line end as line']
      : read.map(
          (one) =>
            `case when row_error is null then words[${columns.indexOf(one) + 1}] end as ${one.column}`,
        )
  const text = isWhole({ columns, read }) ? 'case when row_error is not null then line end' : none
  return `select file, row_error, ${text} as row_text,
      ${cells.join(', ')}
    from (
      select file, line, words, ${error} as row_error from (
        select ${file} as file, line, string_split_regex(trim(line), '\\s+') as words
        from (${scanned(source, format, files, ['line'])}) as lines where trim(line) <> ''
      ) as split
    ) as judged`
}

/** One read over all files of the source; what it can’t read it notes as complaints. */
function scanned(
  source: string,
  format: FormatConfig,
  files: readonly LocalFile[],
  columns: readonly string[],
): string {
  const { errors, scans } = complaints(source)
  const packed = new Set(files.map(({ path }) => isPacked(path)))
  const delimited =
    format.type === 'csv'
      ? `delim = ${literal(format.delimiter)}, quote = '"', escape = '"'`
      : `delim = chr(1), quote = '', escape = ''`
  const skip = format.skip + (format.header === true && format.type !== 'json' ? 1 : 0)
  return `select * from read_csv([${files.map(({ path }) => exactPath(path)).join(', ')}],
    auto_detect = false, header = false, skip = ${skip}, ${delimited},
    encoding = 'utf-8', hive_partitioning = false, filename = true,
    ${packed.size === 1 ? `compression = ${packed.has(true) ? "'gzip'" : "'none'"},` : ''}
    columns = {${columns.map((column) => `'${column}': 'VARCHAR'`).join(', ')}},
    store_rejects = true, rejects_limit = 0, max_line_size = ${longest},
    rejects_table = ${literal(errors)}, rejects_scan = ${literal(scans)})`
}

const none = 'cast(null as varchar)'

/** A line that could not be taken apart is shown where all its columns may be. */
const isWhole = ({ columns, read }: Pick<RawText, 'columns' | 'read'>) =>
  columns.length === read.length

/** Every line that could not be read, once, by the first thing that is wrong with it. */
function brokenSql(
  { source, format, columns, read }: RawText,
  files: readonly LocalFile[],
): string {
  const { errors, scans } = complaints(source)
  const nulls = read.map(({ column }) => `${none} as ${ident(column)}`)
  const text = isWhole({ columns, read }) ? 'substr(row_text, 1, 200)' : none
  return `select file,
      case kind when 1 then 'wrong-encoding' when 2 then 'line-too-long'
        else ${raggedReason(format, 'row_text')} end as row_error,
      ${[`${text} as row_text`, ...nulls].join(', ')}
    from (
      select ${fileOf('file_path', files)} as file, min(trim(csv_line)) as row_text,
        min(case error_type
          when 'INVALID ENCODING' then 1 when 'LINE SIZE OVER MAXIMUM' then 2 else 3 end) as kind
      from ${errors}
      inner join ${scans} using (scan_id, file_id)
      group by file_path, line, line_byte_position
    ) as broken`
}

/** A quote that opens and does not close takes the lines after it along: how many rows they were, nobody can tell. */
async function refuseOpenQuotes(engine: Engine, source: string, files: readonly LocalFile[]) {
  const { errors, scans } = complaints(source)
  const [row] = await engine.rows(`select ${fileOf('file_path', files)} as file, line,
      length(trim(csv_line)) - length(replace(trim(csv_line), chr(10), '')) as breaks
    from ${errors} inner join ${scans} using (scan_id, file_id)
    where error_type = 'UNQUOTED VALUE'
    order by breaks desc, file, line limit 1`)
  if (!row || Number(row.breaks) <= 2) return
  throw new SourceError(`${row.file}: a quote that opens in line ${row.line} is not closed`, {
    details: [`it swallows ${row.breaks} lines or more after it, which can’t be told from rows`],
    next: [`close the quote or remove it, then run again`],
  })
}
