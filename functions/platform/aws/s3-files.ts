import { setTimeout } from 'node:timers/promises'
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3'
import type { Files } from '../ports.ts'
import { objectsBelow } from './s3-objects.ts'

/** Objects of a bucket. A put is refused where there is one; who meets their own object after a lost answer has put it. */
export function s3Files(client: S3Client, bucket: string): Files {
  const read = async (key: string) => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
      return await Body?.transformToString('utf8')
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined
      throw error
    }
  }
  return {
    read,

    async has(key) {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
        return true
      } catch (error) {
        if (error instanceof NotFound) return false
        throw error
      }
    },

    async putIfAbsent(key, body) {
      const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
      for (let tries = 1; ; tries += 1) {
        try {
          const put = { Bucket: bucket, Key: key, Body: bytes, IfNoneMatch: '*' }
          await client.send(new PutObjectCommand(put))
          return true
        } catch (error) {
          if (!(error instanceof S3ServiceException)) throw error
          const { httpStatusCode, attempts = 1 } = error.$metadata
          // Another put was under way: whether it holds is not known before it ends.
          if (httpStatusCode === 409 && tries < 20) {
            await setTimeout(50 * tries)
            continue
          }
          if (httpStatusCode !== 412) throw error
          return tries + attempts > 2 && (await read(key)) === new TextDecoder().decode(bytes)
        }
      }
    },

    async list(prefix) {
      const keys: string[] = []
      for await (const { key } of objectsBelow(client, bucket, `${prefix}/`)) keys.push(key)
      return keys.sort()
    },

    async folders(prefix) {
      const names: string[] = []
      let from: string | undefined
      do {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket: bucket,
            Prefix: `${prefix}/`,
            Delimiter: '/',
            ContinuationToken: from,
          }),
        )
        for (const { Prefix = '' } of page.CommonPrefixes ?? []) {
          names.push(Prefix.slice(prefix.length + 1, -1))
        }
        from = page.NextContinuationToken
      } while (from !== undefined)
      return names.sort()
    },
  }
}
