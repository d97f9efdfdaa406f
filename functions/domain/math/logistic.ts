/**
 * 1 / (1 + e⁻ˣ), to the last digits on both sides and without overflow.
 * https://en.wikipedia.org/wiki/Logistic_function
 * @example sigmoid(-800) // 0
 */
export function sigmoid(x: number): number {
  const small = Math.exp(-Math.abs(x))
  return x < 0 ? small / (1 + small) : 1 / (1 + small)
}
