/** The Deliver function: sends what nights decided, by SES. Reads and writes the lake; can’t query. */
import { randomBytes, randomUUID } from 'node:crypto'
import { SESClient } from '@aws-sdk/client-ses'
import { s3Client } from '../platform/aws/s3-client.ts'
import { s3Files } from '../platform/aws/s3-files.ts'
import { sesClientOptions, sesMailer } from '../platform/aws/ses-mailer.ts'
import { clockFrom } from '../platform/clock.ts'
import { deliverHandler } from './deliver-handler.ts'

const {
  NOCTURNE_BUCKET: bucket = '',
  NOCTURNE_DATABASE: deployment = '',
  NOCTURNE_MAIL_DOMAIN: domain = '',
  NOCTURNE_CONFIGURATION_SET: configurationSet,
  LINKS: links,
} = process.env

export const handler = deliverHandler({
  ...{ deployment, domain, links },
  files: s3Files(s3Client(), bucket),
  mailer: sesMailer(new SESClient(sesClientOptions), configurationSet),
  random: randomBytes,
  clock: () => clockFrom(new Date()),
  name: randomUUID,
  write: (line) => process.stdout.write(`${line}\n`),
})
