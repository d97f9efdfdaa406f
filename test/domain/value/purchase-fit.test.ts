import { describe, expect, it } from 'vitest'
import { fitPurchases } from '../../../functions/domain/value/purchase-fit.ts'
import {
  type HistoryGroup,
  parameterNames,
  purchaseModels,
} from '../../../functions/domain/value/purchase-model.ts'
import { shuffled, simulatedPurchases } from './simulated.ts'

const models = Object.values(purchaseModels)
const known = { r: 1.5, alpha: 6, a: 0.7, b: 2.5 }
const seeds = Array.from({ length: 20 }, (_, index) => index + 1)
/** Enough for standard errors to be what they are of many customers; of few, b is skewed. */
const plain = { customers: 4000, ages: [30, 120] } as const

describe.each(models)('a fit of $name', (model) => {
  it('recovers known parameters within three standard errors, for twenty seeds', {
    timeout: 120_000,
  }, () => {
    const squares: number[] = []
    for (const seed of seeds) {
      const groups = simulatedPurchases(model, known, { ...plain, seed })
      const fit = fitPurchases(groups, model, { seed })
      expect(fit).toMatchObject({ isConverged: true, noDropout: false, heldAt: [] })
      for (const name of parameterNames) {
        const error = fit.standardErrors[name] ?? Number.NaN
        const far = (fit.parameters[name] - known[name]) / error
        expect(Math.abs(far)).toBeLessThan(3)
        squares.push(far ** 2)
      }
    }
    const mean = squares.reduce((sum, x) => sum + x, 0) / squares.length
    expect(mean).toBeGreaterThan(0.5)
    expect(mean).toBeLessThan(1.7)
  })

  it('ends in the same maximum from ten seeds', () => {
    const groups = simulatedPurchases(model, known, { ...plain, seed: 1 })
    const [first, ...others] = seeds
      .slice(0, 10)
      .map((seed) => fitPurchases(groups, model, { seed }))
    for (const other of others) {
      expect(Math.abs(other.logLikelihood - first!.logLikelihood)).toBeLessThan(1e-8)
      for (const name of parameterNames)
        expect(other.parameters[name] / first!.parameters[name]).toBeCloseTo(1, 5)
    }
  })

  it('is the same, to the last digit, whatever the order of the groups', () => {
    const groups = simulatedPurchases(model, known, { ...plain, customers: 7000, seed: 1 })
    const fit = fitPurchases(groups, model, { seed: 1 })
    expect(fitPurchases(shuffled(groups, 1), model, { seed: 1 })).toEqual(fit)
    expect(fitPurchases(groups.toReversed(), model, { seed: 1 })).toEqual(fit)
  })

  it('says so where nobody leaves: a → 0', () => {
    const still = { ...known, a: 1e-9, b: 1 }
    const groups = simulatedPurchases(model, still, { ...plain, seed: 4 })
    const fit = fitPurchases(groups, model, { seed: 1 })
    expect(fit.isConverged).toBe(true)
    if (fit.noDropout) expect(fit.heldAt).toEqual(['a', 'b'])
    else expect(fit.parameters.a / (fit.parameters.a + fit.parameters.b)).toBeLessThan(0.02)
    expect(Math.abs(fit.parameters.r - known.r)).toBeLessThan(3 * fit.standardErrors.r!)
  })

  it.each(Object.entries(edges()))('takes %s', (_, groups) => {
    const fit = fitPurchases(groups, model, { seed: 1 })
    const figures = [
      ...Object.values(fit.parameters),
      ...Object.values(fit.standardErrors).filter((error) => error !== undefined),
      fit.logLikelihood,
      fit.steepness,
      fit.restartGain,
    ]
    for (const figure of figures) expect(Number.isFinite(figure)).toBe(true)
    for (const name of parameterNames) expect(fit.parameters[name]).toBeGreaterThan(0)
    expect(fit.customers).toBe(groups.reduce((sum, { customers }) => sum + customers, 0))
    expect(fitPurchases(shuffled(groups, 2), model, { seed: 1 })).toEqual(fit)
  })
})

it('has not converged where there is nothing to learn', () => {
  for (const name of ['no customers', 'T = 0, all on the same day'])
    for (const model of models)
      expect(fitPurchases(edges()[name]!, model, { seed: 1 }).isConverged).toBe(false)
})

function edges(): Record<string, readonly HistoryGroup[]> {
  const one = (repeatDays: number, lastPurchaseWeeks: number, ageWeeks: number, customers = 1) => ({
    ...{ repeatDays, lastPurchaseWeeks, ageWeeks, customers },
  })
  const many = <T>(n: number, of: (i: number) => T) => Array.from({ length: n }, (_, i) => of(i))
  return {
    'no customers': [],
    'one customer, today': [one(0, 0, 0)],
    'one repeater': [one(3, 5, 9)],
    'ten customers': many(10, (i) => one(i % 3, i % 3 ? i : 0, 12 + i)),
    'all one-time buyers': many(50, (i) => one(0, 0, i)),
    'T = 0, all on the same day': [one(0, 0, 0, 500)],
    'all histories alike': [one(4, 10, 12, 500)],
    'all of them buying today': many(40, (i) => one(1 + i, 20, 20)),
    'nearly daily buyers': many(40, (i) => one(7 * (10 + i) - 1, 10 + i - 1 / 7, 10 + i)),
    'x = 2,000, one who buys without end': [
      ...many(40, (i) => one(i % 4, i % 4, 30)),
      one(2000, 290, 300),
    ],
    'three who came once and left': [one(1, 1 / 7, 300), one(1, 2 / 7, 300), one(2, 3 / 7, 300)],
  }
}
