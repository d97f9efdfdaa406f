import { describe, expect, it } from 'vitest'
import { purchaseModels } from '../../../functions/domain/value/purchase-model.ts'
import {
  aliveProbability,
  medianWaitWeeks,
  noPurchaseProbability,
} from '../../../functions/domain/value/purchase-score.ts'

const models = Object.values(purchaseModels)
const parameters = { r: 0.7, alpha: 5, a: 0.6, b: 2.2 }
const history = { repeatDays: 4, lastPurchaseWeeks: 20, ageWeeks: 27 }
const newcomer = { repeatDays: 0, lastPurchaseWeeks: 0, ageWeeks: 30 }

it('knows the customer of Fader, Hardie and Lee 2005', () => {
  const cdnow = { r: 0.24259, alpha: 4.4136, a: 0.79292, b: 2.42591 }
  const often = { repeatDays: 26, lastPurchaseWeeks: 216 / 7, ageWeeks: 31 }
  expect(aliveProbability(purchaseModels['BG/NBD'], cdnow, often)).toBeCloseTo(0.96885, 5)
})

it('takes one-time buyers to be alive under BG, and to have left now and then under MBG', () => {
  for (const { name, e } of models) {
    const alive = aliveProbability(purchaseModels[name], parameters, newcomer)
    if (e === 0) expect(alive).toBe(1)
    else expect(alive).toBeLessThan(1)
  }
})

it('gives the median wait that its example states', () => {
  const plain = { r: 1, alpha: 5, a: 1, b: 2 }
  expect(medianWaitWeeks(purchaseModels['MBG/NBD'], plain, newcomer)).toBeCloseTo(35, 10)
})

describe.each(models)('the chances of $name', (model) => {
  it('begin at no time and end at the chance to have left', () => {
    const none = (weeks: number) => noPurchaseProbability(model, parameters, history, weeks)
    const alive = aliveProbability(model, parameters, history)
    expect(none(0)).toBe(1)
    expect(none(1e12)).toBeCloseTo(1 - alive, 6)
    let before = 1
    for (const weeks of [0.1, 1, 4, 13, 26, 52, 520]) {
      expect(none(weeks)).toBeLessThan(before)
      before = none(weeks)
    }
  })

  it('agree with the mixture over rates, added up', () => {
    for (const weeks of [1, 13, 90])
      expect(noPurchaseProbability(model, parameters, history, weeks)).toBeCloseTo(added(weeks), 6)
  })

  it('have half of the living buy within the median wait', () => {
    const median = medianWaitWeeks(model, parameters, history)
    const none = noPurchaseProbability(model, parameters, history, median)
    expect(none).toBeCloseTo(1 - aliveProbability(model, parameters, history) / 2, 10)
    const rare = { ...parameters, r: 1e-4 }
    expect(medianWaitWeeks(model, rare, newcomer)).toBeGreaterThan(1e6)
  })

  it.each([
    ['on the first day', { repeatDays: 0, lastPurchaseWeeks: 0, ageWeeks: 0 }],
    [
      'with 2,000 purchases, and then none',
      { repeatDays: 2000, lastPurchaseWeeks: 300, ageWeeks: 3000 },
    ],
    [
      'with 2,000 purchases, the last today',
      { repeatDays: 2000, lastPurchaseWeeks: 300, ageWeeks: 300 },
    ],
  ])('are chances %s', (_, extreme) => {
    for (const at of [parameters, { ...parameters, a: 1e-8, b: 1 }, { ...parameters, a: 1 }]) {
      for (const chance of [
        aliveProbability(model, at, extreme),
        noPurchaseProbability(model, at, extreme, 13),
      ]) {
        expect(chance).toBeGreaterThanOrEqual(0)
        expect(chance).toBeLessThanOrEqual(1)
      }
    }
  })

  /** P(no purchase) by Simpson's rule over ln λ, from the chances of a customer with a known rate and known odds to have left. */
  function added(weeks: number): number {
    const m = parameters.r + model.k * history.repeatDays
    const idle = history.ageWeeks - history.lastPurchaseWeeks
    const steps = 4000
    let [none, all] = [0, 0]
    for (let i = 0; i <= steps; i++) {
      const rate = Math.exp(-12 + (18 * i) / steps)
      const silent = (t: number) => Math.exp(-rate * t) * (model.k === 2 ? 1 + rate * t : 1)
      const weight = (i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * rate ** m
      const seen = weight * Math.exp(-rate * (parameters.alpha + history.lastPurchaseWeeks))
      const odds = parameters.a / (parameters.b + history.repeatDays - 1 + model.e)
      none += seen * (odds + silent(idle + weeks))
      all += seen * (odds + silent(idle))
    }
    return none / all
  }
})
