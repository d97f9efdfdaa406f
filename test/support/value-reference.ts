/** What a customer's scores must be, by the formulas in TypeScript and nothing of the SQL. */
import { discountedValue, periodRate } from '../../functions/domain/value/customer-value.ts'
import { purchaseForecast, quadratureFor } from '../../functions/domain/value/expected-purchases.ts'
import { valuePeriods } from '../../functions/domain/value/periods.ts'
import {
  type PurchaseHistory,
  type PurchaseModelName,
  type PurchaseParameters,
  purchaseModels,
} from '../../functions/domain/value/purchase-model.ts'
import {
  aliveProbability,
  medianWaitWeeks,
  noPurchaseProbability,
} from '../../functions/domain/value/purchase-score.ts'
import { expectedSpend, type SpendParameters } from '../../functions/domain/value/spend-model.ts'

export interface ScoreTerms {
  readonly model: PurchaseModelName
  readonly parameters: PurchaseParameters
  /** Undefined: everybody is given `meanSpend`. */
  readonly spend?: SpendParameters | undefined
  readonly meanSpend: number
  readonly horizonDays: number
  readonly churnHorizonDays: number
  readonly marginRate: number
  readonly discountRate: number
}

export interface ScoredHistory extends PurchaseHistory {
  readonly meanSpend: number
}

/** The columns of `int_value_scores` that a history decides. */
export interface Scores {
  readonly p_alive: number
  readonly churn_probability: number
  readonly expected_purchases: number
  readonly discounted_purchases: number
  readonly expected_spend: number
  readonly wait_weeks: number
}

/** The scores of each history. */
export function referenceScores(
  histories: readonly ScoredHistory[],
  terms: ScoreTerms,
): readonly Scores[] {
  const { model: name, parameters, spend, horizonDays, churnHorizonDays, marginRate } = terms
  const model = purchaseModels[name]
  const periods = valuePeriods(terms)
  const length = periods[0]?.weeks ?? 0
  const groups = histories.map(({ repeatDays, ageWeeks }) => ({
    repeatDays,
    youngestWeeks: ageWeeks,
  }))
  const { rows } = quadratureFor(model, parameters, groups, horizonDays / 7)
  const forecast = purchaseForecast(model, parameters, rows)
  return histories.map((history) => ({
    p_alive: aliveProbability(model, parameters, history),
    churn_probability: noPurchaseProbability(model, parameters, history, churnHorizonDays / 7),
    expected_purchases: forecast(history, horizonDays / 7),
    discounted_purchases: discountedValue({
      purchasesBy: periods.map(({ weeks }) => forecast(history, weeks)),
      expectedSpend: 1,
      marginRate,
      discountRate: periodRate(terms.discountRate, length),
    }),
    expected_spend: spend ? expectedSpend(spend, history) : terms.meanSpend,
    wait_weeks: medianWaitWeeks(model, parameters, history),
  }))
}

/**
 * How far scores are from the reference: the greatest share of what is above 1, and of waits within the horizon the
 * greatest difference in days. A wait beyond the horizon must be one in both.
 */
export function distanceOf(
  made: readonly Scores[],
  wanted: readonly Scores[],
  horizonDays: number,
): { readonly figures: number; readonly waitDays: number; readonly worst: string } {
  let [figures, waitDays, worst] = [0, 0, '']
  for (const [i, one] of made.entries()) {
    const reference = wanted[i]
    if (!reference) return { figures: Infinity, waitDays: Infinity, worst: `no row ${i}` }
    for (const name of compared) {
      const apart = Math.abs(one[name] - reference[name]) / Math.max(1, Math.abs(reference[name]))
      if (apart <= figures) continue
      figures = apart
      worst = `${name} of row ${i} is ${one[name]}, not ${reference[name]}`
    }
    const [days, right] = [7 * one.wait_weeks, 7 * reference.wait_weeks]
    if (right > horizonDays && days > horizonDays) continue
    waitDays = Math.max(waitDays, Math.abs(days - right))
  }
  return { figures, waitDays, worst }
}

const compared = [
  'p_alive',
  'churn_probability',
  'expected_purchases',
  'discounted_purchases',
  'expected_spend',
] as const
