import type { S3Client } from '@aws-sdk/client-s3'
import type { Files } from '../ports.ts'

export function s3Files(_client: S3Client, bucket: string): Files {
  const none = async (): Promise<never> => {
    throw new Error(`no files of ${bucket}`)
  }
  return { read: none, putIfAbsent: none, list: none, folders: none, remove: none }
}
