/** The Night function: claims a night, or runs one stage of it. Reads and writes the lake; can’t send mail. */
import { awsClients } from '../platform/aws/clients.ts'
import { deploymentFrom } from '../platform/aws/deployment.ts'
import { awsPlatform } from '../platform/aws/platform.ts'
import { athenaPrice } from '../platform/aws/price.ts'
import { s3Files } from '../platform/aws/s3-files.ts'
import { findAwsSources } from '../platform/aws/sources.ts'
import { nightHandler } from './night-handler.ts'

const deployment = deploymentFrom(process.env)
const clients = awsClients()

export const handler = nightHandler({
  deployment: deployment.database,
  timeZone: process.env.NOCTURNE_TIME_ZONE,
  files: s3Files(clients.s3, deployment.bucket),
  findSources: (config) => findAwsSources(config, deployment, clients),
  async openPlatform(options) {
    return { ...(await awsPlatform({ ...options, deployment })), price: athenaPrice }
  },
  now: () => new Date(),
  write: (line) => process.stdout.write(`${line}\n`),
})
