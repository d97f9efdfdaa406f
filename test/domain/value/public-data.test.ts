/**
 * The models on two public data sets, to the digits of known figures. The parameters and likelihood of BG/NBD on CDNOW stand in
 * Fader, Hardie and Lee 2005, those of Gamma-Gamma in Fader and Hardie's note 025 (rounded); the other figures are kept as yardsticks.
 */
import { describe, expect, it } from 'vitest'
import { areaUnderCurve } from '../../../functions/domain/value/backtest.ts'
import {
  purchaseForecast,
  quadratureFor,
} from '../../../functions/domain/value/expected-purchases.ts'
import { fitPurchases, type PurchaseFit } from '../../../functions/domain/value/purchase-fit.ts'
import {
  type PurchaseModelName,
  parameterNames,
  purchaseModels,
} from '../../../functions/domain/value/purchase-model.ts'
import {
  aliveProbability,
  noPurchaseProbability,
} from '../../../functions/domain/value/purchase-score.ts'
import { fitSpend } from '../../../functions/domain/value/spend-fit.ts'
import {
  hiatusWeeks,
  naiveNoPurchase,
  naivePurchases,
} from '../../../functions/domain/value/yardsticks.ts'
import {
  cdnow,
  grouped,
  lnGapsOf,
  missing,
  type Seen,
  seenUpTo,
  uci,
} from '../../support/purchases.ts'
import { measured } from './measured.ts'
import { purchasesBySeries } from './purchase-series.ts'

const fitted = (customers: readonly Seen[], name: PurchaseModelName, seed = 1) =>
  fitPurchases(grouped(customers), purchaseModels[name], { seed, lnGaps: lnGapsOf(customers) })

/** The digits that a figure is printed with. */
const hasDigits = (figure: number | undefined, printed: string) =>
  expect(figure?.toFixed(printed.split('.')[1]?.length ?? 0)).toBe(printed)

function hasAllDigits<Name extends string>(
  figures: { readonly [name in Name]?: number | undefined },
  printed: Readonly<Record<Name, string>>,
) {
  for (const name of Object.keys(printed) as Name[]) hasDigits(figures[name], printed[name])
}

function forecastOf(
  customers: readonly Seen[],
  { model: name, parameters }: PurchaseFit,
  weeks: number,
) {
  const model = purchaseModels[name]
  const groups = customers.map(({ repeatDays, ageWeeks }) => ({
    repeatDays,
    youngestWeeks: ageWeeks,
  }))
  const { rows, bound } = quadratureFor(model, parameters, groups, weeks)
  expect(bound).toBeLessThanOrEqual(1e-11)
  return { rows, forecast: purchaseForecast(model, parameters, rows) }
}

function backtestOf(customers: readonly Seen[], fit: PurchaseFit, weeks: number) {
  const { forecast } = forecastOf(customers, fit, weeks)
  return measured(
    customers.map((history) => ({
      predicted: forecast(history, weeks),
      noPurchase: noPurchaseProbability(purchaseModels[fit.model], fit.parameters, history, weeks),
      actual: history.later,
      customers: 1,
    })),
  )
}

const naiveOf = (customers: readonly Seen[], weeks: number) =>
  measured(
    customers.map((history) => ({
      predicted: naivePurchases(history, weeks),
      noPurchase: naiveNoPurchase(history, weeks),
      actual: history.later,
      customers: 1,
    })),
  )

const hiatusOf = (customers: readonly Seen[]) =>
  areaUnderCurve(
    customers.map((history) => ({
      score: hiatusWeeks(history),
      outcome: Number(history.later === 0),
      customers: 1,
    })),
  )

describe.skipIf(missing)(`CDNOW to 1997-09-30${missing}`, () => {
  const customers = missing ? [] : seenUpTo(cdnow(), '1997-09-30', '1998-06-30')
  const bg = fitted(customers, 'BG/NBD')
  const mbg = fitted(customers, 'MBG/NBD')

  it('has the parameters, errors and likelihood of BG/NBD', () => {
    expect(customers).toHaveLength(2357)
    expect(bg).toMatchObject({ isConverged: true, noDropout: false, heldAt: [] })
    hasAllDigits(bg.parameters, { r: '0.24259', alpha: '4.41360', a: '0.79292', b: '2.42591' })
    hasDigits(bg.logLikelihood, '-9582.4292')
    hasAllDigits(bg.standardErrors, { r: '0.01256', alpha: '0.3782', a: '0.1857', b: '0.7054' })
  })

  it('has the parameters and likelihood of MBG/NBD', () => {
    expect(mbg.isConverged).toBe(true)
    hasAllDigits(mbg.parameters, { r: '0.52484', alpha: '6.18309', a: '0.89136', b: '1.61400' })
    hasDigits(mbg.logLikelihood, '-9582.1357')
  })

  it('is bought at random: k = 1 wins by 271', () => {
    hasDigits(mbg.logLikelihood - fitted(customers, 'MBG/CNBD-2').logLikelihood, '271')
  })

  it('has the parameters and likelihood of Gamma-Gamma', () => {
    const fit = fitSpend(customers, { seed: 1 })
    expect(fit).toMatchObject({ isConverged: true, customers: 946, excluded: 0 })
    hasAllDigits(fit.parameters, { p: '6.24957', q: '3.74422', v: '15.44352' })
    hasDigits(fit.logLikelihood, '-4055.918')
  })

  it('has the figures of the customer with 26 repeat days', () => {
    const history = { repeatDays: 26, lastPurchaseWeeks: 216 / 7, ageWeeks: 31 }
    const model = purchaseModels['BG/NBD']
    hasDigits(aliveProbability(model, bg.parameters, history), '0.96885')
    hasDigits(purchasesBySeries(model, bg.parameters, history, 52), '25.7573')
    hasDigits(forecastOf(customers, bg, 52).forecast(history, 52), '25.7573')
  })

  it('has the back-test of 39 weeks', () => {
    const test = backtestOf(customers, bg, 39)
    hasDigits(test.predicted, '1653')
    expect(test.actual).toBe(1882)
    hasDigits(test.meanAbsoluteError, '0.785')
    hasDigits(test.correlation, '0.626')
  })

  it('ranks churn at 39 weeks a little worse than the hiatus does', () => {
    hasDigits(backtestOf(customers, mbg, 39).auc, '0.760')
    hasDigits(hiatusOf(customers), '0.771')
  })

  beatsTheNaiveRate(customers, mbg, 39)
  agreesWithTheSeries(customers, [bg, mbg, fitted(customers, 'MBG/CNBD-2')])
})

describe.skipIf(missing)(`UCI Online Retail to 2011-06-08${missing}`, () => {
  const customers = missing ? [] : seenUpTo(uci(), '2011-06-08', '2011-12-09')
  const regular = fitted(customers, 'MBG/CNBD-2')
  const weeks = 184 / 7

  it('has no drop-out to be seen with k = 1', () => {
    expect(customers).toHaveLength(2787)
    for (const name of ['BG/NBD', 'MBG/NBD'] as const) {
      const fit = fitted(customers, name)
      expect(fit).toMatchObject({ isConverged: true, noDropout: true, heldAt: ['a', 'b'] })
      hasDigits(fit.logLikelihood, '-13089.89')
      expect(fit.parameters.a).toBeLessThan(1e-7)
      hasDigits(backtestOf(customers, fit, weeks).predicted, '6172')
    }
  })

  it('has the parameters, likelihood and total of MBG/CNBD-2', () => {
    expect(regular).toMatchObject({ isConverged: true, noDropout: false, heldAt: [] })
    hasAllDigits(regular.parameters, { r: '0.85678', alpha: '4.03275', a: '0.12625', b: '2.19897' })
    hasDigits(regular.logLikelihood, '-12791.972')
    const test = backtestOf(customers, regular, weeks)
    hasDigits(test.predicted, '6394')
    expect(test.actual).toBe(6866)
  })

  beatsTheNaiveRate(customers, regular, weeks)
  agreesWithTheSeries(customers, [regular, fitted(customers, 'MBG/NBD')])
})

describe.skipIf(missing)(`churn within 90 days${missing}`, () => {
  it.each<[string, () => readonly Seen[], PurchaseModelName]>([
    ['CDNOW', () => seenUpTo(cdnow(), '1997-09-30', '1997-12-29'), 'MBG/NBD'],
    ['UCI', () => seenUpTo(uci(), '2011-06-08', '2011-09-06'), 'MBG/CNBD-2'],
  ])('is ranked better than by the naive rate and by the hiatus on %s', (_, read, name) => {
    const customers = read()
    const { auc = 0 } = backtestOf(customers, fitted(customers, name), 90 / 7)
    expect(auc).toBeGreaterThan(naiveOf(customers, 90 / 7).auc!)
    expect(auc).toBeGreaterThan(hiatusOf(customers)!)
  })
})

describe.skipIf(missing)(`ten seeds${missing}`, () => {
  it.each<[string, () => readonly Seen[]]>([
    ['CDNOW', () => seenUpTo(cdnow(), '1997-09-30')],
    ['UCI', () => seenUpTo(uci(), '2011-06-08')],
  ])('end in the same maximum on %s', (_, read) => {
    const customers = read()
    for (const { name } of Object.values(purchaseModels)) {
      const first = fitted(customers, name)
      for (let seed = 2; seed <= 10; seed++) {
        const other = fitted(customers, name, seed)
        expect(Math.abs(other.logLikelihood - first.logLikelihood)).toBeLessThan(1e-6)
        for (const parameter of parameterNames)
          expect(other.parameters[parameter] / first.parameters[parameter]).toBeCloseTo(1, 4)
      }
    }
  })
})

function beatsTheNaiveRate(customers: readonly Seen[], fit: PurchaseFit, weeks: number) {
  it('beats the naive rate on the total, the mean absolute error, and the chance of none', () => {
    const [model, naive] = [backtestOf(customers, fit, weeks), naiveOf(customers, weeks)]
    expect(Math.abs(model.totalError!)).toBeLessThan(Math.abs(naive.totalError!))
    expect(model.meanAbsoluteError).toBeLessThan(naive.meanAbsoluteError!)
    expect(model.brier).toBeLessThan(naive.brier!)
    expect(model.auc).toBeGreaterThan(naive.auc!)
    expect(model.topTenthLift).toBeGreaterThan(2)
  })
}

function agreesWithTheSeries(customers: readonly Seen[], fits: readonly PurchaseFit[]) {
  it('has every customer’s expected purchases from few rows, as the series has them', () => {
    for (const fit of fits) {
      const { rows, forecast } = forecastOf(customers, fit, 52)
      expect(rows.length).toBeLessThan(400)
      for (const history of grouped(customers)) {
        const exact = purchasesBySeries(purchaseModels[fit.model], fit.parameters, history, 52)
        expect(Math.abs(forecast(history, 52) - exact)).toBeLessThan(1e-9 * Math.max(1, exact))
      }
    }
  })
}
