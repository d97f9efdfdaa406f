import type { S3Client } from '@aws-sdk/client-s3'
import type { Config } from '../../config.ts'
import type { SourceFile } from '../ports.ts'
import type { Deployment } from './deployment.ts'

export type AwsSources = Readonly<Record<string, readonly SourceFile[]>>

export async function findAwsSources(
  _config: Config,
  deployment: Deployment,
  _clients: { readonly s3: S3Client },
): Promise<AwsSources> {
  throw new Error(`no sources in ${deployment.sources}`)
}
