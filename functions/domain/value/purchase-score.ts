import { sigmoid } from '../math/logistic.ts'
import type { PurchaseHistory, PurchaseModel, PurchaseParameters } from './purchase-model.ts'

/**
 * P(alive): the probability that a customer has not left by the end of what was seen. 1 for one-time buyers under BG.
 * Fader, Hardie and Lee 2005, http://brucehardie.com/notes/021/; Batislam et al. 2007; Platzer and Reutterer 2016.
 * @example aliveProbability(purchaseModels['BG/NBD'], { r: 0.24259, alpha: 4.4136, a: 0.79292, b: 2.42591 },
 *   { repeatDays: 26, lastPurchaseWeeks: 216 / 7, ageWeeks: 31 }) // 0.96885…
 */
export function aliveProbability(
  model: PurchaseModel,
  { r, alpha, a, b }: PurchaseParameters,
  { repeatDays: x, lastPurchaseWeeks, ageWeeks }: PurchaseHistory,
): number {
  if (x + model.e === 0) return 1
  const m = r + model.k * x
  const y =
    Math.log(a / (b + x - 1 + model.e)) +
    m * Math.log((alpha + ageWeeks) / (alpha + lastPurchaseWeeks))
  const lnS =
    model.k === 2 ? Math.log1p((m * (ageWeeks - lastPurchaseWeeks)) / (alpha + ageWeeks)) : 0
  return sigmoid(lnS - Math.min(700, y))
}

/**
 * P(no purchase in the next `weeks`): that a customer has left, or is alive and does not buy. What the product calls churn
 * probability. The waiting time of the living is gamma-mixed Erlang-k; k as in `PurchaseModel`.
 * @example noPurchaseProbability(model, parameters, history, 0) // 1
 */
export const noPurchaseProbability = (
  model: PurchaseModel,
  parameters: PurchaseParameters,
  history: PurchaseHistory,
  weeks: number,
): number =>
  1 -
  aliveProbability(model, parameters, history) *
    -Math.expm1(lnWaitingLonger(model, parameters, history, weeks))

/**
 * The median of the weeks until the next purchase of a customer who is alive: (α + T)·(2^(1/m) − 1) for k = 1, by
 * bisection for k = 2. May be longer than any horizon.
 * @example medianWaitWeeks(purchaseModels['MBG/NBD'], { r: 1, alpha: 5, a: 1, b: 2 },
 *   { repeatDays: 0, lastPurchaseWeeks: 0, ageWeeks: 30 }) // 35
 */
export function medianWaitWeeks(
  model: PurchaseModel,
  parameters: PurchaseParameters,
  history: PurchaseHistory,
): number {
  const m = parameters.r + model.k * history.repeatDays
  const closed = (parameters.alpha + history.ageWeeks) * Math.expm1(Math.LN2 / m)
  if (model.k === 1) return closed
  const isLonger = (weeks: number) => lnWaitingLonger(model, parameters, history, weeks) > -Math.LN2
  let low = closed
  let high = closed
  while (high < Number.MAX_VALUE / 4 && isLonger(high)) [low, high] = [high, 2 * high]
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2
    if (isLonger(middle)) low = middle
    else high = middle
  }
  return high
}

/** ln of the chance that a customer who is alive buys nothing for so many weeks. */
function lnWaitingLonger(
  { k }: PurchaseModel,
  { r, alpha }: PurchaseParameters,
  { repeatDays, lastPurchaseWeeks, ageWeeks }: PurchaseHistory,
  weeks: number,
): number {
  const m = r + k * repeatDays
  const idle = ageWeeks - lastPurchaseWeeks
  const power = -m * Math.log1p(weeks / (alpha + ageWeeks))
  if (k === 1) return power
  const lnS = (t: number) => Math.log1p((m * (idle + t)) / (alpha + ageWeeks + t))
  return power + lnS(weeks) - lnS(0)
}
