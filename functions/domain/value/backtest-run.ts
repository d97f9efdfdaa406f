import {
  areaUnderCurve,
  type ChurnAccuracy,
  churnAccuracy,
  type PurchaseAccuracy,
  purchaseAccuracy,
  type Tenth,
} from './backtest.ts'
import type { BacktestWindow } from './backtest-window.ts'
import { purchaseForecast, quadratureFor } from './expected-purchases.ts'
import { type BrierGain, brierGain } from './model-choice.ts'
import type { PurchaseFit } from './purchase-fit.ts'
import { type HistoryGroup, type PurchaseModelName, purchaseModels } from './purchase-model.ts'
import { noPurchaseProbability } from './purchase-score.ts'
import { hiatusWeeks, naiveNoPurchase, naivePurchases } from './yardsticks.ts'

/** Customers who shared a history before the back-test, and did the same in it. */
export interface PastGroup extends HistoryGroup {
  /** Purchase days in the hidden days, and those of them within the churn horizon. */
  readonly laterDays: number
  readonly soonDays: number
}

export type Predictor = PurchaseModelName | 'naive' | 'hiatus'

/** How good one way to predict was: purchases over the whole window, churn over its churn horizon. */
export interface Prediction {
  readonly predictor: Predictor
  /** Undefined for what predicts an order of customers and no number. */
  readonly purchases?: PurchaseAccuracy
  readonly churn: Pick<ChurnAccuracy, 'auc'> & Partial<ChurnAccuracy>
}

/** A back-test of models that were fitted to what its window left to see. */
export interface BacktestRun {
  readonly customers: number
  readonly actual: number
  readonly predictions: readonly Prediction[]
  /** MBG/CNBD-2 against MBG/NBD by the churn probability; undefined unless both were fitted. */
  readonly gain?: BrierGain
}

/** The tenths of customers by the churn probability of one model. */
export const calibrationOf = (run: BacktestRun, model: string): readonly Tenth[] =>
  run.predictions.find(({ predictor }) => predictor === model)?.churn.calibration ?? []

/**
 * What each fit, the naive rate x/T and the hiatus had said on the calibration day, against what came. The fits must be of `groups`,
 * which hold the past alone: nothing that came later touches a prediction.
 */
export function backtest(
  groups: readonly PastGroup[],
  fits: readonly PurchaseFit[],
  { days, churnDays }: Pick<BacktestWindow, 'days' | 'churnDays'>,
): BacktestRun {
  const [weeks, churnWeeks] = [days / 7, churnDays / 7]
  const purchases = (predicted: (group: PastGroup) => number) =>
    purchaseAccuracy(
      groups.map((group) => ({
        predicted: predicted(group),
        actual: group.laterDays,
        customers: group.customers,
      })),
    )
  const scored = (score: (group: PastGroup) => number) =>
    groups.map((group) => ({
      score: score(group),
      outcome: Number(group.soonDays === 0),
      customers: group.customers,
    }))
  const churn = new Map(
    fits.map(({ model, parameters }) => [
      model,
      scored((group) =>
        noPurchaseProbability(purchaseModels[model], parameters, group, churnWeeks),
      ),
    ]),
  )
  const models = fits.map((fit): Prediction => {
    const forecast = forecastOf(groups, fit, weeks)
    return {
      predictor: fit.model,
      purchases: purchases((group) => forecast(group, weeks)),
      churn: churnAccuracy(churn.get(fit.model)!),
    }
  })
  const naive: Prediction = {
    predictor: 'naive',
    purchases: purchases((group) => naivePurchases(group, weeks)),
    churn: churnAccuracy(scored((group) => naiveNoPurchase(group, churnWeeks))),
  }
  const hiatus: Prediction = {
    predictor: 'hiatus',
    churn: { auc: areaUnderCurve(scored(hiatusWeeks)) },
  }
  const challenger = churn.get('MBG/CNBD-2')
  const incumbent = churn.get('MBG/NBD')
  return {
    customers: groups.reduce((sum, { customers }) => sum + customers, 0),
    actual: groups.reduce((sum, { customers, laterDays }) => sum + customers * laterDays, 0),
    predictions: [...models, naive, hiatus],
    ...(challenger &&
      incumbent && {
        gain: brierGain(
          groups.map(({ soonDays, customers }, i) => ({
            challenger: challenger[i]!.score,
            incumbent: incumbent[i]!.score,
            bought: soonDays > 0,
            customers,
          })),
        ),
      }),
  }
}

function forecastOf(groups: readonly PastGroup[], fit: PurchaseFit, weeks: number) {
  const model = purchaseModels[fit.model]
  const youngest = groups.map(({ repeatDays, ageWeeks }) => ({
    repeatDays,
    youngestWeeks: ageWeeks,
  }))
  const { rows } = quadratureFor(model, fit.parameters, youngest, weeks)
  return purchaseForecast(model, fit.parameters, rows)
}
