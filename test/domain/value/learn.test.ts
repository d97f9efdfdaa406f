import { describe, expect, it } from 'vitest'
import type { PastGroup } from '../../../functions/domain/value/backtest-run.ts'
import { backtestWindow } from '../../../functions/domain/value/backtest-window.ts'
import { type LearnOptions, type Lessons, learn } from '../../../functions/domain/value/learn.ts'
import { purchaseModels } from '../../../functions/domain/value/purchase-model.ts'
import { shuffled, simulatedPurchases, simulatedSpend } from './simulated.ts'

const truth = { r: 0.8, alpha: 6, a: 0.8, b: 2.5 }
const histories = simulatedPurchases(purchaseModels['MBG/NBD'], truth, {
  ...{ customers: 500, ages: [10, 70], seed: 6 },
})
const past: readonly PastGroup[] = simulatedPurchases(purchaseModels['MBG/NBD'], truth, {
  ...{ customers: 450, ages: [5, 44], seed: 6 },
}).map((group, i) => ({ ...group, laterDays: i % 3, soonDays: i % 2 }))

const sum = (of: (group: (typeof histories)[number]) => number) =>
  histories.reduce((all, group) => all + of(group), 0)
const isRepeater = ({ repeatDays }: (typeof histories)[number]) => repeatDays > 0

const lessons: Lessons = {
  evidence: {
    customers: 500,
    repeatCustomers: histories.filter(isRepeater).length,
    repeatDays: sum(({ repeatDays }) => repeatDays),
    repeatWeeks: sum(({ lastPurchaseWeeks }) => lastPurchaseWeeks),
    repeatersWeeks: sum((group) => (isRepeater(group) ? group.ageWeeks : 0)),
    historyWeeks: 70,
  },
  histories: { groups: histories, lnGaps: 0 },
  past: { groups: past, lnGaps: 0 },
  spends: simulatedSpend({ p: 6, q: 4, v: 15 }, 300, 1),
  window: backtestWindow({ churnHorizonDays: 90 }, '2025-01-01', '2026-05-01'),
}
const options: LearnOptions = { seed: 1, model: 'auto' }
const all = learn(lessons, options)

describe('what a night learns', () => {
  it('is three models, one of them chosen by the back-test, a spend model and the back-test', () => {
    expect(all.gate.rung).toBe('model')
    expect(all.fits.map(({ model }) => model)).toEqual(['BG/NBD', 'MBG/NBD', 'MBG/CNBD-2'])
    expect(all.chosen?.reason).toBe('brier')
    expect(all.spend).toMatchObject({ isConverged: true, customers: 300 })
    expect(all.backtest).toMatchObject({ ...lessons.window, customers: 450 })
  })

  it('is nothing of nobody, and of few who came back', () => {
    const nobody = {
      customers: 0,
      ...{ repeatCustomers: 0, repeatDays: 0, repeatWeeks: 0, repeatersWeeks: 0, historyWeeks: 0 },
    }
    expect(learn({ ...lessons, evidence: nobody }, options)).toEqual({
      gate: { rung: 'history', sentence: 'Nobody has bought yet.', warnings: [] },
      fits: [],
    })
    const few = { ...lessons.evidence, repeatCustomers: 39 }
    const learnt = learn({ ...lessons, evidence: few }, options)
    expect(learnt.gate.rung).toBe('cohort')
    expect(learnt.fits).toEqual([])
  })

  it('has no back-test without a window, or with too little before it: the likelihood chooses', () => {
    const little = past.slice(0, 50)
    for (const other of [
      { ...lessons, window: undefined },
      { ...lessons, past: { groups: little, lnGaps: 0 } },
    ]) {
      const learnt = learn(other, options)
      expect(learnt.backtest).toBeUndefined()
      expect(learnt.chosen?.reason).toBe('likelihood')
      expect(learnt.fits).toEqual(all.fits)
    }
  })

  it('takes the model that config wants', () => {
    const learnt = learn(lessons, { ...options, model: 'MBG/CNBD-2' })
    expect(learnt.chosen).toMatchObject({ reason: 'config', fit: { model: 'MBG/CNBD-2' } })
  })

  it('keeps last night’s model while the other is not clearly better', () => {
    const gain = { ...all.backtest?.gain }
    for (const previous of ['MBG/NBD', 'MBG/CNBD-2'] as const) {
      const { chosen } = learn(lessons, { ...options, previous })
      const better = Number(gain.gain) > 0 ? 'MBG/CNBD-2' : 'MBG/NBD'
      const isClear = Math.abs(Number(gain.gain)) > Number(gain.standardError)
      expect(chosen?.fit.model).toBe(isClear ? better : previous)
      expect(chosen?.reason).toBe(isClear || previous === better ? 'brier' : 'kept')
    }
  })

  it('is the same in any order of the groups', () => {
    const other = learn(
      {
        ...lessons,
        histories: { ...lessons.histories, groups: shuffled(histories, 1) },
        past: { ...lessons.past, groups: shuffled(past, 2) },
        spends: shuffled(lessons.spends, 3),
      },
      options,
    )
    expect(other.fits).toEqual(all.fits)
    expect(other.spend).toEqual(all.spend)
    expect(other.backtest?.predictions).toEqual(all.backtest?.predictions)
  })

  it('predicts the past the same whatever came of it', () => {
    const groups = past.map((group, i) => ({ ...group, laterDays: i % 7, soonDays: 1 }))
    const split = groups.flatMap((group) => [group, { ...group, laterDays: 9 }])
    const twice = past.map((group) => ({ ...group, customers: 2 }))
    const predicted = (some: readonly PastGroup[]) =>
      learn({ ...lessons, past: { groups: some, lnGaps: 0 } }, options).backtest!.predictions.map(
        ({ purchases }) => purchases?.predicted,
      )
    expect(predicted(groups)).toEqual(predicted(past))
    for (const [i, one] of predicted(split).entries()) {
      const other = predicted(twice)[i]
      if (one === undefined) expect(other).toBeUndefined()
      else expect(Math.abs(one / other! - 1)).toBeLessThan(1e-13)
    }
  })
})
