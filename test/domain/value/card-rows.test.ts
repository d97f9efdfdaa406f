import { describe, expect, it } from 'vitest'
import {
  backtestRows,
  type CardTerms,
  calibrationRows,
  cardRow,
  modelRows,
  usableSpend,
} from '../../../functions/domain/value/card-rows.ts'
import { type Learned, learn } from '../../../functions/domain/value/learn.ts'
import { purchaseModels } from '../../../functions/domain/value/purchase-model.ts'
import { fitSpend } from '../../../functions/domain/value/spend-fit.ts'
import { typesOf } from '../../support/types-of.ts'
import { simulatedPurchases, simulatedSpend } from './simulated.ts'

const truth = { r: 0.8, alpha: 6, a: 0.8, b: 2.5 }
const groups = simulatedPurchases(purchaseModels['MBG/NBD'], truth, {
  ...{ customers: 300, ages: [10, 60], seed: 8 },
})
const repeatCustomers = groups.filter(({ repeatDays }) => repeatDays > 0).length
const repeatDays = groups.reduce((sum, group) => sum + group.repeatDays, 0)
const past = groups.map((group, i) => ({ ...group, laterDays: i % 3, soonDays: i % 2 }))
const evidence = {
  ...{ customers: 300, repeatCustomers, repeatDays, repeatWeeks: 5 * repeatDays },
  ...{ repeatersWeeks: 40 * repeatCustomers, historyWeeks: 60 },
}
const learned = learn(
  {
    evidence,
    histories: { groups, lnGaps: 0 },
    past: { groups: past, lnGaps: 0 },
    spends: simulatedSpend({ p: 6, q: 4, v: 15 }, 300, 1),
    window: {
      ...{ calibrationOn: '2025-07-01', soonOn: '2025-09-29', days: 184, churnDays: 90 },
    },
  },
  { seed: 1, model: 'auto' },
)
const nobody: Learned = {
  gate: { rung: 'history', sentence: 'Nobody has bought yet.', warnings: [] },
  fits: [],
}
const terms: CardTerms = {
  ...{ customers: 300, repeatCustomers, sampleRate: 0.5, unspent: 2 },
  ...{ meanSpend: 12.5, horizonDays: 365, churnHorizonDays: 90 },
}
const columnsOf = (table: string) => (typesOf(table) ?? []).map(({ name }) => name)

describe('the rows of the model card', () => {
  it('have the columns of their tables, and no more', () => {
    const rows: Readonly<Record<string, readonly object[]>> = {
      value_model: modelRows(learned),
      value_card: [cardRow(learned, terms), cardRow(nobody, terms)],
      value_backtest: backtestRows(learned),
      value_calibration: calibrationRows(learned),
    }
    for (const [table, made] of Object.entries(rows)) {
      expect(made.length, table).toBeGreaterThan(0)
      for (const row of made) {
        expect(Object.keys(row).sort(), table).toEqual([...columnsOf(table)].sort())
        for (const cell of Object.values(row)) expect(cell).not.toBeNaN()
      }
    }
  })

  it('say of each model what was fitted, and mark the chosen one', () => {
    const rows = modelRows(learned)
    expect(rows.map(({ model }) => model)).toEqual(['BG/NBD', 'MBG/NBD', 'MBG/CNBD-2'])
    expect(rows.filter((row) => row.is_chosen).map(({ model }) => model)).toEqual([
      learned.chosen?.fit.model,
    ])
    expect(rows[1]).toMatchObject({
      ...learned.fits[1]?.parameters,
      r_error: learned.fits[1]?.standardErrors.r,
      log_likelihood: learned.fits[1]?.logLikelihood,
      customers: 300,
    })
  })

  it('say how the night came to its values', () => {
    expect(cardRow(learned, terms)).toMatchObject({
      ...{ rung: 'model', model: learned.chosen?.fit.model, choice: 'brier' },
      ...{ sample_rate: '0.500000', spend_excluded: 2, mean_spend: 12.5 },
      ...{ backtest_days: 184, backtest_churn_days: 90, backtest_customers: 300 },
      ...{ spend_p: learned.spend?.parameters.p, spend_customers: 300 },
    })
  })

  it('say of the past how good each way to predict was', () => {
    const rows = backtestRows(learned)
    expect(rows.map(({ predictor }) => predictor)).toEqual([
      ...['BG/NBD', 'MBG/NBD', 'MBG/CNBD-2', 'naive', 'hiatus'],
    ])
    const [, chosen] = rows
    expect(chosen?.total_error).toBeCloseTo(chosen!.predicted! / chosen!.actual! - 1, 12)
    expect(rows[4]).toMatchObject({ predicted: null, brier: null, mean_absolute_error: null })
    expect(rows[4]?.auc).toBeGreaterThan(0)
    const tenths = calibrationRows(learned)
    expect(tenths.map(({ tenth }) => tenth)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(tenths.reduce((sum, { customers }) => sum + customers, 0)).toBeCloseTo(300, 9)
  })

  it('say nothing where there is nothing', () => {
    expect(modelRows(nobody)).toEqual([])
    expect(backtestRows(nobody)).toEqual([])
    expect(calibrationRows(nobody)).toEqual([])
    expect(cardRow(nobody, terms)).toMatchObject({
      ...{ rung: 'history', reason: 'Nobody has bought yet.', model: null, choice: null },
      ...{ warnings: null, backtest_days: null, spend_p: null, spend_customers: null },
    })
  })

  it('name no model on a lower rung, though one was fitted', () => {
    const lower: Learned = { ...learned, gate: { ...learned.gate, rung: 'cohort' } }
    expect(cardRow(lower, terms)).toMatchObject({ rung: 'cohort', model: null, choice: null })
  })
})

describe('the warnings of spend', () => {
  const warningsOf = (spends: Parameters<typeof fitSpend>[0]) =>
    cardRow({ ...learned, spend: fitSpend(spends, { seed: 1 }) }, terms).warnings

  it('are none where it is a gamma of its own for each', () => {
    expect(warningsOf(simulatedSpend({ p: 6, q: 4, v: 15 }, 300, 1))).toBeNull()
  })

  it('say that nobody’s spend says anything', () => {
    expect(usableSpend({ ...learned, spend: fitSpend([], { seed: 1 }) })).toBeUndefined()
    expect(warningsOf([])).toBe(
      'What customers spend says too little for a model: each is given the mean.',
    )
    expect(cardRow(nobody, terms).warnings).toBeNull()
  })

  it('say that who comes often spends more', () => {
    const spends = simulatedSpend({ p: 6, q: 4, v: 15 }, 300, 1).map((group) => ({
      ...group,
      meanSpend: group.meanSpend * group.repeatDays,
    }))
    expect(warningsOf(spends)).toMatch(
      /^Customers who come more often spend more each time \(correlation 0\.\d\d\), which/,
    )
  })
})
