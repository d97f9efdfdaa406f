/** The MailEvents function: takes in what SES says of messages. Writes ledger and sends; can’t send or query. */
import { s3Client } from '../platform/aws/s3-client.ts'
import { s3Files } from '../platform/aws/s3-files.ts'
import { mailEventsHandler } from './mail-events-handler.ts'

export const handler = mailEventsHandler({
  files: s3Files(s3Client(), process.env.NOCTURNE_BUCKET ?? ''),
  now: () => new Date(),
  write: (line) => process.stdout.write(`${line}\n`),
})
