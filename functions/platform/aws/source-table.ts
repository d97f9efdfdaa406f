/** The files of one source as one Glue table: a partition a folder, and of each folder the named files only. */
import type { TableInput } from '@aws-sdk/client-glue'
import type { ColumnShape } from '../shape.ts'
import { ident, literal } from '../sql.ts'
import { type Catalog, partitionOf } from './glue.ts'
import type { S3Place } from './s3-objects.ts'
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

/** SQL of a row's file as config would write it: those elsewhere by their whole address. */
export function fileSql({ bucket, prefix }: S3Place, files: readonly AwsFile[]): string {
  const root = `s3://${bucket}/${prefix}`
  const name = `substr("$path", ${root.length + 1})`
  return files.every((one) => one.bucket === bucket && one.key.startsWith(prefix))
    ? name
    : `case when starts_with("$path", ${literal(root)}) then ${name} else "$path" end`
}

const folderOf = (key: string) => key.slice(0, key.lastIndexOf('/') + 1)
