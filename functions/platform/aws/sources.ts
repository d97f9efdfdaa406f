import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { Config } from '../../config.ts'
import { SourceError } from '../../errors.ts'
import type { SourceFile } from '../ports.ts'
import type { AwsClients } from './clients.ts'
import type { Deployment } from './deployment.ts'

export type AwsSources = Readonly<Record<string, readonly SourceFile[]>>

/** The objects of every source. Throws SourceError for a pattern without one. */
export async function findAwsSources(
  config: Config,
  deployment: Deployment,
  { s3 }: Pick<AwsClients, 's3' | 'glue'>,
): Promise<AwsSources> {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(deployment.sources) ?? []
  const { Contents = [] } = await s3.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }),
  )
  return Object.fromEntries(
    Object.entries(config.sources).map(([name, { files }]) => [
      name,
      files.map((file) => {
        const found = Contents.find(({ Key }) => Key === prefix + file)
        if (!found) throw new SourceError(`${name}: no object matches ${deployment.sources}${file}`)
        return { file, fingerprint: found.ETag ?? '', bytes: found.Size ?? 0 }
      }),
    ]),
  )
}
