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

/**
 * The log-likelihood of Gamma-Gamma over the groups that `isSpender` holds for, and its gradient by p, q and v: a customer adds
 * ln Γ(px + q) − ln Γ(px) − ln Γ(q) + q ln v + (px − 1) ln m̄ + px ln x − (px + q) ln(x·m̄ + v).
 * Fader and Hardie 2013, http://brucehardie.com/notes/025/. One log a group and a table by x.
 */
export function spendLikelihood(
  spenders: readonly SpendGroup[],
  { p, q, v }: SpendParameters,
): Slope {
  let [value, byP, byQ, byV] = [0, 0, 0, 0]
  const terms = new Map<number, ReturnType<typeof termsOf>>()
  for (const { repeatDays: x, meanSpend, customers } of spenders) {
    const term = terms.get(x) ?? termsOf(x, p, q)
    terms.set(x, term)
    const total = x * meanSpend
    const lnAll = Math.log(total + v)
    const lnTotal = Math.log(total)
    const power = p * x + q
    value += customers * (term.value + p * x * lnTotal - Math.log(meanSpend) - power * lnAll)
    byP += customers * x * (term.byP + lnTotal - lnAll)
    byQ += customers * (term.byQ - lnAll)
    byV -= (customers * power) / (total + v)
  }
  const n = spenders.reduce((sum, { customers }) => sum + customers, 0)
  return {
    value: value + n * (q * Math.log(v) - lnGamma(q)),
    gradient: [byP, byQ + n * (Math.log(v) - digamma(q)), byV + (n * q) / v],
  }
}

const termsOf = (x: number, p: number, q: number) => {
  const both = digamma(p * x + q)
  return {
    value: lnGamma(p * x + q) - lnGamma(p * x),
    byP: both - digamma(p * x),
    byQ: both,
  }
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
