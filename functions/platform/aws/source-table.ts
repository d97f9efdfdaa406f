/** The files of one source as one Glue table: a partition a folder, and of each folder the named files only. */
import type { TableInput } from '@aws-sdk/client-glue'
import type { ColumnShape } from '../shape.ts'
import { ident, literal } from '../sql.ts'
import { type Catalog, partitionOf } from './glue.ts'
import type { AwsFile } from './sources.ts'

/** The column that says which folder a row is from. */
export const folderColumn: ColumnShape = { name: 'nocturne_folder', type: 'varchar' }

/**
 * Makes the table. Returns what stands behind `from`: a file that came since the night began is not read, and a file of
 * a folder within a folder is read once.
 */
export async function putSourceTable(
  catalog: Catalog,
  table: TableInput,
  files: readonly AwsFile[],
): Promise<string> {
  const folders = [...Map.groupBy(files, ({ bucket, key }) => `s3://${bucket}/${folderOf(key)}`)]
  await catalog.put(table)
  await catalog.putPartitions(
    table.Name ?? '',
    folders.map(([location], i) => partitionOf(table, [String(i)], location)),
  )
  const parts = folders.map(([, members], i) => {
    const paths = members.map(({ bucket, key }) => literal(`s3://${bucket}/${key}`))
    return `(${folderColumn.name} = '${i}' and "$path" in (${paths.join(', ')}))`
  })
  return `${ident(catalog.database)}.${ident(table.Name ?? '')}
    where ${parts.length > 1 ? `(${parts.join(' or ')})` : parts.join('')}`
}

/** SQL of a row's file as config would write it. */
export const fileSql = (root: { readonly bucket: string; readonly prefix: string }): string =>
  `substr("$path", ${`s3://${root.bucket}/${root.prefix}`.length + 1})`

const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1)
