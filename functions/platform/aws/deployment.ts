import { ConfigError } from '../../errors.ts'

export interface Deployment {
  readonly bucket: string
  readonly workGroup: string
  readonly database: string
  readonly sources: string
  readonly scanLimit?: number
}

export function deploymentFrom(env: Readonly<Record<string, string | undefined>>): Deployment {
  const of = (key: string) => {
    const value = env[key]
    if (!value) throw new ConfigError(`${key} is not set`)
    return value
  }
  const limit = env.NOCTURNE_SCAN_LIMIT
  return {
    bucket: of('NOCTURNE_BUCKET'),
    workGroup: of('NOCTURNE_WORK_GROUP'),
    database: of('NOCTURNE_DATABASE'),
    sources: of('NOCTURNE_SOURCES'),
    ...(limit && { scanLimit: Number(limit) }),
  }
}
