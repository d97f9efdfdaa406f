import { describe, expect, it } from 'vitest'
import { areaUnderCurve, tenthsOf } from '../../../functions/domain/value/backtest.ts'
import {
  hiatusWeeks,
  naiveNoPurchase,
  naivePurchases,
} from '../../../functions/domain/value/yardsticks.ts'
import { type MeasuredRow, measured } from './measured.ts'
import { shuffled } from './simulated.ts'

const rows: readonly MeasuredRow[] = [
  { predicted: 3, noPurchase: 0.1, actual: 4, customers: 1 },
  { predicted: 1, noPurchase: 0.4, actual: 0, customers: 2 },
  { predicted: 1, noPurchase: 0.4, actual: 2, customers: 1 },
  { predicted: 0.2, noPurchase: 0.8, actual: 0, customers: 6 },
]

describe('the measures of a back-test', () => {
  it('are what they are by hand', () => {
    const test = measured(rows)
    expect(test).toMatchObject({ predicted: 3 + 3 + 1.2, actual: 6 })
    expect(test.totalError).toBeCloseTo(0.2, 12)
    expect(test.meanAbsoluteError).toBeCloseTo((1 + 2 + 1 + 1.2) / 10, 12)
    expect(test.brier).toBeCloseTo((0.01 + 2 * 0.36 + 0.16 + 6 * 0.04) / 10, 12)
    // Of 16 pairs one who didn't buy scores higher in 8 + 6, the same in 2.
    expect(test.auc).toBeCloseTo((14 + 2 / 2) / 16, 12)
    expect(test.topTenthLift).toBeCloseTo(4 / 0.6, 12)
    expect(test.calibration).toHaveLength(10)
    expect(test.calibration[0]).toEqual({ customers: 1, predicted: 0.1, actual: 0 })
    for (const tenth of test.calibration.slice(1, 4)) {
      expect(tenth.predicted).toBeCloseTo(0.4, 12)
      expect(tenth.actual).toBeCloseTo(2 / 3, 12)
    }
  })

  it('do not depend on the order of rows or on how they are grouped', () => {
    const many = Array.from({ length: 500 }, (_, i) => ({
      predicted: (i % 37) / 7,
      noPurchase: ((i * 17) % 101) / 101,
      actual: i % 5,
      customers: 1 + (i % 3),
    }))
    const test = measured(many)
    expect(measured(shuffled(many, 1))).toEqual(test)
    const single = many.flatMap((row) =>
      Array.from({ length: row.customers }, () => ({ ...row, customers: 1 })),
    )
    expect(measured(single).auc).toBe(test.auc)
    expect(measured(single).brier).toBeCloseTo(test.brier ?? 0, 12)
    expect(measured(single).topTenthLift).toBeCloseTo(test.topTenthLift ?? 0, 12)
  })

  it('say nothing, and never NaN, where nothing can be said', () => {
    expect(measured([])).toEqual({
      ...{ predicted: 0, actual: 0, calibration: [] },
      ...{ totalError: undefined, meanAbsoluteError: undefined, correlation: undefined },
      ...{ brier: undefined, auc: undefined, topTenthLift: undefined },
    })
    const nobody = measured([{ predicted: 0, noPurchase: 1, actual: 0, customers: 7 }])
    expect(nobody).toMatchObject({ totalError: undefined, auc: undefined, topTenthLift: undefined })
    expect(nobody).toMatchObject({ brier: 0, meanAbsoluteError: 0, correlation: undefined })
    for (const { predicted, actual } of nobody.calibration)
      expect([predicted, actual]).toEqual([1, 1])
  })
})

describe('the area under the curve', () => {
  it('gives the value that its example states, and a half for guessing', () => {
    const row = (score: number, outcome: number, customers: number) => ({
      score,
      outcome,
      customers,
    })
    expect(areaUnderCurve([row(2, 1, 1), row(1, 0, 3)])).toBe(1)
    expect(areaUnderCurve([row(1, 1, 1), row(2, 0, 3)])).toBe(0)
    expect(areaUnderCurve([row(1, 1, 4), row(1, 0, 3)])).toBe(0.5)
    expect(areaUnderCurve([row(1, 1, 4)])).toBeUndefined()
  })
})

describe('tenths', () => {
  it('divide a tie that a tenth’s edge runs through', () => {
    const tenths = tenthsOf([
      { score: 0, outcome: 0, customers: 3 },
      { score: 1, outcome: 1, customers: 1 },
    ])
    expect(tenths.map(({ actual }) => Math.round(1e9 * actual) / 1e9)).toEqual([
      ...[0, 0, 0, 0, 0, 0, 0, 0.5, 1, 1],
    ])
  })
})

describe('yardsticks', () => {
  it('know the naive rate and the hiatus', () => {
    const history = { repeatDays: 6, lastPurchaseWeeks: 9, ageWeeks: 12 }
    expect(naivePurchases(history, 4)).toBe(2)
    expect(naiveNoPurchase(history, 4)).toBeCloseTo(Math.exp(-2), 12)
    expect(hiatusWeeks(history)).toBe(3)
    const today = { repeatDays: 0, lastPurchaseWeeks: 0, ageWeeks: 0 }
    expect(naivePurchases(today, 4)).toBe(0)
    expect(naiveNoPurchase(today, 4)).toBe(1)
  })
})
