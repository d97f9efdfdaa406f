/** Opens a source: its files looked at, a Glue table over them, and the select of `raw_<source>`; or its own table. */
import { constants, gunzipSync } from 'node:zlib'
import type { S3Client } from '@aws-sdk/client-s3'
import { severalAtOnce } from '../../concurrency.ts'
import type { FormatConfig, SourceConfig } from '../../config.ts'
import { SourceError } from '../../errors.ts'
import type { Run } from '../../stage.ts'
import { isPacked, notText } from '../file-marks.ts'
import { checkHeader, commonColumns, headerIn, readable } from '../header.ts'
import type { Opened, RawColumn } from '../ports.ts'
import { ident, literal } from '../sql.ts'
import type { Deployment } from './deployment.ts'
import { mappedNames } from './existing-columns.ts'
import type { AwsTable } from './existing-table.ts'
import { type Catalog, linesTable, parquetTable } from './glue.ts'
import type { Definition } from './inline.ts'
import { footerOf } from './parquet-footer.ts'
import { parquetShape } from './raw-parquet.ts'
import { rawTextSql } from './raw-text.ts'
import { bytesOf } from './s3-objects.ts'
import { fileSql, folderColumn, putSourceTable } from './source-table.ts'
import { type AwsFile, type AwsSources, rootOf } from './sources.ts'

export interface OpenOptions {
  readonly deployment: Deployment
  readonly run: Run
  readonly sources: AwsSources
  readonly s3: S3Client
  readonly catalog: Catalog
}

export interface OpenSource {
  readonly definition: Definition
  readonly opened: Opened
  /** Whether others may write what it reads while a night does: then the rows are copied first, once. */
  readonly isAlive: boolean
}

/** Opens a source. Throws SourceError for what no later check could name, and for what Athena can't read. */
export async function openSource(options: OpenOptions, source: string): Promise<OpenSource> {
  const config = options.run.config.sources[source]
  const found = options.sources[source] ?? []
  if (!config) throw new Error(`no source ${source}`)
  const isAlive = isTable(found)
  const made = isAlive
    ? openTable(found[0], config)
    : config.format.type === 'parquet'
      ? await openParquet(options, source, found, config)
      : await openText(options, source, found, config)
  return {
    definition: { name: `raw_${source}`, sql: made.sql },
    opened: { columns: made.columns, files: found },
    isAlive,
  }
}

const isTable = (found: AwsSources[string]): found is readonly [AwsTable] =>
  found[0] !== undefined && 'table' in found[0]

interface Made {
  readonly columns: readonly RawColumn[]
  readonly sql: string
}

/** A table under one name, whatever its files: the columns that mappings name. */
function openTable({ file, database, table, columns }: AwsTable, config: SourceConfig): Made {
  const mapped = mappedNames(config)
  const selected = columns.filter(({ name }) => mapped.has(name)).map((column) => `, ${column.sql}`)
  const sql = `select cast(${literal(file)} as varchar) as file, cast(null as varchar) as row_error,
    cast(null as varchar) as row_text${selected.join('')}
  from ${ident(database)}.${ident(table)}`
  return { columns: columns.map(({ name, column, type }) => ({ name, column, type })), sql }
}

async function openParquet(
  { s3, catalog, deployment }: OpenOptions,
  source: string,
  files: readonly AwsFile[],
  config: SourceConfig,
): Promise<Made> {
  const footers = await severalAtOnce(files, 16, async (object) => {
    try {
      return { file: object.file, footer: await footerOf(s3, object) }
    } catch (error) {
      throw broken(object.file, source, 'it is no Parquet file, or not all of one', error)
    }
  })
  const { columns: all, stored, selected } = parquetShape(source, footers)
  const columns = readable(source, config, all)
  const table = parquetTable(`raw_${source}`, stored, locationOf(files), [folderColumn])
  const from = await putSourceTable(catalog, table, files)
  const sql = `select ${fileSql(rootOf(deployment), files)} as file, cast(null as varchar) as row_error,
    cast(null as varchar) as row_text, ${columns.map((one) => selected[all.indexOf(one)]).join(', ')}
  from ${from}`
  return { columns, sql }
}

async function openText(
  { s3, catalog, deployment }: OpenOptions,
  source: string,
  files: readonly AwsFile[],
  config: SourceConfig,
): Promise<Made> {
  const { format } = config
  refuseFormat(source, format)
  const heads = await severalAtOnce(files, 16, (file) => headOf(s3, source, file, format))
  const names =
    format.header === true
      ? commonColumns(
          source,
          heads.map(({ file, names }) => ({ file, columns: names })),
        )
      : format.header
  const columns: readonly RawColumn[] =
    format.type === 'json'
      ? [{ name: 'line', column: 'line', type: 'json' }]
      : names.map((name, i) => ({ name, column: `c${i + 1}`, type: 'varchar' }))
  const hasHeader = format.header === true && format.type !== 'json'
  const skip = format.skip + (hasHeader ? 1 : 0)
  const table = linesTable(`raw_${source}`, skip, locationOf(files), [folderColumn])
  const read = readable(source, config, columns)
  const sql = rawTextSql({
    format,
    columns,
    read,
    from: await putSourceTable(catalog, table, files),
    file: fileSql(rootOf(deployment), files),
    hasMark: skip === 0 && heads.some(({ hasMark }) => hasMark),
  })
  return { columns: read, sql }
}

/** What only a machine of one's own can read. */
function refuseFormat(source: string, { encoding, footer }: FormatConfig) {
  const key = encoding !== 'utf-8' ? `encoding: ${encoding}` : `footer: ${footer}`
  if (encoding === 'utf-8' && (footer === 0 || Array.isArray(footer))) return
  throw new SourceError(`sources.${source}.format.${key} can’t be read on AWS`, {
    details: ['Athena reads text files as UTF-8, to their last line'],
    next: ['export the files as UTF-8 without closing lines, as JSON lines, or as Parquet'],
  })
}

const headSizes = [1 << 16, 1 << 20, 1 << 24]

/** The beginning of a file: whether it is text, and its header. */
async function headOf(s3: S3Client, source: string, object: AwsFile, format: FormatConfig) {
  const { file } = object
  const wantsHeader = format.header === true && format.type !== 'json'
  for (const size of headSizes) {
    const isWhole = size >= object.bytes
    const packed = Buffer.from(await bytesOf(s3, object, 0, Math.min(size, object.bytes)))
    const bytes = isPacked(file) ? unpacked(packed, file, source) : packed
    const wrong = notText(bytes.subarray(0, 4))
    if (wrong) throw broken(file, source, wrong)
    const hasMark = bytes.subarray(0, 3).equals(byteOrderMark)
    if (!wantsHeader) return { file, names: [], hasMark }
    const text = new TextDecoder().decode(bytes)
    const names = headerIn(text, format) ?? (isWhole ? headerIn(`${text}\n`, format) : undefined)
    if (names === undefined && !isWhole && size !== headSizes.at(-1)) continue
    checkHeader(file, names ?? [], format)
    refuseBreaks(source, file, names ?? [])
    return { file, names: names ?? [], hasMark }
  }
  throw new Error(`${file}: no head`)
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** As much of a packed file as its beginning holds. */
function unpacked(bytes: Buffer, file: string, source: string): Buffer {
  try {
    return gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch (error) {
    throw broken(file, source, 'it is damaged, or no gzip file at all', error)
  }
}

function refuseBreaks(source: string, file: string, names: readonly string[]) {
  if (!names.some((name) => /[\r\n]/.test(name))) return
  throw new SourceError(`${file}: a line break within quotes can’t be read on AWS`, {
    next: [`export source ${source} as JSON lines or Parquet, or without line breaks in its cells`],
  })
}

const broken = (file: string, source: string, words: string, cause?: unknown) =>
  new SourceError(
    `${file}: ${words}`,
    {
      next: [
        `bring a whole file for source ${source}, or correct sources.${source}, then run again`,
      ],
    },
    { cause },
  )

const locationOf = ([first]: readonly AwsFile[]) =>
  first ? `s3://${first.bucket}/${first.key.slice(0, first.key.lastIndexOf('/') + 1)}` : ''
