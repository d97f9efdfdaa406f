/** A night over a folder's files once more on AWS: uploaded, claimed, run stage by stage in this process. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import type { Config } from '../../functions/config.ts'
import { claimNight } from '../../functions/lake.ts'
import { runNight, type Watcher } from '../../functions/night.ts'
import { findAwsSources, rootOf } from '../../functions/platform/aws/sources.ts'
import type { Log, Warehouse } from '../../functions/platform/ports.ts'
import type { Run, StageSummary } from '../../functions/stage.ts'
import { tablesOf } from '../../functions/tables.ts'
import type { AwsLake } from './aws-lake.ts'
import { fixedBytes } from './salt.ts'

export interface AwsNight {
  readonly run: Run
  readonly warehouse: Warehouse
  readonly summaries: readonly StageSummary[]
}

/** Puts the files of a folder where a deployment looks for its sources. */
export async function upload(
  { deployment, clients }: Pick<AwsLake, 'deployment' | 'clients'>,
  folder: string,
): Promise<void> {
  const { bucket, prefix } = rootOf(deployment)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue
    const Body = readFileSync(join(folder, entry.name))
    await clients.s3.send(
      new PutObjectCommand({ Bucket: bucket, Key: `${prefix}${entry.name}`, Body }),
    )
  }
}

/** Runs the night of a date. Throws when it was run before. */
export async function awsNight(
  lake: AwsLake,
  config: Config,
  asOf: string,
  watch: Watcher & Log,
): Promise<AwsNight> {
  const { deployment, clients, files } = lake
  const sources = await findAwsSources(config, deployment, clients)
  const claim = await claimNight(files, { asOf, config, sources })
  if (claim.status === 'published') throw new Error(`the night of ${asOf} was run before`)
  const { run } = claim
  const warehouse = await lake.open(run, tablesOf(config), { sources, log: watch })
  const summaries = await runNight(run, { warehouse, files, log: watch, random: fixedBytes }, watch)
  return { run, warehouse, summaries }
}
