/** Customers for whom the same was predicted and the same came. */
export interface BacktestRow {
  /** Purchase days predicted for each. */
  readonly predicted: number
  /** Predicted probability of none. */
  readonly noPurchase: number
  /** Purchase days that came. */
  readonly actual: number
  readonly customers: number
}

/** How good predictions were. What cannot be said (nobody bought, everybody did, nothing varies) is undefined, never NaN. */
export interface Backtest {
  readonly customers: number
  readonly predicted: number
  readonly actual: number
  /** (predicted − actual) / actual. */
  readonly totalError: number | undefined
  /** Mean absolute error of a customer's purchase days. */
  readonly meanAbsoluteError: number | undefined
  /** Pearson's, of predicted and actual. */
  readonly correlation: number | undefined
  /** Mean squared error of the probability of no purchase: Brier 1950. */
  readonly brier: number | undefined
  /** Area under the ROC curve of that probability: the chance that it is higher for one who didn't buy than for one who did. */
  readonly auc: number | undefined
  /** How many times their share of customers the tenth with the highest predictions holds of the purchases. */
  readonly topTenthLift: number | undefined
  /** Ten equal groups by probability of no purchase, the lowest first. */
  readonly calibration: readonly Tenth[]
}

/** A tenth of the customers: the mean probability of no purchase, and the share who didn't buy. */
export interface Tenth {
  readonly customers: number
  readonly predicted: number
  readonly actual: number
}

/**
 * The measures of a back-test. The order of the rows changes nothing: customers with equal scores are never told apart, where
 * a tenth's edge runs through them they are divided. n·log n time.
 */
export function measured(rows: readonly BacktestRow[]): Backtest {
  const n = total(rows, () => 1)
  const predicted = total(rows, (row) => row.predicted)
  const actual = total(rows, (row) => row.actual)
  const mean = (of: (row: BacktestRow) => number) => (n > 0 ? total(rows, of) / n : undefined)
  const scored = rows.map((row) => ({
    score: row.noPurchase,
    outcome: Number(row.actual === 0),
    customers: row.customers,
  }))
  const [top] = tenthsOf(
    rows.map((row) => ({ score: -row.predicted, outcome: row.actual, customers: row.customers })),
  )
  return {
    customers: n,
    predicted,
    actual,
    totalError: actual > 0 ? (predicted - actual) / actual : undefined,
    meanAbsoluteError: mean((row) => Math.abs(row.predicted - row.actual)),
    correlation: correlationOf(rows),
    brier: mean((row) => (row.noPurchase - Number(row.actual === 0)) ** 2),
    auc: areaUnderCurve(scored),
    topTenthLift: top && actual > 0 ? (top.actual * n) / actual : undefined,
    calibration: tenthsOf(scored),
  }
}

/** A score of customers and what became of them: for a curve 1 if the event came, else 0. */
export interface ScoredRow {
  readonly score: number
  readonly outcome: number
  readonly customers: number
}

/**
 * The area under the ROC curve: the chance that a customer with the event scores higher than one without, ties counting
 * half; undefined if all or none have it. Mann and Whitney's U. https://en.wikipedia.org/wiki/Receiver_operating_characteristic
 * @example areaUnderCurve([{ score: 2, outcome: 1, customers: 1 }, { score: 1, outcome: 0, customers: 3 }]) // 1
 */
export function areaUnderCurve(rows: readonly ScoredRow[]): number | undefined {
  const n = rows.reduce((sum, { customers }) => sum + customers, 0)
  const events = rows.reduce((sum, { customers, outcome }) => sum + customers * outcome, 0)
  if (events === 0 || events === n) return undefined
  let [below, area] = [0, 0]
  for (const { customers, outcome } of ties(rows)) {
    const without = customers - outcome
    area += outcome * (below + without / 2)
    below += without
  }
  return area / (events * (n - events))
}

/** Ten equal groups of customers by rising score, with the mean score and outcome of each; none of no customers. */
export function tenthsOf(rows: readonly ScoredRow[]): readonly Tenth[] {
  const tied = ties(rows)
  const n = tied.reduce((sum, { customers }) => sum + customers, 0)
  if (n === 0) return []
  const sums = Array.from({ length: 10 }, () => ({ predicted: 0, actual: 0 }))
  let from = 0
  for (const { score, outcome, customers } of tied) {
    const to = from + customers
    for (let tenth = Math.min(9, Math.floor((10 * from) / n)); tenth < 10; tenth++) {
      // In tenths of a customer, so that the parts are whole.
      const part = Math.min(10 * to, (tenth + 1) * n) - Math.max(10 * from, tenth * n)
      if (part <= 0) break
      sums[tenth]!.predicted += part * score
      sums[tenth]!.actual += (part * outcome) / customers
    }
    from = to
  }
  return sums.map((sum) => ({
    customers: n / 10,
    predicted: sum.predicted / n,
    actual: sum.actual / n,
  }))
}

/** One row a score, rising: its customers and the sum of their outcomes. */
function ties(rows: readonly ScoredRow[]): readonly ScoredRow[] {
  const tied = new Map<number, { score: number; outcome: number; customers: number }>()
  for (const { score, outcome, customers } of rows) {
    if (customers <= 0) continue
    const tie = tied.get(score) ?? { score, outcome: 0, customers: 0 }
    tie.outcome += outcome * customers
    tie.customers += customers
    tied.set(score, tie)
  }
  return [...tied.values()].sort((one, other) => one.score - other.score)
}

/** Sums in an order of their own, so that the rows' shows in no digit. */
const total = (rows: readonly BacktestRow[], of: (row: BacktestRow) => number): number =>
  Float64Array.from(rows, (row) => row.customers * of(row))
    .sort()
    .reduce((sum, x) => sum + x, 0)

function correlationOf(rows: readonly BacktestRow[]): number | undefined {
  const n = total(rows, () => 1)
  const [meanP, meanA] = [
    total(rows, (row) => row.predicted) / n,
    total(rows, (row) => row.actual) / n,
  ]
  const moment = (of: (p: number, a: number) => number) =>
    total(rows, (row) => of(row.predicted - meanP, row.actual - meanA))
  const spread = moment((p) => p * p) * moment((_, a) => a * a)
  return spread > 0 ? moment((p, a) => p * a) / Math.sqrt(spread) : undefined
}
