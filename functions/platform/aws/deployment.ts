import { z } from 'zod'
import { ConfigError } from '../../errors.ts'

/** Where a deployment keeps things. The functions read it from their environment, the CLI from the stack's outputs. */
export interface Deployment {
  /** The bucket of the lake, all of it. */
  readonly bucket: string
  readonly workGroup: string
  /** The stable database; a run’s is `<database>_<yyyymmdd>_<attempt>`. */
  readonly database: string
  /** `s3://bucket/prefix/` that the patterns of `files:` are relative to. */
  readonly sources: string
  /** Further `s3://bucket/prefix/` that patterns may begin with. */
  readonly locations: readonly string[]
  /** Tables of Glue that sources may be, `database.table`. */
  readonly tables: readonly string[]
  /** Bytes that one query may read. */
  readonly scanLimit?: number
}

/** The deployment that an environment names. Throws ConfigError with the key that is absent or wrong. */
export function deploymentFrom(env: Readonly<Record<string, string | undefined>>): Deployment {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const { path = [], message = '' } = parsed.error.issues[0] ?? {}
    const key = String(path[0])
    throw new ConfigError(`${key}: ${message}`, {
      details: [env[key] === undefined ? 'it is not set' : `given: ${env[key]}`],
      next: ['deploy again: the stack sets it'],
    })
  }
  const { NOCTURNE_BUCKET, NOCTURNE_WORK_GROUP, NOCTURNE_DATABASE, NOCTURNE_SOURCES } = parsed.data
  const { NOCTURNE_LOCATIONS, NOCTURNE_TABLES, NOCTURNE_SCAN_LIMIT } = parsed.data
  return {
    bucket: NOCTURNE_BUCKET,
    workGroup: NOCTURNE_WORK_GROUP,
    database: NOCTURNE_DATABASE,
    sources: NOCTURNE_SOURCES.endsWith('/') ? NOCTURNE_SOURCES : `${NOCTURNE_SOURCES}/`,
    locations: NOCTURNE_LOCATIONS,
    tables: NOCTURNE_TABLES,
    ...(NOCTURNE_SCAN_LIMIT !== undefined && { scanLimit: NOCTURNE_SCAN_LIMIT }),
  }
}

const bucket = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
/** A list, as an environment can hold it. */
const list = z
  .string()
  .default('[]')
  .transform(fromJson)
  .pipe(z.array(z.string(), 'a list of texts as JSON'))
  .readonly()

const environment = z.object({
  NOCTURNE_BUCKET: z.string({ error: 'the name of a bucket' }).regex(bucket, 'a bucket’s name'),
  NOCTURNE_WORK_GROUP: z
    .string({ error: 'the name of a work group' })
    .regex(/^[\w.-]{1,128}$/, 'a work group’s name'),
  NOCTURNE_DATABASE: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,60}$/, 'lower case letters, digits and _')
    .default('nocturne'),
  NOCTURNE_SOURCES: z
    .string({ error: 's3://bucket/prefix/' })
    .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/.*)?$/, 's3://bucket/prefix/'),
  NOCTURNE_LOCATIONS: list,
  NOCTURNE_TABLES: list,
  NOCTURNE_SCAN_LIMIT: z.coerce
    .number({ error: 'a number of bytes' })
    .int('a whole number of bytes')
    .min(10_000_000, 'at least 10000000 bytes: Athena takes no less')
    .optional(),
})

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
