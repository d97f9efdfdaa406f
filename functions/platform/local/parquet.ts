/** How tables lie on the disk: Parquet, read and written. */
import { join } from 'node:path'
import { filesIn } from './exact-path.ts'

/**
 * Options of `copy … to`. A dictionary of more than a thousand words is given up early: ids are all different, and
 * building one took a third of the time of writing a large table. Nothing looks rows up, so filters are left out.
 */
export const asParquet =
  '(format parquet, parquet_version v2, compression zstd, compression_level 1, dictionary_size_limit 1000, write_bloom_filter false)'

/** Reads all Parquet files below the locations. */
export function parquet(lake: string, locations: readonly string[], more = ''): string {
  const globs = locations.map((location) => filesIn(join(lake, location), '*.parquet'))
  return `read_parquet([${globs.join(', ')}], union_by_name = true${more})`
}
