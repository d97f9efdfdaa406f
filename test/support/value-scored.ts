/** A night's scores before rounding, beside what the formulas give at the parameters of its model card. */
import {
  type PurchaseModelName,
  parameterNames,
} from '../../functions/domain/value/purchase-model.ts'
import type { ValueNight } from './value-night.ts'
import { distanceOf, referenceScores, type Scores, type ScoreTerms } from './value-reference.ts'

/** The defaults of config. */
export const usualTerms = {
  horizonDays: 365,
  churnHorizonDays: 90,
  marginRate: 1,
  discountRate: 0.1,
} as const

/** How far the night’s scores are from the formulas, as `distanceOf` tells it. */
export async function distanceTonight(
  night: ValueNight,
  terms: Pick<ScoreTerms, keyof typeof usualTerms> = usualTerms,
) {
  const [fit] = await night.rows('select * from value_model where is_chosen')
  const [card] = await night.rows('select * from value_card')
  if (!fit || !card) throw new Error('the night has no model')
  const number = (name: string) => Number(fit[name])
  const [r = 0, alpha = 0, a = 0, b = 0] = parameterNames.map(number)
  const rows = await night.rows(`select histories.repeat_days, histories.last_purchase_days,
      histories.age_days, histories.repeat_spend, p_alive, churn_probability, expected_purchases,
      discounted_purchases, expected_spend, wait_weeks
    from int_value_scores as scores inner join int_value_histories as histories
      on histories.customer_id = scores.customer_id`)
  const histories = rows.map((row) => ({
    repeatDays: Number(row.repeat_days),
    lastPurchaseWeeks: Number(row.last_purchase_days) / 7,
    ageWeeks: Number(row.age_days) / 7,
    meanSpend: Number(row.repeat_spend) / Math.max(1, Number(row.repeat_days)),
  }))
  const wanted = referenceScores(histories, {
    ...terms,
    model: String(fit.model) as PurchaseModelName,
    parameters: { r, alpha, a, b },
    meanSpend: Number(card.mean_spend),
    spend:
      card.spend_p === null
        ? undefined
        : { p: Number(card.spend_p), q: Number(card.spend_q), v: Number(card.spend_v) },
  })
  const made = rows as unknown as readonly Scores[]
  return { ...distanceOf(made, wanted, terms.horizonDays), customers: rows.length }
}
