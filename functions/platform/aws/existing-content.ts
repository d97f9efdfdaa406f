/** What is in a table of Glue that the shop keeps: as a fingerprint, and how much. */
import { createHash } from 'node:crypto'
import { paginateGetPartitions, type Table } from '@aws-sdk/client-glue'
import type { SourceFile } from '../ports.ts'
import type { AwsClients } from './clients.ts'
import { isRefused, objectsBelow, placeIn } from './s3-objects.ts'

/**
 * What a table holds, as a fingerprint: its definition, its partitions, and every object below them. Where S3 does not
 * show the objects (Lake Formation reads for Athena alone), the versions that Glue counts stand for them.
 */
export async function contentOf(
  table: Table,
  { s3, glue }: Pick<AwsClients, 's3' | 'glue'>,
): Promise<Pick<SourceFile, 'bytes' | 'fingerprint'>> {
  const { DatabaseName, Name: TableName, StorageDescriptor, PartitionKeys = [] } = table
  const hash = createHash('sha256')
  const told = (...parts: readonly unknown[]) => hash.update(`${JSON.stringify(parts)}\n`)
  // Iceberg names its state here; what its folder holds is more than the table.
  const state = table.Parameters?.metadata_location ?? null
  told(state, StorageDescriptor?.Location, StorageDescriptor?.Columns, PartitionKeys)
  const locations = [StorageDescriptor?.Location ?? '']
  if (PartitionKeys.length > 0) {
    const asked = { DatabaseName, TableName, ExcludeColumnSchema: true }
    for await (const { Partitions = [] } of paginateGetPartitions({ client: glue }, asked)) {
      for (const { Values, StorageDescriptor: stored } of Partitions) {
        told(Values, stored?.Location)
        if (stored?.Location) locations.push(stored.Location)
      }
    }
  }
  let bytes = 0
  try {
    for (const { bucket, prefix } of outermost(locations)) {
      for await (const object of objectsBelow(s3, bucket, prefix)) {
        told(bucket, object.key, object.etag)
        bytes += object.bytes
      }
    }
  } catch (error) {
    if (!isRefused(error)) throw error
    told(table.VersionId, table.UpdateTime)
  }
  return { bytes, fingerprint: hash.digest('hex') }
}

/** Folders, without those within another. */
function outermost(locations: readonly string[]) {
  const kept: string[] = []
  for (const location of locations.map((one) => one.replace(/\/*$/, '/')).sort()) {
    if (!kept.some((above) => location.startsWith(above))) kept.push(location)
  }
  return kept.map(placeIn)
}
