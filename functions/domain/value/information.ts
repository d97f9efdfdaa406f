import { cholesky, solve } from '../math/cholesky.ts'
import type { Slope } from '../math/maximise.ts'

/**
 * Standard errors of parameters at a maximum of the likelihood, by the observed information: minus the Hessian in the
 * parameters' logarithms, from central differences of the gradient. `climb` is the mean log-likelihood of `n` customers;
 * a held parameter has no error and the others' are given it. All undefined where the information is not positive definite.
 * Two gradients a parameter. https://en.wikipedia.org/wiki/Observed_information
 */
export function standardErrors(
  climb: (point: readonly number[]) => Slope,
  point: readonly number[],
  held: readonly boolean[],
  n: number,
): readonly (number | undefined)[] {
  const free = point.map((_, i) => i).filter((i) => !held[i])
  const slopes = free.map((i) => slopeAlong(climb, point, i))
  const information = free.map((i, row) =>
    free.map((j, column) => (-n * (slopes[row]![j]! + slopes[column]![i]!)) / 2),
  )
  const lower = cholesky(information)
  return point.map((x, i) => {
    const at = free.indexOf(i)
    if (!lower || at < 0) return undefined
    const unit = free.map((_, j) => Number(j === at))
    return Math.exp(x) * Math.sqrt(solve(lower, unit)[at]!)
  })
}

/**
 * Whether a fit has converged, judged by what can be seen and not by an optimiser's word: the gradient a customer is at most 1e-7, a
 * restart found nothing on top (1e-9 a customer, or 1e-5 in all), and the likelihood bends in every free parameter.
 */
export const hasConverged = (
  steepness: number,
  restartGain: number,
  n: number,
  errors: readonly (number | undefined)[],
): boolean =>
  n > 0 &&
  steepness <= 1e-7 &&
  restartGain <= Math.max(1e-5 / n, 1e-9) &&
  errors.some((error) => error !== undefined)

/** Half the width of a difference, in the logarithm of a parameter. */
const width = 1e-4

/** The derivative of the gradient by one parameter's logarithm. */
function slopeAlong(
  climb: (point: readonly number[]) => Slope,
  point: readonly number[],
  i: number,
): readonly number[] {
  const at = (shift: number) => climb(point.with(i, point[i]! + shift)).gradient
  const above = at(width)
  const below = at(-width)
  return above.map((g, j) => (g - below[j]!) / (2 * width))
}
