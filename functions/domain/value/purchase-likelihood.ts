import type { Slope } from '../math/maximise.ts'
import type { HistoryTable } from './history-table.ts'
import type { PurchaseModel, PurchaseParameters } from './purchase-model.ts'

/**
 * The log-likelihood of (M)BG/NBD or (M)BG/CNBD-2 over all customers, and its gradient by r, α, a, b. Of k = 2 it leaves
 * out Σ ln of the times between purchases, which no parameter changes.
 *
 * With m = r + kx, y = ln(a / (b + x − 1 + e)) + m·ln((α + T) / (α + t_x)) and S = 1 + (k − 1)·m·(T − t_x) / (α + T), a customer
 * adds ln Γ(m) − ln Γ(r) + r ln α − m ln(α + T) + ln B(a, b + x + e) − ln B(a, b) + ln(eʸ + S), where eʸ, the odds of having
 * left, is 0 for a one-time buyer under BG. As x is whole, the gamma functions are running products over i < kx and i < x + e, in
 * which nothing overflows for any x and nothing cancels where b or r is large and a is small.
 * Fader, Hardie and Lee 2005; Batislam et al. 2007; Platzer and Reutterer 2016; http://brucehardie.com/notes/027/.
 * One exp and one log a row, as many logs again as the greatest x and the distinct times.
 */
export function purchaseLikelihood(
  table: HistoryTable,
  { e, k }: PurchaseModel,
  parameters: PurchaseParameters,
): Slope {
  const terms = termsOfX(table, { e, k }, parameters)
  const times = termsOfTime(table, k, parameters)
  let value = terms.value + times.value
  let byR = terms.byR + times.byR
  let { byAlpha } = times
  let { byA, byB } = terms

  const { customers, x, last, age } = table.rows
  for (let row = 0; row < customers.length; row++) {
    const at = x[row]!
    const canHaveLeft = e === 1 || table.repeats[at]! > 0
    if (!canHaveLeft && k === 1) continue
    const weight = customers[row]!
    const m = terms.m[at]!
    const perAge = times.inverse[age[row]!]!
    const far = times.ln[age[row]!]! - times.ln[last[row]!]!
    const h = k === 2 ? (table.times[age[row]!]! - table.times[last[row]!]!) * perAge : 0
    const s = 1 + m * h
    const y = canHaveLeft ? Math.min(700, terms.lnOdds[at]! + m * far) : -Infinity
    // ln(eʸ + S) and the shares of both, from the smaller exponential.
    const small = Math.exp(-Math.abs(y))
    const isLeaving = y > 0
    const total = isLeaving ? 1 + s * small : s + small
    const left = (isLeaving ? 1 : small) / total
    const alive = (isLeaving ? s * small : s) / total
    value += weight * (isLeaving ? y + Math.log1p(s * small) : Math.log1p(m * h + small))
    byR += weight * (left * far + (alive * h) / s)
    byAlpha +=
      weight * m * (left * (perAge - times.inverse[last[row]!]!) - (alive * h * perAge) / s)
    byA += (weight * left) / parameters.a
    byB -= weight * left * terms.inverse[at]!
  }
  return { value, gradient: [byR, byAlpha, byA, byB] }
}

/** What depends on x alone, by running sums up to the greatest x; summed over customers where it can be. */
function termsOfX(
  { repeats, repeatCustomers }: HistoryTable,
  { e, k }: Pick<PurchaseModel, 'e' | 'k'>,
  { r, alpha, a, b }: PurchaseParameters,
) {
  const m = new Float64Array(repeats.length)
  const inverse = new Float64Array(repeats.length)
  const lnOdds = new Float64Array(repeats.length)
  const lnAlpha = Math.log(alpha)
  const sum = { value: 0, byR: 0, byA: 0, byB: 0 }
  const run = { value: 0, byR: 0, byA: 0, byB: 0 }
  let [steps, chances] = [0, 0]
  for (const [at, x] of repeats.entries()) {
    for (; steps < k * x; steps++) {
      run.value += Math.log(r + steps) - lnAlpha
      run.byR += 1 / (r + steps)
    }
    for (; chances < x + e; chances++) {
      const stay = b + chances
      run.value -= Math.log1p(a / stay)
      run.byA -= 1 / (a + stay)
      run.byB += a / (stay * (a + stay))
    }
    const weight = repeatCustomers[at]!
    sum.value += weight * run.value
    sum.byR += weight * run.byR
    sum.byA += weight * run.byA
    sum.byB += weight * run.byB
    m[at] = r + k * x
    inverse[at] = x + e > 0 ? 1 / (b + x - 1 + e) : 0
    lnOdds[at] = Math.log(a * inverse[at]!)
  }
  return { ...sum, m, inverse, lnOdds }
}

/** What depends on one time alone: ln(1 + t/α), 1/(α + t), and what the age adds, −m ln(1 + T/α), summed over customers. */
function termsOfTime(
  { times, ageCustomers, agePurchases }: HistoryTable,
  k: number,
  { r, alpha }: PurchaseParameters,
) {
  const ln = times.map((time) => Math.log1p(time / alpha))
  const inverse = times.map((time) => 1 / (alpha + time))
  let [value, byR, byAlpha] = [0, 0, 0]
  for (let at = 0; at < times.length; at++) {
    const steps = k * agePurchases[at]!
    value -= (r * ageCustomers[at]! + steps) * ln[at]!
    byR -= ageCustomers[at]! * ln[at]!
    byAlpha += ((r * ageCustomers[at]! * times[at]!) / alpha - steps) * inverse[at]!
  }
  return { ln, inverse, value, byR, byAlpha }
}
