/**
 * ln(1 + eˣ) without overflow, to the last digits on both sides.
 * https://cran.r-project.org/package=Rmpfr/vignettes/log1mexp-note.pdf
 * @example softplus(800) // 800
 */
export const softplus = (x: number): number =>
  x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))

/**
 * 1 / (1 + e⁻ˣ), the derivative of softplus, without overflow.
 * https://en.wikipedia.org/wiki/Logistic_function
 * @example sigmoid(-800) // 0
 */
export const sigmoid = (x: number): number => {
  const small = Math.exp(-Math.abs(x))
  return x < 0 ? small / (1 + small) : 1 / (1 + small)
}

/**
 * ln(eˣ + eʸ) without overflow.
 * https://en.wikipedia.org/wiki/LogSumExp
 * @example logSumExp(1000, 1000) // 1000.6931471805599
 */
export const logSumExp = (x: number, y: number): number =>
  x === y ? x + Math.LN2 : Math.max(x, y) + softplus(-Math.abs(x - y))
