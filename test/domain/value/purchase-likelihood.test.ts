import { describe, expect, it } from 'vitest'
import { lnGamma } from '../../../functions/domain/math/gamma-function.ts'
import { sortedGroups, tabulate } from '../../../functions/domain/value/history-table.ts'
import { purchaseLikelihood } from '../../../functions/domain/value/purchase-likelihood.ts'
import {
  type HistoryGroup,
  type PurchaseModel,
  type PurchaseParameters,
  parameterNames,
  purchaseModels,
} from '../../../functions/domain/value/purchase-model.ts'
import { shuffled, simulatedPurchases } from './simulated.ts'

const models = Object.values(purchaseModels)
const parameters = { r: 0.7, alpha: 5, a: 0.6, b: 2.2 }
const groups = [
  ...simulatedPurchases(purchaseModels['MBG/NBD'], parameters, {
    customers: 300,
    ages: [1, 60],
    seed: 5,
  }),
  { repeatDays: 0, lastPurchaseWeeks: 0, ageWeeks: 0, customers: 3 },
  { repeatDays: 1, lastPurchaseWeeks: 2, ageWeeks: 2, customers: 7 },
  { repeatDays: 2000, lastPurchaseWeeks: 520, ageWeeks: 521, customers: 1 },
]
const of = (some: readonly HistoryGroup[], model: PurchaseModel, at: PurchaseParameters) =>
  purchaseLikelihood(tabulate(sortedGroups(some)), model, at)

describe.each(models)('the likelihood of $name', (model) => {
  it.each([
    ['plain', parameters],
    ['a = 1 exactly', { r: 12, alpha: 80, a: 1, b: 0.3 }],
    ['a → 0', { r: 0.02, alpha: 0.5, a: 1e-6, b: 7 }],
  ])('has the gradient that finite differences have: %s', (_, at) => {
    const { gradient } = of(groups, model, at)
    for (const [i, name] of parameterNames.entries()) {
      const value = (share: number) => of(groups, model, { ...at, [name]: at[name] * share }).value
      const step = 1e-5
      const slope =
        (8 * (value(1 + step) - value(1 - step)) - (value(1 + 2 * step) - value(1 - 2 * step))) /
        (12 * step)
      const scaled = gradient[i]! * at[name]
      expect(Math.abs(slope - scaled)).toBeLessThan(2e-6 * (1 + Math.abs(scaled)))
    }
  })

  it('is the mixture of the papers, where that does not overflow', () => {
    for (const group of groups.filter(({ repeatDays }) => repeatDays < 20)) {
      const expected = Math.log(mixture(model, parameters, group)) * group.customers
      const { value } = of([group], model, parameters)
      expect(Math.abs(value - expected)).toBeLessThan(1e-11 * (1 + Math.abs(expected)))
    }
  })

  it.each([2000, 5000])('is finite for x = %d', (repeatDays) => {
    const often = { repeatDays, lastPurchaseWeeks: 50, ageWeeks: 1000, customers: 1 }
    const { value, gradient } = of([often], model, parameters)
    for (const figure of [value, ...gradient]) expect(Number.isFinite(figure)).toBe(true)
  })

  it('is 0 for T = 0, on the day of a first purchase', () => {
    const today = { repeatDays: 0, lastPurchaseWeeks: 0, ageWeeks: 0, customers: 4 }
    expect(of([today], model, parameters).value).toBeCloseTo(0, 12)
  })

  it('knows neither the order of groups nor how they are grouped', () => {
    const { value, gradient } = of(groups, model, parameters)
    const split = groups.flatMap((group) =>
      Array.from({ length: group.customers }, () => ({ ...group, customers: 1 })),
    )
    expect(of(shuffled(groups, 3), model, parameters)).toEqual({ value, gradient })
    expect(of(split, model, parameters).value).toBeCloseTo(value, 8)
  })
})

/**
 * ∫∫ over λ and p done by hand: a term for those who are alive, one for those who left after the last purchase.
 * Fader, Hardie and Lee 2005, (6); Batislam et al. 2007, (5); Platzer and Reutterer 2016, (5), without the gaps.
 */
function mixture(
  { e, k }: PurchaseModel,
  { r, alpha, a, b }: PurchaseParameters,
  group: HistoryGroup,
) {
  const { repeatDays: x, lastPurchaseWeeks, ageWeeks } = group
  const beta = (one: number, other: number) =>
    Math.exp(lnGamma(one) + lnGamma(other) - lnGamma(one + other))
  const rates = (m: number, weeks: number) =>
    (Math.exp(lnGamma(m) - lnGamma(r)) * alpha ** r) / (alpha + weeks) ** m
  const m = r + k * x
  const idle = ageWeeks - lastPurchaseWeeks
  const alive = rates(m, ageWeeks) + (k === 2 ? idle * rates(m + 1, ageWeeks) : 0)
  const left = x + e > 0 ? beta(a + 1, b + x + e - 1) * rates(m, lastPurchaseWeeks) : 0
  return (beta(a, b + x + e) * alive + left) / beta(a, b)
}
