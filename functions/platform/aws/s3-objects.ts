import { GetObjectCommand, ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3'

/** An object as a listing tells it. */
export interface S3Object {
  readonly key: string
  readonly bytes: number
  /** Changes when the content does. */
  readonly etag: string
  /** The day on which it was written, in UTC. */
  readonly writtenOn: string
}

/** All objects whose keys begin so, page by page. */
export async function* objectsBelow(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<S3Object> {
  let from: string | undefined
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: from }),
    )
    for (const { Key = '', Size = 0, ETag = '', LastModified } of page.Contents ?? []) {
      const writtenOn = LastModified?.toISOString().slice(0, 10) ?? ''
      yield { key: Key, bytes: Size, etag: ETag.replaceAll('"', ''), writtenOn }
    }
    from = page.NextContinuationToken
  } while (from !== undefined)
}

/** Bytes of an object from `start` on, before `end`. */
export async function bytesOf(
  client: S3Client,
  { bucket, key }: { readonly bucket: string; readonly key: string },
  start: number,
  end: number,
): Promise<Uint8Array> {
  if (end <= start) return new Uint8Array()
  const Range = `bytes=${start}-${end - 1}`
  const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }))
  return (await Body?.transformToByteArray()) ?? new Uint8Array()
}

/** Where objects lie: all those of a bucket whose keys begin with the prefix. */
export interface S3Place {
  readonly bucket: string
  readonly prefix: string
}

/** The place that `s3://bucket/prefix` names; of older writers `s3a` and `s3n` too. */
export function placeIn(url: string): S3Place {
  const [, bucket = '', prefix = ''] = /^s3[an]?:\/\/([^/]+)\/?(.*)$/s.exec(url) ?? []
  return { bucket, prefix }
}

/** Whether S3 refused to show a place, or has none of the name: trying again helps nothing. */
export const isRefused = (error: unknown): error is Error =>
  error instanceof Error && /^(AccessDenied|AllAccessDisabled|NoSuchBucket)$/.test(error.name)
