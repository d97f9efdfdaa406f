import type { S3Client } from '@aws-sdk/client-s3'
import type { Files } from '../ports.ts'

export function s3Files(_client: S3Client, bucket: string): Files {
  throw new Error(`no files of ${bucket}`)
}
