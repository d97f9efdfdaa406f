import type { PurchaseAccuracy } from './backtest.ts'
import { calibrationOf } from './backtest-run.ts'
import type { Learned } from './learn.ts'
import { parameterNames } from './purchase-model.ts'

/** What the card says beside what was learnt. */
export interface CardTerms {
  readonly customers: number
  readonly repeatCustomers: number
  /** Share of the customers that the models were fitted to. */
  readonly sampleRate: number
  /** Customers who came back and spent nothing on it, net. */
  readonly unspent: number
  /** In money; everybody's expected spend without a fit. */
  readonly meanSpend: number
  readonly horizonDays: number
  readonly churnHorizonDays: number
}

/** Rows of `value_model`, a model each. */
export const modelRows = ({ fits, chosen }: Learned) =>
  fits.map((fit) => ({
    model: fit.model,
    is_chosen: fit.model === chosen?.fit.model,
    ...fit.parameters,
    ...Object.fromEntries(
      parameterNames.map((name) => [`${name}_error`, fit.standardErrors[name] ?? null]),
    ),
    log_likelihood: fit.logLikelihood,
    gradient: fit.steepness,
    is_converged: fit.isConverged,
    no_dropout: fit.noDropout,
    customers: fit.customers,
  }))

/** The one row of `value_card`. */
export const cardRow = (learned: Learned, terms: CardTerms) => ({
  rung: learned.gate.rung,
  reason: learned.gate.sentence,
  model: learned.gate.rung === 'model' ? (learned.chosen?.fit.model ?? null) : null,
  choice: learned.gate.rung === 'model' ? (learned.chosen?.reason ?? null) : null,
  warnings: [...learned.gate.warnings, ...spendWarnings(learned)].join('\n') || null,
  customers: terms.customers,
  repeat_customers: terms.repeatCustomers,
  sample_rate: terms.sampleRate.toFixed(6),
  horizon_days: terms.horizonDays,
  churn_horizon_days: terms.churnHorizonDays,
  backtest_days: learned.backtest?.days ?? null,
  backtest_churn_days: learned.backtest?.churnDays ?? null,
  backtest_customers: learned.backtest?.customers ?? null,
  spend_p: usableSpend(learned)?.parameters.p ?? null,
  spend_q: usableSpend(learned)?.parameters.q ?? null,
  spend_v: usableSpend(learned)?.parameters.v ?? null,
  spend_customers: usableSpend(learned)?.customers ?? null,
  spend_excluded: terms.unspent,
  spend_correlation: usableSpend(learned)?.correlation ?? null,
  mean_spend: terms.meanSpend,
})

/** The fit of spend, if there is one that settled. */
export const usableSpend = ({ spend }: Learned) => (spend?.isConverged ? spend : undefined)

/** Rows of `value_backtest`, a predictor each. */
export const backtestRows = ({ backtest, chosen }: Learned) =>
  (backtest?.predictions ?? []).map(({ predictor, purchases, churn }) => ({
    predictor,
    is_chosen: predictor === chosen?.fit.model,
    predicted: purchases?.predicted ?? null,
    actual: backtest?.actual ?? null,
    total_error: purchases?.totalError ?? null,
    ...accuracyOf(purchases),
    brier: churn.brier ?? null,
    auc: churn.auc ?? null,
  }))

/** Rows of `value_calibration`, a tenth each, of the chosen model. */
export const calibrationRows = ({ backtest, chosen }: Learned) =>
  (backtest && chosen ? calibrationOf(backtest, chosen.fit.model) : []).map((tenth, i) => ({
    tenth: i + 1,
    ...tenth,
  }))

const accuracyOf = (purchases: PurchaseAccuracy | undefined) => ({
  mean_absolute_error: purchases?.meanAbsoluteError ?? null,
  correlation: purchases?.correlation ?? null,
  top_tenth_lift: purchases?.topTenthLift ?? null,
})

function spendWarnings(learned: Learned): readonly string[] {
  if (learned.gate.rung !== 'model') return []
  const spend = usableSpend(learned)
  if (!spend) return ['What customers spend says too little for a model: each is given the mean.']
  return Math.abs(spend.correlation) >= related ? [relatedSentence(spend.correlation)] : []
}

/** The model of spend takes purchases and spend to be unrelated. */
const related = 0.3

const relatedSentence = (correlation: number) =>
  `Customers who come more often spend ${correlation > 0 ? 'more' : 'less'} each time (correlation ${correlation.toFixed(2)}), which the model of spend does not know.`
