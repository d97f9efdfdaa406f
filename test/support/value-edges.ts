/** Histories and parameters at every edge, and the queries that score them. */
import { seeded } from '../../functions/domain/math/random.ts'
import { quadratureFor } from '../../functions/domain/value/expected-purchases.ts'
import { valuePeriods } from '../../functions/domain/value/periods.ts'
import {
  type PurchaseModelName,
  type PurchaseParameters,
  purchaseModels,
} from '../../functions/domain/value/purchase-model.ts'
import type { Definition } from '../../functions/platform/aws/inline.ts'
import { bind, valuesSql } from '../../functions/platform/sql.ts'
import { queryText } from '../../functions/queries.ts'
import { typesOf } from './types-of.ts'

interface History {
  readonly repeat_days: number
  readonly last_purchase_days: number
  readonly age_days: number
  /** Of all repeat days. */
  readonly repeat_spend: number
}

/** Config’s terms, and a spend model. */
export const terms = { horizonDays: 365, churnHorizonDays: 90, marginRate: 0.4, discountRate: 0.1 }
export const spend = { p: 6.25, q: 3.744, v: 15.44 }
const one = (repeat_days: number, last: number, age_days: number, repeat_spend = 0) => ({
  ...{ repeat_days, last_purchase_days: last, age_days, repeat_spend },
})

/** Histories by what is odd about them; the first of all histories. */
export const named: readonly (readonly [string, History])[] = [
  ['T = 0', one(0, 0, 0)],
  ['a single day of age', one(0, 0, 1)],
  ['one purchase a week ago', one(0, 0, 6)],
  ['one purchase two years ago', one(0, 0, 700)],
  ['one purchase decades ago', one(0, 0, 9000)],
  ['back on the last day', one(1, 1, 1, 10)],
  ['back at once, then a month of nothing', one(1, 1, 30, 10)],
  ['back at once, then years of nothing', one(1, 1, 3000, 10)],
  ['x = 2,000 up to now', one(2000, 2100, 2100, 40_000)],
  ['x = 2,000 up to the day before', one(2000, 2100, 2101, 40_000)],
  ['x = 2,000, then years of nothing', one(2000, 2000, 6000, 40_000)],
  ['negative net spend', one(5, 35, 35, -120)],
  ['no net spend', one(5, 35, 200, 0)],
  ['a huge spender', one(3, 20, 90, 1e10)],
  ['there every day', one(200, 200, 201, 4000)],
]

const random = seeded(5, 17)
const drawn: readonly History[] = Array.from({ length: 300 }, () => {
  const age = Math.floor(1500 * random() ** 2)
  const repeats = Math.min(age, Math.floor(60 * random() ** 4))
  const last = repeats === 0 ? 0 : repeats + Math.floor((age - repeats + 1) * random())
  return one(repeats, last, age, repeats * Math.round(10_000 * random()) * 0.01)
})
export const histories = [...named.map(([, history]) => history), ...drawn]

export const parameters: readonly [
  readonly [string, PurchaseParameters],
  ...(readonly [string, PurchaseParameters])[],
] = [
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

/** A history as the formulas take it. */
export const weeksOf = ({ repeat_days, last_purchase_days, age_days, repeat_spend }: History) => ({
  repeatDays: repeat_days,
  lastPurchaseWeeks: last_purchase_days / 7,
  ageWeeks: age_days / 7,
  meanSpend: repeat_days > 0 ? repeat_spend / repeat_days : 0,
})

/** The tables that the scores of all histories are made of, in order, each as a select over those before it. */
export function scoreSteps(
  name: PurchaseModelName,
  chosen: PurchaseParameters,
): readonly Definition[] {
  const model = purchaseModels[name]
  const periods = valuePeriods(terms)
  const groups = histories.map(({ repeat_days, age_days }) => ({
    repeatDays: repeat_days,
    youngestWeeks: age_days / 7,
  }))
  const { rows } = quadratureFor(model, chosen, groups, terms.horizonDays / 7)
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
  const given: Readonly<Record<string, readonly object[]>> = {
    int_value_histories: histories.map((history, i) => ({ customer_id: String(i), ...history })),
    value_periods: periods,
    value_nodes: rows.map(({ repeatDays, p, weight }) => ({ repeat_days: repeatDays, p, weight })),
    value_quantiles: [],
  }
  return [
    ...Object.entries(given).map(([table, list]) => ({
      name: table,
      sql: valuesSql(
        typesOf(table) ?? [],
        list.map((row) => ({ ...row })),
      ),
    })),
    ...['int_value_expectations', 'int_value_scores'].map((table) => ({
      name: table,
      sql: bind(queryText(table), params),
    })),
  ]
}
