import { ConfigError } from '../../errors.ts'
import type { Deployment } from './deployment.ts'

/** What Nocturne writes, of the bucket of the lake. */
const lakeFolders =
  /^(runs|personal|results|journals|published|reports|config|ledger|sends|replays|athena-results)\//

/** Throws ConfigError for a source in the lake. `key` is what names it, `what` how messages call it. */
export function refuseLake(
  key: string,
  what: string,
  place: { readonly bucket: string; readonly key: string },
  { bucket }: Pick<Deployment, 'bucket'>,
): void {
  if (bucket !== place.bucket || !lakeFolders.test(place.key)) return
  throw new ConfigError(`${key}: ${what} lies in the lake`, {
    details: [`the lake is s3://${bucket}; what Nocturne writes is never a source`],
    next: ['narrow the pattern, or keep the shop’s files in another bucket'],
  })
}
