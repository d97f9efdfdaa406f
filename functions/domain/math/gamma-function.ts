/**
 * ln Γ(x) for x > 0, to about 1e-15 of its size or of 1: Stirling's series from 10 upwards, shifted there by the recurrence
 * Γ(x + 1) = x·Γ(x). At most ten multiplications and two logarithms.
 * https://dlmf.nist.gov/5.11#E1
 * @example lnGamma(0.5) // 0.5723649429247001, which is ln √π
 */
export function lnGamma(x: number): number {
  let product = 1
  let z = x
  for (; z < 10; z++) product *= z
  const u = 1 / (z * z)
  let series = 0
  for (const term of stirling) series = series * u + term
  return (z - 0.5) * Math.log(z) - z + halfLnTwoPi + series / z - Math.log(product)
}

/**
 * ψ(x), the derivative of ln Γ, for x > 0, to about 1e-15 of its size or of 1: its asymptotic series from 10 upwards, shifted
 * there by ψ(x + 1) = ψ(x) + 1/x.
 * https://dlmf.nist.gov/5.11#E2
 * @example digamma(1) // -0.5772156649015329, which is minus Euler's constant
 */
export function digamma(x: number): number {
  let shift = 0
  let z = x
  for (; z < 10; z++) shift += 1 / z
  const u = 1 / (z * z)
  let series = 0
  for (const term of psi) series = series * u + term
  return Math.log(z) - 0.5 / z - u * series - shift
}

const halfLnTwoPi = 0.5 * Math.log(2 * Math.PI)

/** Bernoulli's numbers B₂ₙ, the highest first. */
const bernoulli = [7 / 6, -691 / 2730, 5 / 66, -1 / 30, 1 / 42, -1 / 30, 1 / 6]
const order = (index: number) => 2 * (bernoulli.length - index)
const stirling = bernoulli.map((b, index) => b / (order(index) * (order(index) - 1)))
const psi = bernoulli.map((b, index) => b / order(index))
