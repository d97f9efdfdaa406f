import { SourceError } from '../../errors.ts'
import type { RawColumn } from '../ports.ts'
import { ident, literal } from '../sql.ts'
import type { Engine } from './engine.ts'
import { differing } from './header.ts'
import { fileOf } from './raw.ts'
import type { LocalFile } from './sources.ts'

/** Parquet files as a select of `raw_<source>`: columns by place, so that no name of theirs meets one of ours. */
export async function parquetSource(
  engine: Engine,
  source: string,
  files: readonly LocalFile[],
): Promise<{ readonly columns: readonly RawColumn[]; readonly sql: string }> {
  const shapes = []
  for (const file of files) shapes.push({ file: file.file, columns: await shapeOf(engine, file) })
  const [first, ...others] = shapes.map(({ file, columns }) => ({
    file,
    columns: columns.map(({ name, type }) => `${name} ${type}`),
  }))
  const odd = others.find(({ columns }) => String(columns) !== String(first?.columns))
  if (first && odd) throw differing(source, first, odd)
  const columns = (shapes[0]?.columns ?? []).map(
    ({ name, type }, i): RawColumn => ({ name, column: `c${i + 1}`, type: type.toLowerCase() }),
  )
  const renamed = columns.map(({ name, column }) => `${ident(name)} as ${column}`)
  const paths = files.map(({ path }) => literal(path))
  const sql = `select ${fileOf(ident(fileColumn), files)} as file,
    cast(null as varchar) as row_error, cast(null as varchar) as row_text, ${renamed.join(', ')}
    from read_parquet([${paths.join(', ')}], ${options}, filename = ${literal(fileColumn)})`
  return { columns, sql }
}

/** No column of a shop is called that. */
const fileColumn = 'nocturne file'
/** A folder named `year=2025` is no column. */
const options = 'hive_partitioning = false'

async function shapeOf(engine: Engine, { path, file }: LocalFile) {
  try {
    const rows = await engine.rows(
      `describe select * from read_parquet(${literal(path)}, ${options})`,
    )
    return rows.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }))
  } catch (error) {
    throw new SourceError(`${file}: cannot be read as Parquet`, {
      details: [error instanceof Error ? error.message : String(error)],
      next: ['write the file again, then run again'],
    })
  }
}
