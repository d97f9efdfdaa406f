/** What Parquet files say of themselves at their end: read by range, whatever their size. */
import type { S3Client } from '@aws-sdk/client-s3'
import { type FileMetaData, parquetMetadataAsync } from 'hyparquet'
import { bytesOf, objectsBelow } from './s3-objects.ts'

/** The footer of one file. */
export function footerOf(
  client: S3Client,
  object: { readonly bucket: string; readonly key: string; readonly bytes: number },
): Promise<FileMetaData> {
  return parquetMetadataAsync(
    {
      byteLength: object.bytes,
      async slice(start, end = object.bytes) {
        const bytes = await bytesOf(client, object, start, end)
        return bytes.slice().buffer
      },
    },
    { initialFetchSize: 1 << 16 },
  )
}

/** How many rows the Parquet files below a prefix hold. */
export async function rowsBelow(client: S3Client, bucket: string, prefix: string): Promise<number> {
  const counts: Promise<bigint>[] = []
  let rows = 0
  for await (const { key, bytes } of objectsBelow(client, bucket, prefix)) {
    if (bytes === 0 || isHidden(key)) continue
    counts.push(footerOf(client, { bucket, key, bytes }).then(({ num_rows }) => num_rows))
    if (counts.length === 16) rows += await sum(counts.splice(0))
  }
  return rows + (await sum(counts))
}

const sum = async (counts: readonly Promise<bigint>[]) =>
  Number((await Promise.all(counts)).reduce((total, count) => total + count, 0n))

/** Names that the engine passes over. */
const isHidden = (key: string) => /^[._]/.test(key.split('/').at(-1) ?? '')
