/** Customers for whom the same was predicted and the same came. */
export interface PredictedPurchases {
  /** Purchase days predicted for each. */
  readonly predicted: number
  /** Purchase days that came. */
  readonly actual: number
  readonly customers: number
}

/** How good predicted purchases were. What cannot be said (nobody bought, nothing varies) is undefined, never NaN. */
export interface PurchaseAccuracy {
  readonly predicted: number
  readonly actual: number
  /** (predicted − actual) / actual. */
  readonly totalError: number | undefined
  /** Mean absolute error of a customer's purchase days. */
  readonly meanAbsoluteError: number | undefined
  /** Pearson's, of predicted and actual. */
  readonly correlation: number | undefined
  /** How many times their share of customers the tenth with the highest predictions holds of the purchases. */
  readonly topTenthLift: number | undefined
}

/** How good probabilities of no purchase were. What cannot be said (all or none bought) is undefined, never NaN. */
export interface ChurnAccuracy {
  /** Mean squared error: Brier 1950. */
  readonly brier: number | undefined
  /** Area under the ROC curve: the chance that the probability is higher for one who didn't buy than for one who did. */
  readonly auc: number | undefined
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
 * The measures of predicted purchases. The order of the rows changes nothing: where a tenth's edge runs through customers of
 * equal predictions they are divided. n·log n time.
 */
export function purchaseAccuracy(rows: readonly PredictedPurchases[]): PurchaseAccuracy {
  const sorted = rows.toSorted(
    (one, other) =>
      other.predicted - one.predicted ||
      other.actual - one.actual ||
      other.customers - one.customers,
  )
  const total = (of: (row: PredictedPurchases) => number) =>
    sorted.reduce((sum, row) => sum + row.customers * of(row), 0)
  const n = total(() => 1)
  const predicted = total((row) => row.predicted)
  const actual = total((row) => row.actual)
  const [top] = tenthsOf(
    sorted.map((row) => ({
      score: -row.predicted,
      outcome: row.actual,
      customers: row.customers,
    })),
  )
  const moment = (of: (p: number, a: number) => number) =>
    total((row) => of(row.predicted - predicted / n, row.actual - actual / n))
  const spread = moment((p) => p * p) * moment((_, a) => a * a)
  return {
    predicted,
    actual,
    totalError: actual > 0 ? (predicted - actual) / actual : undefined,
    meanAbsoluteError: n > 0 ? total((row) => Math.abs(row.predicted - row.actual)) / n : undefined,
    correlation: spread > 0 ? moment((p, a) => p * a) / Math.sqrt(spread) : undefined,
    topTenthLift: top && actual > 0 ? (top.actual * n) / actual : undefined,
  }
}

/** The measures of a probability of no purchase, as `score`, against `outcome` 1 of who didn't buy. As `purchaseAccuracy`. */
export function churnAccuracy(rows: readonly ScoredRow[]): ChurnAccuracy {
  const sorted = byScore(rows)
  const total = (of: (row: ScoredRow) => number) =>
    sorted.reduce((sum, row) => sum + row.customers * of(row), 0)
  const n = total(() => 1)
  return {
    brier: n > 0 ? total(({ score, outcome }) => (score - outcome) ** 2) / n : undefined,
    auc: areaUnderCurve(sorted),
    calibration: tenthsOf(sorted),
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

const byScore = (rows: readonly ScoredRow[]): readonly ScoredRow[] =>
  rows.toSorted(
    (one, other) =>
      one.score - other.score || one.outcome - other.outcome || one.customers - other.customers,
  )

/** One row a score, rising: its customers and the sum of their outcomes. */
function ties(rows: readonly ScoredRow[]): readonly ScoredRow[] {
  const tied: { score: number; outcome: number; customers: number }[] = []
  for (const { score, outcome, customers } of byScore(rows)) {
    if (customers <= 0) continue
    const last = tied.at(-1)
    if (last?.score === score) {
      last.outcome += outcome * customers
      last.customers += customers
    } else tied.push({ score, outcome: outcome * customers, customers })
  }
  return tied
}
