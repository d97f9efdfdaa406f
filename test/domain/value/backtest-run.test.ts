import { describe, expect, it } from 'vitest'
import { areaUnderCurve } from '../../../functions/domain/value/backtest.ts'
import {
  backtest,
  calibrationOf,
  type PastGroup,
  type Predictor,
} from '../../../functions/domain/value/backtest-run.ts'
import { fitPurchases } from '../../../functions/domain/value/purchase-fit.ts'
import { purchaseModels } from '../../../functions/domain/value/purchase-model.ts'
import { noPurchaseProbability } from '../../../functions/domain/value/purchase-score.ts'
import { naivePurchases } from '../../../functions/domain/value/yardsticks.ts'
import { purchasesBySeries } from './purchase-series.ts'
import { shuffled, simulatedPurchases } from './simulated.ts'

const truth = { r: 0.8, alpha: 6, a: 0.8, b: 2.5 }
const groups: readonly PastGroup[] = simulatedPurchases(purchaseModels['MBG/NBD'], truth, {
  ...{ customers: 400, ages: [10, 60], seed: 3 },
}).map((history, i) => ({
  ...history,
  customers: 1 + (i % 3),
  laterDays: i % 4 === 0 ? 1 + (i % 5) : 0,
  soonDays: i % 8 === 0 ? 1 : 0,
}))
const window = { days: 184, churnDays: 90 }
const fits = (['BG/NBD', 'MBG/NBD', 'MBG/CNBD-2'] as const).map((name) =>
  fitPurchases(groups, purchaseModels[name], { seed: 1 }),
)
const run = backtest(groups, fits, window)
const of = (predictor: Predictor) => run.predictions.find((one) => one.predictor === predictor)!

const total = (each: (group: PastGroup) => number) =>
  groups.reduce((sum, group) => sum + group.customers * each(group), 0)

describe('a back-test', () => {
  it('measures each model, the naive rate and the hiatus', () => {
    expect(run.predictions.map(({ predictor }) => predictor)).toEqual([
      ...['BG/NBD', 'MBG/NBD', 'MBG/CNBD-2', 'naive', 'hiatus'],
    ])
    expect(run.customers).toBe(total(() => 1))
    expect(run.actual).toBe(total(({ laterDays }) => laterDays))
  })

  it('predicts purchases of the whole window', () => {
    for (const { model: name, parameters } of fits) {
      const exact = total((group) =>
        purchasesBySeries(purchaseModels[name], parameters, group, 184 / 7),
      )
      expect(of(name).purchases!.predicted / exact).toBeCloseTo(1, 9)
      expect(of(name).purchases!.actual).toBe(run.actual)
    }
    const naive = total((group) => naivePurchases(group, 184 / 7))
    expect(of('naive').purchases!.predicted).toBeCloseTo(naive, 8)
    expect(of('hiatus').purchases).toBeUndefined()
  })

  it('judges churn within the churn horizon', () => {
    const { parameters } = fits[1]!
    const chance = (group: PastGroup) =>
      noPurchaseProbability(purchaseModels['MBG/NBD'], parameters, group, 90 / 7)
    const brier = total((group) => (chance(group) - Number(group.soonDays === 0)) ** 2)
    const { churn } = of('MBG/NBD')
    expect(churn.brier).toBeCloseTo(brier / run.customers, 10)
    expect(churn.auc).toBeCloseTo(
      areaUnderCurve(
        groups.map((group) => ({
          score: chance(group),
          outcome: Number(group.soonDays === 0),
          customers: group.customers,
        })),
      )!,
      10,
    )
    expect(Object.keys(of('hiatus').churn)).toEqual(['auc'])
  })

  it('has tenths of a model, and none of one that was not fitted', () => {
    expect(calibrationOf(run, 'MBG/NBD')).toHaveLength(10)
    expect(calibrationOf(run, 'hiatus')).toEqual([])
    expect(calibrationOf(run, 'BG/CNBD-2')).toEqual([])
  })

  it('compares the two that may be published, if both were fitted', () => {
    const briers = ['MBG/NBD', 'MBG/CNBD-2'] as const
    const [incumbent = 0, challenger = 0] = briers.map((name) => of(name).churn.brier)
    expect(run.gain?.gain).toBeCloseTo(incumbent - challenger, 10)
    expect(run.gain?.standardError).toBeGreaterThan(0)
    expect(backtest(groups, fits.slice(0, 2), window).gain).toBeUndefined()
  })

  it('says the same in any order of the groups', () => {
    const other = backtest(shuffled(groups, 2), fits, window)
    expect(other.predictions).toEqual(run.predictions)
  })

  it('says what it can of nobody', () => {
    const empty = backtest([], fits, window)
    expect(empty).toMatchObject({ customers: 0, actual: 0 })
    expect(empty.predictions[0]?.purchases).toMatchObject({ predicted: 0, totalError: undefined })
    expect(empty.predictions.map(({ churn }) => churn.auc)).toEqual(Array(5).fill(undefined))
  })
})
