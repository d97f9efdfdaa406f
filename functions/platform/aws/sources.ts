/** Finds the files of every source in S3. */
import { posix } from 'node:path'
import type { S3Client } from '@aws-sdk/client-s3'
import type { Config } from '../../config.ts'
import { ConfigError, SourceError } from '../../errors.ts'
import type { SourceFile } from '../ports.ts'
import type { Deployment } from './deployment.ts'
import { objectsBelow, type S3Object } from './s3-objects.ts'

/** A source's file in S3. */
export interface AwsFile extends SourceFile {
  readonly bucket: string
  readonly key: string
}

export type AwsSources = Readonly<Record<string, readonly AwsFile[]>>

/**
 * The files of every source below the deployment's `sources`, with fingerprints.
 * Throws SourceError for patterns without a file, ConfigError for what reaches into the lake.
 */
export async function findAwsSources(
  config: Config,
  deployment: Deployment,
  { s3 }: { readonly s3: S3Client },
): Promise<AwsSources> {
  const root = rootOf(deployment)
  const sources: Record<string, readonly AwsFile[]> = {}
  for (const [name, { files }] of Object.entries(config.sources)) {
    const found = new Map<string, AwsFile>()
    for (const pattern of files) {
      for (const { key, bytes, etag } of await matching(s3, name, pattern, root)) {
        const file = key.slice(root.prefix.length)
        refuseLake(name, file, key, root.bucket, deployment)
        found.set(key, { file, fingerprint: etag, bytes, bucket: root.bucket, key })
      }
    }
    sources[name] = [...found.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
  }
  return sources
}

/** The bucket and prefix that names of files are relative to. */
export function rootOf({ sources }: Pick<Deployment, 'sources'>): Root {
  const [, bucket = '', prefix = ''] = /^s3:\/\/([^/]+)\/(.*)$/.exec(sources) ?? []
  return { bucket, prefix }
}

interface Root {
  readonly bucket: string
  readonly prefix: string
}

/** Objects that a pattern matches. One of just that name comes first: `orders[1].csv` is one. */
async function matching(s3: S3Client, source: string, pattern: string, { bucket, prefix }: Root) {
  const [beginning = ''] = /^[^*?[{]*/.exec(pattern) ?? []
  const found: S3Object[] = []
  for await (const object of objectsBelow(s3, bucket, prefix + beginning)) {
    const name = object.key.slice(prefix.length)
    if (name === pattern) return [object]
    if (posix.matchesGlob(name, pattern) && !name.endsWith('/')) found.push(object)
  }
  if (found.length > 0) return found
  throw new SourceError(`${source}: no file matches ${pattern}`, {
    details: [`names are relative to s3://${bucket}/${prefix}`],
    next: [`put the file there, or correct sources.${source}.files`],
  })
}

/** What Nocturne writes, of the bucket of the lake. */
const lakeFolders =
  /^(runs|personal|results|journals|published|reports|config|ledger|sends|replays|athena-results)\//

function refuseLake(
  source: string,
  file: string,
  key: string,
  bucket: string,
  deployment: Deployment,
) {
  if (bucket !== deployment.bucket || !lakeFolders.test(key)) return
  throw new ConfigError(`sources.${source}.files: ${file} lies in the lake`, {
    details: [`the lake is s3://${bucket}; what Nocturne writes is never a source`],
    next: ['narrow the pattern, or keep the shop’s files in another bucket'],
  })
}
