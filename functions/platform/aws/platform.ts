import { randomBytes } from 'node:crypto'
import type { Run } from '../../stage.ts'
import { tablesOf } from '../../tables.ts'
import type { Log, Platform } from '../ports.ts'
import { athena } from './athena.ts'
import { awsClients } from './clients.ts'
import type { Deployment } from './deployment.ts'
import { catalog } from './glue.ts'
import { runDatabase } from './places.ts'
import { s3Files } from './s3-files.ts'
import type { AwsSources } from './sources.ts'
import { stableTables } from './stable-tables.ts'
import { athenaWarehouse } from './warehouse.ts'

export interface AwsPlatformOptions {
  readonly run: Run
  readonly deployment: Deployment
  /** The shop’s files, where they are to be opened. */
  readonly sources?: AwsSources
  readonly log: Log
  /** Milliseconds that are left of this call; without it there is no end. */
  readonly remaining?: () => number
}

/** The platform of one run on AWS: Athena over S3, tables in Glue. */
export async function awsPlatform({
  run,
  deployment,
  sources = {},
  log,
  remaining = () => Number.POSITIVE_INFINITY,
}: AwsPlatformOptions): Promise<Platform> {
  const clients = awsClients()
  const { bucket, workGroup, database } = deployment
  const files = s3Files(clients.s3, bucket)
  const own = catalog(clients.glue, runDatabase(database, run))
  const warehouse = await athenaWarehouse({
    deployment,
    run,
    sources,
    files,
    log,
    tables: tablesOf(run.config),
    s3: clients.s3,
    catalog: own,
    stable: stableTables(clients.glue, catalog(clients.glue, database), bucket),
    athena: athena({
      client: clients.athena,
      workGroup,
      database: own.database,
      output: `s3://${bucket}/athena-results/`,
      log,
      remaining,
    }),
  })
  return { warehouse, files, log, random: randomBytes }
}
