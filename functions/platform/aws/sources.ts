/** Finds what each source reads: objects in S3, or a table of Glue. */
import { posix } from 'node:path'
import { usesFileDay } from '../../config/mapping.ts'
import type { Config, SourceConfig } from '../../config.ts'
import { ConfigError, SourceError } from '../../errors.ts'
import type { SourceFile } from '../ports.ts'
import type { AwsClients } from './clients.ts'
import type { Deployment } from './deployment.ts'
import { type AwsTable, findTable } from './existing-table.ts'
import { refuseLake } from './refuse-lake.ts'
import { isRefused, objectsBelow, placeIn, type S3Object, type S3Place } from './s3-objects.ts'

/** A source's file in S3. */
export interface AwsFile extends SourceFile {
  readonly bucket: string
  readonly key: string
}

/** The files of each source; or its table, which counts as one file. */
export type AwsSources = Readonly<Record<string, readonly AwsFile[] | readonly [AwsTable]>>

/**
 * What each source reads, with fingerprints. Patterns are relative to the deployment's `sources`, or name a location.
 * Throws SourceError for what is not there, ConfigError for the lake and for what the deployment may not read.
 */
export async function findAwsSources(
  config: Config,
  deployment: Deployment,
  clients: Pick<AwsClients, 's3' | 'glue'>,
): Promise<AwsSources> {
  const sources: Record<string, AwsSources[string]> = {}
  for (const [name, source] of Object.entries(config.sources)) {
    sources[name] =
      source.table === undefined
        ? await filesOf(name, source, deployment, clients)
        : [await findTable({ name, source, table: source.table }, deployment, clients)]
  }
  return sources
}

/** The bucket and prefix that names of files are relative to. */
export const rootOf = ({ sources }: Pick<Deployment, 'sources'>): S3Place => placeIn(sources)

async function filesOf(
  source: string,
  config: SourceConfig,
  deployment: Deployment,
  { s3 }: Pick<AwsClients, 's3'>,
): Promise<readonly AwsFile[]> {
  const found = new Map<string, AwsFile>()
  for (const pattern of config.files ?? []) {
    const sought = located(source, pattern, deployment)
    for (const { key, bytes, etag, writtenOn } of await matching(s3, source, sought)) {
      const { bucket } = sought
      const url = `s3://${bucket}/${key}`
      const file = nameOf(url, deployment)
      refuseLake(`sources.${source}.files`, file, { bucket, key }, deployment)
      const fingerprint = usesFileDay(config) ? `${etag}-${writtenOn}` : etag
      found.set(url, { file, fingerprint, bytes, writtenOn, bucket, key })
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file)
}

/** A file as config would write it. */
const nameOf = (url: string, { sources }: Deployment) =>
  url.startsWith(sources) ? url.slice(sources.length) : url

/** Names below a place that fit a pattern. */
interface Sought extends S3Place {
  readonly pattern: string
  /** As config has it. */
  readonly given: string
}

/** Throws ConfigError for a pattern that begins with no location of the deployment. */
function located(source: string, given: string, { sources, locations }: Deployment): Sought {
  if (!given.startsWith('s3://')) return { ...placeIn(sources), pattern: given, given }
  const readable = [sources, ...locations]
  const location = readable.find((one) => given.startsWith(one))
  if (location !== undefined) {
    return { ...placeIn(location), pattern: given.slice(location.length), given }
  }
  throw new ConfigError(
    `sources.${source}.files: ${given} lies outside what the deployment may read`,
    {
      details: [`it may read ${[...new Set(readable)].join(', ')}`],
      next: ['add the place to sources.locations in deployment.yaml, then npx cdk deploy --all'],
    },
  )
}

/** Objects that a pattern matches. One of just that name comes first: `orders[1].csv` is one. */
async function matching(s3: AwsClients['s3'], source: string, sought: Sought) {
  const { bucket, prefix, pattern, given } = sought
  const [beginning = ''] = /^[^*?[{]*/.exec(pattern) ?? []
  const found: S3Object[] = []
  try {
    for await (const object of objectsBelow(s3, bucket, prefix + beginning)) {
      const name = object.key.slice(prefix.length)
      if (name === pattern) return [object]
      if (posix.matchesGlob(name, pattern) && !name.endsWith('/')) found.push(object)
    }
  } catch (error) {
    throw isRefused(error) ? unlisted(source, sought, error) : error
  }
  if (found.length > 0) return found
  throw new SourceError(`${source}: no file matches ${given}`, {
    details: [`looked for below s3://${bucket}/${prefix}`],
    next: [`put the file there, or correct sources.${source}.files`],
  })
}

const unlisted = (source: string, { bucket, prefix, given }: Sought, cause: Error) =>
  new SourceError(
    `${source}: S3 does not show what matches ${given}`,
    {
      details: [`s3://${bucket}/${prefix}: ${cause.name}: ${cause.message}`],
      next: [
        `correct sources.locations in deployment.yaml, or sources.${source}.files`,
        'a bucket of another account must let the role of the Night function list and read it',
      ],
    },
    { cause },
  )
