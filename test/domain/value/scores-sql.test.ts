/** The scores that SQL makes are those of the formulas in TypeScript, at every edge of histories and parameters. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seeded } from '../../../functions/domain/math/random.ts'
import { quadratureFor } from '../../../functions/domain/value/expected-purchases.ts'
import { valuePeriods } from '../../../functions/domain/value/periods.ts'
import {
  type PurchaseModelName,
  type PurchaseParameters,
  purchaseModels,
} from '../../../functions/domain/value/purchase-model.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { bind, ident, valuesSql } from '../../../functions/platform/sql.ts'
import { queryText } from '../../../functions/queries.ts'
import { typesOf } from '../../support/types-of.ts'
import { distanceOf, referenceScores, type Scores } from '../../support/value-reference.ts'
import { purchasesBySeries } from './purchase-series.ts'

interface History {
  readonly repeat_days: number
  readonly last_purchase_days: number
  readonly age_days: number
  /** Of all repeat days. */
  readonly repeat_spend: number
}

const terms = { horizonDays: 365, churnHorizonDays: 90, marginRate: 0.4, discountRate: 0.1 }
const spend = { p: 6.25, q: 3.744, v: 15.44 }
const one = (repeat_days: number, last: number, age_days: number, repeat_spend = 0) => ({
  ...{ repeat_days, last_purchase_days: last, age_days, repeat_spend },
})

const named: readonly History[] = [
  ...[0, 1, 6, 700, 9000].map((age) => one(0, 0, age)),
  ...[1, 30, 3000].map((age) => one(1, 1, age, 10)),
  one(2000, 2100, 2100, 40_000),
  one(2000, 2100, 2101, 40_000),
  one(2000, 2000, 6000, 40_000),
  one(5, 35, 35, -120),
  one(5, 35, 200, 0),
  one(3, 20, 90, 1e10),
  one(200, 200, 201, 4000),
]

const random = seeded(5, 17)
const drawn: readonly History[] = Array.from({ length: 300 }, () => {
  const age = Math.floor(1500 * random() ** 2)
  const repeats = Math.min(age, Math.floor(60 * random() ** 4))
  const last = repeats === 0 ? 0 : repeats + Math.floor((age - repeats + 1) * random())
  return one(repeats, last, age, repeats * Math.round(10_000 * random()) * 0.01)
})
const histories = [...named, ...drawn]

const parameters: readonly (readonly [string, PurchaseParameters])[] = [
  ['plain', { r: 0.7, alpha: 5, a: 0.6, b: 2.2 }],
  ['whole numbers', { r: 1, alpha: 5, a: 2, b: 3 }],
  ['a = 1 exactly', { r: 0.53, alpha: 6.2, a: 1, b: 1.6 }],
  ['a → 0', { r: 0.86, alpha: 4.03, a: 1e-8, b: 1 }],
  ['huge b', { r: 0.86, alpha: 4.03, a: 0.5, b: 1e6 }],
  ['most leave at once', { r: 0.7, alpha: 5, a: 8, b: 0.01 }],
  ['rates all alike', { r: 900, alpha: 4000, a: 0.6, b: 2.2 }],
  ['rates far apart', { r: 0.01, alpha: 0.9, a: 0.6, b: 2.2 }],
  ['hardly any rate', { r: 0.05, alpha: 200, a: 0.3, b: 4 }],
]

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

describe.each(['MBG/NBD', 'MBG/CNBD-2'] as const)('scores of %s in SQL', (name) => {
  it.each(parameters)('are those of the formulas: %s', async (_, chosen) => {
    const made = await scoresOf(name, chosen)
    const wanted = referenceScores(histories.map(weeksOf), {
      ...terms,
      ...{ model: name, parameters: chosen, spend, meanSpend: 1 },
    })
    const { figures, waitDays, worst } = distanceOf(made, wanted, terms.horizonDays)
    expect(figures, worst).toBeLessThan(1e-8)
    expect(waitDays).toBeLessThan(name === 'MBG/NBD' ? 1e-6 : 0.1)
    for (const scores of made)
      for (const figure of Object.values(scores)) expect(figure).toBeGreaterThanOrEqual(0)
    for (const [i, history] of histories.entries()) {
      const exact = purchasesBySeries(
        purchaseModels[name],
        chosen,
        weeksOf(history),
        terms.horizonDays / 7,
      )
      const apart = Math.abs((made[i]?.expected_purchases ?? NaN) - exact) / Math.max(1, exact)
      expect(apart, `the series of row ${i}`).toBeLessThan(1e-8)
    }
  })
})

const weeksOf = ({ repeat_days, last_purchase_days, age_days, repeat_spend }: History) => ({
  repeatDays: repeat_days,
  lastPurchaseWeeks: last_purchase_days / 7,
  ageWeeks: age_days / 7,
  meanSpend: repeat_days > 0 ? repeat_spend / repeat_days : 0,
})

/** The scores of all histories, in their order. */
async function scoresOf(
  name: PurchaseModelName,
  chosen: PurchaseParameters,
): Promise<readonly Scores[]> {
  const model = purchaseModels[name]
  const periods = valuePeriods(terms)
  const groups = histories.map(({ repeat_days, age_days }) => ({
    repeatDays: repeat_days,
    youngestWeeks: age_days / 7,
  }))
  const { rows, bound } = quadratureFor(model, chosen, groups, terms.horizonDays / 7)
  expect(bound).toBeLessThan(1e-10)
  const nodes = rows.map(({ repeatDays, p, weight }) => ({ repeat_days: repeatDays, p, weight }))
  const customers = histories.map((history, i) => ({ customer_id: String(i), ...history }))
  await given('int_value_histories', customers)
  await given('value_periods', periods)
  await given('value_nodes', nodes)
  await given('value_quantiles', [])
  const params = {
    ...chosen,
    ...spend,
    k: model.k,
    periods: periods.length,
    churn_weeks: terms.churnHorizonDays / 7,
    horizon_weeks: terms.horizonDays / 7,
    has_spend_model: true,
    mean_spend: 1,
  }
  for (const table of ['int_value_expectations', 'int_value_scores'])
    await engine.run(`create or replace table ${table} as ${bind(queryText(table), params)}`)
  const made = await engine.rows(`select p_alive, churn_probability, expected_purchases,
    discounted_purchases, expected_spend, wait_weeks
    from int_value_scores order by cast(customer_id as integer)`)
  expect(made).toHaveLength(histories.length)
  return made as unknown as readonly Scores[]
}

const given = (table: string, rows: readonly object[]) =>
  engine.run(
    `create or replace table ${ident(table)} as ${valuesSql(typesOf(table) ?? [], rows as readonly Record<string, unknown>[])}`,
  )
