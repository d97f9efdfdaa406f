/** Which of a million buckets a customer is in, for a salt. */
import { createHash } from 'node:crypto'
import type { Campaign } from '../../../functions/config/campaigns.ts'

const known = new Map<string, number>()

/** @example bucketOf('holdout-1-marketing', 'c1') // 0 to 999999 */
export function bucketOf(salt: string, customer: string): number {
  const key = `${salt}:${customer}`
  const bucket =
    known.get(key) ??
    Number.parseInt(createHash('md5').update(key).digest('hex').slice(0, 13), 16) % 1_000_000
  if (known.size > 500_000) known.clear()
  known.set(key, bucket)
  return bucket
}

/** The version of a campaign that a customer gets: buckets divided by weight, in their order; null where there is one. */
export function variantOf({ id, variants }: Campaign, seed: number, customer: string) {
  const bucket = bucketOf(`variant-${seed}-${id}`, customer)
  const all = variants.reduce((sum, { weight }) => sum + weight, 0)
  let reached = 0
  for (const variant of variants) {
    reached += variant.weight
    if (bucket * all < reached * 1_000_000) return variant.id
  }
  return null
}
