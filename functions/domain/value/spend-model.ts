import { digamma, lnGamma } from '../math/gamma-function.ts'
import type { Slope } from '../math/maximise.ts'

/**
 * The Gamma-Gamma model of spend: a purchase day's spend is Gamma(p, ν) with a scale of the customer's own, ν spread as
 * Gamma(q, v). p > 0, q > 1 (so that means exist), v > 0 in money.
 * Fader and Hardie 2013, http://brucehardie.com/notes/025/.
 */
export interface SpendParameters {
  readonly p: number
  readonly q: number
  readonly v: number
}

/** What the model knows of a customer: the repeat days and their mean spend; the first purchase is left out. */
export interface SpendHistory {
  readonly repeatDays: number
  /** m̄, in money; may be anything without a repeat day. */
  readonly meanSpend: number
}

/** Customers who share a history. */
export interface SpendGroup extends SpendHistory {
  readonly customers: number
}

/** Whether the spend model is fitted to a customer: some repeat day, and more than nothing spent on them. */
export const isSpender = ({ repeatDays, meanSpend }: SpendHistory): boolean =>
  repeatDays > 0 && meanSpend > 0

/** Spenders in columns, sorted, with what no parameter changes. */
export interface SpendTable {
  readonly customers: number
  /** Distinct x, rising, and where each row's stands. */
  readonly repeats: readonly number[]
  readonly x: Int32Array
  readonly weights: Float64Array
  /** x·m̄ and its logarithm. */
  readonly totals: Float64Array
  readonly lnTotals: Float64Array
  /** Σ ln m̄ over customers. */
  readonly lnMeans: number
}

/** The groups that `isSpender` holds for in the order of x and m̄, so that an engine's order never shows. */
export const sortedSpenders = (groups: readonly SpendGroup[]): readonly SpendGroup[] =>
  groups
    .filter((group) => group.customers > 0 && isSpender(group))
    .sort(
      (one, other) =>
        one.repeatDays - other.repeatDays ||
        one.meanSpend - other.meanSpend ||
        one.customers - other.customers,
    )

/** Sorted spenders, tabulated. */
export function tabulateSpend(sorted: readonly SpendGroup[]): SpendTable {
  const repeats = [...new Set(sorted.map(({ repeatDays }) => repeatDays))]
  const places = new Map(repeats.map((x, index) => [x, index]))
  const totals = Float64Array.from(sorted, ({ repeatDays, meanSpend }) => repeatDays * meanSpend)
  return {
    customers: sorted.reduce((sum, { customers }) => sum + customers, 0),
    repeats,
    x: Int32Array.from(sorted, ({ repeatDays }) => places.get(repeatDays)!),
    weights: Float64Array.from(sorted, ({ customers }) => customers),
    totals,
    lnTotals: totals.map((total) => Math.log(total)),
    lnMeans: sorted.reduce((sum, group) => sum + group.customers * Math.log(group.meanSpend), 0),
  }
}

/**
 * The log-likelihood of Gamma-Gamma over all customers of a table, and its gradient by p, q and v: a customer adds
 * ln Γ(px + q) − ln Γ(px) − ln Γ(q) + q ln v + (px − 1) ln m̄ + px ln x − (px + q) ln(x·m̄ + v).
 * Fader and Hardie 2013, http://brucehardie.com/notes/025/. One log a row; gamma functions once a distinct x.
 */
export function spendLikelihood(table: SpendTable, { p, q, v }: SpendParameters): Slope {
  const terms = table.repeats.map((x) => {
    const byQ = digamma(p * x + q)
    return {
      ...{ x, byQ, power: p * x + q },
      value: lnGamma(p * x + q) - lnGamma(p * x),
      byP: byQ - digamma(p * x),
    }
  })
  const n = table.customers
  let value = n * (q * Math.log(v) - lnGamma(q)) - table.lnMeans
  let byP = 0
  let byQ = n * (Math.log(v) - digamma(q))
  let byV = (n * q) / v
  for (const [row, weight] of table.weights.entries()) {
    const term = terms[table.x[row]!]!
    const all = table.totals[row]! + v
    const lnAll = Math.log(all)
    const lnTotal = table.lnTotals[row]!
    value += weight * (term.value + p * term.x * lnTotal - term.power * lnAll)
    byP += weight * term.x * (term.byP + lnTotal - lnAll)
    byQ += weight * (term.byQ - lnAll)
    byV -= (weight * term.power) / all
  }
  return { value, gradient: [byP, byQ, byV] }
}

/**
 * E[M | x, m̄]: the mean spend of a customer's purchase days, drawn from their own mean towards everybody's, p·v / (q − 1),
 * which a one-time buyer is given. A negative mean counts as 0. Fader and Hardie 2013, http://brucehardie.com/notes/025/.
 * @example expectedSpend({ p: 6, q: 4, v: 15 }, { repeatDays: 0, meanSpend: 0 }) // 30
 */
export const expectedSpend = (
  { p, q, v }: SpendParameters,
  { repeatDays: x, meanSpend }: SpendHistory,
): number =>
  x === 0 ? (p * v) / (q - 1) : (p * (v + x * Math.max(0, meanSpend))) / (p * x + q - 1)
