/** Tiers by the SQL of a night over many nights of values that tremble: the band keeps who is near a cut from flapping. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { normal, seeded } from '../../functions/domain/math/random.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import type { Row } from '../../functions/platform/ports.ts'
import { bind, dateParam, ident, valuesSql } from '../../functions/platform/sql.ts'
import { queryText } from '../../functions/queries.ts'
import { type TierMoves, tierMoves } from '../../scripts/tier-moves.ts'
import { typesOf } from '../support/types-of.ts'

const nights = 20
const customers = 300

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

it('tiers flap less with the band than without, and still follow', {
  timeout: 120_000,
}, async () => {
  const [none, usual] = [await movesOf(0, 1), await movesOf(0.05, 1)]
  expect(none.flippers).toBeGreaterThan(10)
  expect(usual.flips).toBeLessThan(none.flips / 5)
  expect(usual.moves).toBeLessThan(none.moves / 2)
  expect(usual.moves).toBeGreaterThan(usual.flips)
})

/** Values differ widely, drift slowly and tremble by two in a hundred; the same paths for every band. */
async function movesOf(band: number, seed: number): Promise<TierMoves> {
  const random = seeded(seed, 31)
  const levels = Array.from({ length: customers }, () => 4 + 1.2 * normal(random))
  const tiers: Map<string, string>[] = []
  let before: readonly Row[] = []
  for (let night = 0; night < nights; night++) {
    const worths = levels.map((level, i) => {
      levels[i] = level + 0.01 * normal(random)
      return Math.round(100 * Math.exp(level + 0.02 * normal(random))) / 100
    })
    before = await tiersTonight(worths, before, band)
    tiers.push(new Map(before.map((row) => [String(row.customer_id), String(row.clv_tier)])))
  }
  return tierMoves(tiers)
}

async function tiersTonight(worths: readonly number[], before: readonly Row[], band: number) {
  const ids = worths.map((worth, i) => ({ customer_id: `c${i}`, rung: 'model', worth }))
  await given('int_value_scores', ids)
  await given(
    'int_value_histories',
    ids.map((row) => ({ ...row, repeat_days: 1, last_purchase_days: 7, age_days: 70 })),
  )
  await given('previous_customer_value', before)
  await built('value_cuts', {
    ...{ tiers_by: 'shares', high_share: 0.5, medium_share: 0.8 },
    ...{ high_amount: 0, medium_amount: 0, band },
  })
  const params = { model: 'MBG/NBD', horizon_weeks: 52, as_of: dateParam('2026-01-01') }
  await built('customer_value', params)
  return engine.rows('select customer_id, rung, clv_tier from customer_value')
}

const given = (table: string, rows: readonly Row[]) =>
  engine.run(`create or replace table ${ident(table)} as ${valuesSql(typesOf(table) ?? [], rows)}`)

const built = (table: string, params: Parameters<typeof bind>[1]) =>
  engine.run(`create or replace table ${ident(table)} as ${bind(queryText(table), params)}`)
