import { eigenpairs } from './tridiagonal.ts'

/** A point and its weight; the weights of a rule sum to 1. */
export interface Node {
  readonly at: number
  readonly weight: number
}

/**
 * Gauss–Jacobi rule of n points for the mean of f(p), p ~ Beta(a, b): exact for polynomials up to degree 2n − 1, from
 * below for an f whose even derivatives are positive. Points rise from 0 to 1. a, b > 0; n² time.
 * Golub and Welsch 1969, https://doi.org/10.1090/S0025-5718-69-99647-1
 * @example gaussJacobi(1, 1, 2) // ½ ∓ ½/√3, weights ½
 */
export const gaussJacobi = (a: number, b: number, n: number): readonly Node[] =>
  ruleOf(pivots(a, b, 2 * n - 1))

/**
 * Gauss–Radau rule of n points, the first of them 0, for the mean of f(p), p ~ Beta(a, b): exact up to degree 2n − 2,
 * from above for an f whose odd derivatives are negative. a, b > 0; n² time.
 * Golub 1973, https://doi.org/10.1137/1015032
 * @example radauJacobi(1, 1, 2) // 0 with ¼, ⅔ with ¾
 */
export function radauJacobi(a: number, b: number, n: number): readonly Node[] {
  const [, ...rest] = ruleOf([...pivots(a, b, 2 * n - 2), 0])
  const others = rest.reduce((sum, { weight }) => sum + weight, 0)
  return [{ at: 0, weight: Math.max(0, 1 - others) }, ...rest]
}

/**
 * The pivots ζ₁, ζ₂, … of the Jacobi matrix on [0, 1]: its diagonal is ζ₂ₙ + ζ₂ₙ₊₁, the square beside it ζ₂ₙ₋₁·ζ₂ₙ. All are
 * positive, so nothing cancels as a goes to 0; a last pivot of 0 makes 0 a point. https://dlmf.nist.gov/18.9#i
 */
function pivots(a: number, b: number, count: number): readonly number[] {
  const c = a + b
  return Array.from({ length: count }, (_, index) => {
    const n = (index + 1) >> 1
    if (index === 0) return a / c
    return index % 2 === 0
      ? ((n + a) * (n + c - 1)) / ((2 * n + c - 1) * (2 * n + c))
      : (n * (n + b - 1)) / ((2 * n + c - 2) * (2 * n + c - 1))
  })
}

function ruleOf(zeta: readonly number[]): readonly Node[] {
  const n = (zeta.length + 1) / 2
  const diagonal = Array.from({ length: n }, (_, i) => zeta[2 * i]! + (zeta[2 * i - 1] ?? 0))
  const beside = Array.from({ length: n - 1 }, (_, i) => Math.sqrt(zeta[2 * i]! * zeta[2 * i + 1]!))
  return eigenpairs(diagonal, beside).map(({ value, first }) => ({
    at: Math.min(1, Math.max(0, value)),
    weight: first * first,
  }))
}
