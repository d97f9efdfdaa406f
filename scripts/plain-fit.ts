/** MBG/NBD as one would write it first: every customer a row, every formula worked out for each. A yardstick, no more. */
import { digamma, lnGamma } from '../functions/domain/math/gamma-function.ts'
import { type Box, maximise, type Slope } from '../functions/domain/math/maximise.ts'
import type { PurchaseParameters } from '../functions/domain/value/purchase-model.ts'

/** x, t_x and T of each customer, times in weeks. */
export interface PlainHistories {
  readonly repeatDays: Float64Array
  readonly lastPurchaseWeeks: Float64Array
  readonly ageWeeks: Float64Array
}

export interface PlainFit {
  readonly parameters: PurchaseParameters
  readonly logLikelihood: number
  /** Likelihoods that the climb took. */
  readonly evaluations: number
}

/** Climbs from one plain start by the same optimiser as the product’s fit, to the same tolerance. */
export function plainFit(histories: PlainHistories): PlainFit {
  const customers = histories.repeatDays.length
  let evaluations = 0
  const climb = (point: readonly number[]): Slope => {
    evaluations += 1
    const parameters = parametersAt(point)
    const { value, gradient } = plainLikelihood(histories, parameters)
    const scales = Object.values(parameters)
    return {
      value: value / customers,
      gradient: gradient.map((g, i) => (g * scales[i]!) / customers),
    }
  }
  const peak = maximise(climb, [0.7, 7, 0.5, 2].map(Math.log), box)
  return {
    parameters: parametersAt(peak.point),
    logLikelihood: peak.value * customers,
    evaluations,
  }
}

/** The log-likelihood of MBG/NBD and its gradient by r, α, a, b. Batislam, Denizel and Filiztekin 2007. */
export function plainLikelihood(
  { repeatDays, lastPurchaseWeeks, ageWeeks }: PlainHistories,
  { r, alpha, a, b }: PurchaseParameters,
): Slope {
  let [value, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0]
  const [lnAlpha, lnGammaR, psiR] = [Math.log(alpha), lnGamma(r), digamma(r)]
  const lnBeta = lnGamma(a + b) - lnGamma(b)
  const [psiB, psiAB] = [digamma(b), digamma(a + b)]
  for (let row = 0; row < repeatDays.length; row++) {
    const x = repeatDays[row]!
    const last = alpha + lastPurchaseWeeks[row]!
    const age = alpha + ageWeeks[row]!
    const m = r + x
    const lnAge = Math.log(age)
    const idle = lnAge - Math.log(last)
    const y = Math.log(a / (b + x)) + m * idle
    const left = 1 / (1 + Math.exp(-y))
    const stay = digamma(b + x + 1)
    const all = digamma(a + b + x + 1)
    value += lnGamma(m) - lnGammaR + r * lnAlpha - m * lnAge + lnBeta
    value += lnGamma(b + x + 1) - lnGamma(a + b + x + 1)
    value += Math.max(y, 0) + Math.log1p(Math.exp(-Math.abs(y)))
    byR += digamma(m) - psiR + lnAlpha - lnAge + left * idle
    byAlpha += r / alpha - m / age + left * m * (1 / age - 1 / last)
    byA += psiAB - all + left / a
    byB += stay - all + psiAB - psiB - left / (b + x)
  }
  return { value, gradient: [byR, byAlpha, byA, byB] }
}

/** As wide as that of the product’s fit. */
const box: Box = [
  [Math.log(1e-4), Math.log(1e3)],
  [Math.log(1e-4), Math.log(1e7)],
  [Math.log(1e-8), Math.log(1e4)],
  [Math.log(1e-4), Math.log(1e5)],
]

const parametersAt = (point: readonly number[]): PurchaseParameters => {
  const [r = 1, alpha = 1, a = 1, b = 1] = point.map(Math.exp)
  return { r, alpha, a, b }
}
