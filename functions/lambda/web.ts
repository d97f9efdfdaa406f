/** The Web function: the pages of links. Reads keys, and puts on record what people say; can’t query, can’t send. */
import { S3Client } from '@aws-sdk/client-s3'
import { s3Files } from '../platform/aws/s3-files.ts'
import { urlHandler } from './web-handler.ts'

// A person waits: not as patient as who runs alone.
const client = new S3Client({ forcePathStyle: Boolean(process.env.AWS_ENDPOINT_URL) })

export const handler = urlHandler({
  files: s3Files(client, process.env.NOCTURNE_BUCKET ?? ''),
  now: () => new Date(),
  write: (line) => process.stdout.write(`${line}\n`),
})
