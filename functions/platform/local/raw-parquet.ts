import type { SourceConfig } from '../../config.ts'
import { SourceError } from '../../errors.ts'
import { commonShape, readable } from '../header.ts'
import type { RawColumn } from '../ports.ts'
import { ident, literal } from '../sql.ts'
import type { Engine } from './engine.ts'
import { exactPath } from './exact-path.ts'
import { fileOf } from './raw.ts'
import type { LocalFile } from './sources.ts'

/** Parquet files as a select of `raw_<source>`: columns by place, so that no name of theirs meets one of ours. */
export async function parquetSource(
  engine: Engine,
  source: string,
  config: Pick<SourceConfig, 'never'>,
  files: readonly LocalFile[],
): Promise<{ readonly columns: readonly RawColumn[]; readonly sql: string }> {
  const shapes = []
  for (const file of files) shapes.push({ file: file.file, columns: await shapeOf(engine, file) })
  const own = readable(source, config, commonShape(source, shapes))
  const columns = own.map(
    ({ name, type }, i): RawColumn => ({ name, column: `c${i + 1}`, type: plain(type).type }),
  )
  const renamed = own.map(({ name, type }, i) => `${plain(type).sql(ident(name))} as c${i + 1}`)
  const paths = files.map(({ path }) => exactPath(path))
  const sql = `select ${fileOf(ident(fileColumn), files)} as file,
    cast(null as varchar) as row_error, cast(null as varchar) as row_text, ${renamed.join(', ')}
    from read_parquet([${paths.join(', ')}], ${options}, filename = ${literal(fileColumn)})`
  return { columns, sql }
}

/** Types that no other query would know what to do with, as ones that it does; all in lower case. */
function plain(given: string): { readonly type: string; readonly sql: (x: string) => string } {
  const type = given.toLowerCase()
  if (/^timestamp_(ns|s|ms)$/.test(type)) {
    return { type: 'timestamp', sql: (x) => `cast(${x} as timestamp)` }
  }
  // Older writers of Parquet do not say that their bytes are text.
  if (type === 'blob') {
    return { type: 'varchar', sql: (x) => `coalesce(try(decode(${x})), cast(${x} as varchar))` }
  }
  return { type, sql: (x) => x }
}

/** No column of a shop is called that. */
const fileColumn = 'nocturne file'
/** A folder named `year=2025` is no column. */
const options = 'hive_partitioning = false'

async function shapeOf(engine: Engine, { path, file }: LocalFile) {
  try {
    const rows = await engine.rows(
      `describe select * from read_parquet(${exactPath(path)}, ${options})`,
    )
    return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }))
  } catch (error) {
    throw new SourceError(`${file}: cannot be read as Parquet`, {
      details: [String(error instanceof Error ? error.message : error).replaceAll(path, file)],
      next: ['write the file again, then run again'],
    })
  }
}
