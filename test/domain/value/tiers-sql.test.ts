/** Cuts and tiers of SQL are those of the oracle, for any values with ties, any rule and any tiers of the night before. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { bind, dateParam, ident, valuesSql } from '../../../functions/platform/sql.ts'
import { queryText } from '../../../functions/queries.ts'
import { type Tier, type TierRule, tierCuts, tierOf } from '../../support/tiers-oracle.ts'
import { typesOf } from '../../support/types-of.ts'

interface Customer {
  readonly cents: number
  readonly previous: Tier | undefined
}

const shares = fc
  .tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }))
  .filter(([high, medium]) => high + medium <= 100)
  .map(([high, medium]) => ({ high: high / 100, medium: medium / 100 }))

const rules: fc.Arbitrary<TierRule> = fc.oneof(
  shares.map((both) => ({ by: 'shares' as const, ...both })),
  shares.map((both) => ({ by: 'quantiles' as const, ...both })),
  fc
    .tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 3000 }))
    .map(([medium, more]) => ({ by: 'amounts' as const, high: medium + more, medium })),
)

const customers: fc.Arbitrary<readonly Customer[]> = fc.array(
  fc.record({
    cents: fc.oneof(
      fc.integer({ min: -300, max: 3000 }).map((tens) => 10 * tens),
      fc.constantFrom(0, 1, 1000, 2000, 99_999_999_99),
    ),
    previous: fc.constantFrom<(Tier | undefined)[]>('high', 'medium', 'low', undefined),
  }),
  { maxLength: 40 },
)

const bands = fc.constantFrom(0, 0.05, 0.1, 0.123456, 0.5)

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

it('cuts and tiers are those of the oracle', { timeout: 240_000 }, async () => {
  const kept = { band: 0, moved: 0 }
  await fc.assert(
    fc.asyncProperty(customers, rules, bands, async (shop, rule, band) => {
      const groups = shop.map(({ cents }) => ({ value: cents, customers: 1 }))
      const scaled = rule.by === 'amounts' ? inCents(rule) : rule
      const cuts = tierCuts(groups, scaled)
      const made = await madeOf(shop, rule, band)
      expect(made.cuts).toEqual({ high: cuts.high ?? null, medium: cuts.medium ?? null })
      for (const [i, { cents, previous }] of shop.entries()) {
        const wanted = tierOf(cents, cuts, { band, previous })
        const reason = wanted === tierOf(cents, cuts, { band }) ? 'value' : 'band'
        expect(made.tiers[i]).toEqual({ clv_tier: wanted, tier_reason: reason })
        kept.band += Number(reason === 'band')
        kept.moved += Number(previous !== undefined && previous !== wanted)
      }
    }),
    { numRuns: 150, seed: 11 },
  )
  // The band was at work, and did not hold all.
  expect(kept.band).toBeGreaterThan(20)
  expect(kept.moved).toBeGreaterThan(200)
})

const inCents = ({ high, medium }: TierRule): TierRule => ({
  ...{ by: 'amounts', high: 100 * high, medium: 100 * medium },
})

async function madeOf(shop: readonly Customer[], { by, high, medium }: TierRule, band: number) {
  const table = async (name: string, rows: readonly Readonly<Record<string, unknown>>[]) =>
    engine.run(`create or replace table ${ident(name)} as ${valuesSql(typesOf(name) ?? [], rows)}`)
  const all = shop.map(({ cents, previous }, i) => ({
    customer_id: String(i),
    rung: 'model',
    worth: (cents / 100).toFixed(2),
    clv_tier: previous,
    ...{ repeat_days: 0, last_purchase_days: 0, age_days: 0 },
  }))
  await table('int_value_scores', all)
  await table('int_value_histories', all)
  await table(
    'previous_customer_value',
    all.filter(({ clv_tier }) => clv_tier !== undefined),
  )
  const isAmount = by === 'amounts'
  const cutsQuery = bind(queryText('value_cuts'), {
    tiers_by: by,
    high_share: isAmount ? 0 : high,
    medium_share: isAmount ? 0 : high + medium,
    high_amount: isAmount ? high : 0,
    medium_amount: isAmount ? medium : 0,
    band,
  })
  await engine.run(`create or replace table value_cuts as ${cutsQuery}`)
  const [cuts] = await engine.rows(
    'select cast(high * 100 as bigint) as high, cast(medium * 100 as bigint) as medium from value_cuts',
  )
  const valueQuery = bind(queryText('customer_value'), {
    as_of: dateParam('2026-03-10'),
    model: 'MBG/NBD',
    horizon_weeks: 52,
  })
  const tiers = await engine.rows(
    `select clv_tier, tier_reason from (${valueQuery}) order by cast(customer_id as integer)`,
  )
  return { cuts, tiers }
}
