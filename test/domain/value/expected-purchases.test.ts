import { describe, expect, it } from 'vitest'
import {
  purchaseForecast,
  purchasesIfLeaving,
  quadratureFor,
} from '../../../functions/domain/value/expected-purchases.ts'
import {
  type PurchaseHistory,
  type PurchaseModel,
  type PurchaseParameters,
  purchaseModels,
} from '../../../functions/domain/value/purchase-model.ts'
import { purchasesBySeries } from './purchase-series.ts'

const models = Object.values(purchaseModels)
const one = (repeatDays: number, lastPurchaseWeeks: number, ageWeeks: number) => ({
  ...{ repeatDays, lastPurchaseWeeks, ageWeeks },
})

function forecast(
  model: PurchaseModel,
  parameters: PurchaseParameters,
  history: PurchaseHistory,
  weeks: number,
): number {
  const group = { repeatDays: history.repeatDays, youngestWeeks: history.ageWeeks }
  const { rows, bound } = quadratureFor(model, parameters, [group], weeks)
  expect(bound).toBeLessThanOrEqual(1e-11)
  return purchaseForecast(model, parameters, rows)(history, weeks)
}

describe('expected purchases of BG/NBD', () => {
  // Fader, Hardie and Lee 2005, (10), with ₂F₁ by mpmath 1.3 in 40 digits
  const cdnow = { r: 0.24259, alpha: 4.4136, a: 0.79292, b: 2.42591 }
  it.each([
    [cdnow, one(0, 0, 30), 39, 0.2389920529566309],
    [cdnow, one(3, 20, 30), 52, 2.359105122108187],
    [cdnow, one(26, 216 / 7, 31), 52, 25.75736025411366],
    [{ r: 2, alpha: 1.5, a: 3.5, b: 0.4 }, one(7, 9, 10), 500, 1.767581387050821],
    [{ r: 0.5, alpha: 6, a: 0.05, b: 2 }, one(2000, 520, 521), 52, 196.70237339759467],
  ])(
    'are those of the form with ₂F₁, at %o of %o in %d weeks',
    (parameters, history, weeks, value) => {
      const made = forecast(purchaseModels['BG/NBD'], parameters, history, weeks)
      expect(Math.abs(made / value - 1)).toBeLessThan(1e-10)
    },
  )
})

describe.each(models)('expected purchases of $name', (model) => {
  it.each([
    ['plain', { r: 0.7, alpha: 5, a: 0.6, b: 2.2 }],
    ['at a = 1, where ₂F₁ has a pole', { r: 0.7, alpha: 5, a: 1, b: 2.2 }],
    ['with nobody leaving', { r: 0.7, alpha: 5, a: 1e-8, b: 1 }],
    ['with most leaving at once', { r: 0.7, alpha: 5, a: 8, b: 0.01 }],
    ['with rates all alike', { r: 900, alpha: 4000, a: 0.6, b: 2.2 }],
    ['with rates far apart', { r: 0.01, alpha: 0.9, a: 0.6, b: 2.2 }],
  ])('are those of the series: %s', (_, parameters) => {
    for (const history of [
      one(0, 0, 30),
      one(0, 0, 0),
      one(1, 3, 3),
      one(6, 20, 27),
      one(60, 50, 51),
    ]) {
      for (const weeks of [1, 13, 52]) {
        const exact = purchasesBySeries(model, parameters, history, weeks)
        const made = forecast(model, parameters, history, weeks)
        expect(Math.abs(made - exact)).toBeLessThan(1e-10 * Math.max(1, exact))
      }
    }
  })

  it.each([0.6, 1e-8])('are those of the series for x = 2,000 and a = %d', (a) => {
    const parameters = { r: 0.7, alpha: 5, a, b: 2.2 }
    const history = one(2000, 299, 300)
    const exact = purchasesBySeries(model, parameters, history, 52)
    expect(Math.abs(forecast(model, parameters, history, 52) / exact - 1)).toBeLessThan(1e-10)
    const groups = [{ repeatDays: 2000, youngestWeeks: 300 }]
    for (const { p } of quadratureFor(model, parameters, groups, 52).rows)
      expect(p > 0 && p < 1).toBe(true)
  })

  it('lie between bounds that hold for every age and every shorter horizon', () => {
    const parameters = { r: 0.7, alpha: 5, a: 0.6, b: 2.2 }
    const groups = [
      { repeatDays: 3, youngestWeeks: 40 },
      { repeatDays: 3, youngestWeeks: 4 },
      { repeatDays: 0, youngestWeeks: 0 },
    ]
    const { rows } = quadratureFor(model, parameters, groups, 52)
    expect([...new Set(rows.map(({ repeatDays }) => repeatDays))]).toEqual([0, 3])
    const expected = purchaseForecast(model, parameters, rows)
    for (const history of [one(3, 4, 4), one(3, 9, 200), one(0, 0, 0), one(0, 0, 77)]) {
      for (const weeks of [0, 0.5, 4, 26, 52]) {
        const exact = weeks === 0 ? 0 : purchasesBySeries(model, parameters, history, weeks)
        expect(Math.abs(expected(history, weeks) - exact)).toBeLessThan(2e-11)
      }
    }
    for (const { p, weight } of rows) expect(p > 0 && p < 1 && weight >= 0).toBe(true)
    expect(() => expected(one(1, 1, 2), 4)).toThrow('no rule for 1 repeat days')
  })

  it('go over into their limits where p goes to 0 and to 1', () => {
    for (const phase of [0, 1] as const) {
      const f = (p: number) => purchasesIfLeaving(p, model.k, 2.7, 3, phase)
      expect(f(1e-13)).toBeCloseTo(f(0), 10)
      expect(f(1 - 1e-13)).toBeCloseTo(f(1), 5)
      let before = Infinity
      for (let p = 0; p <= 1; p += 1 / 64) {
        expect(f(p)).toBeLessThan(before)
        before = f(p)
      }
    }
  })
})
