/** A source of numbers in [0, 1). The same keys give the same numbers, on every machine. */
export type Random = () => number

/**
 * Mulberry32, started from whole-number keys that are mixed with murmur3's finaliser, so that neighbouring keys give
 * unrelated streams. Not for secrets. 32 bits of state, about 5 ns a number.
 * https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32
 * @example seeded(1, 2)() // 0.02156240795738995
 */
export function seeded(...keys: readonly number[]): Random {
  let state = 0
  for (const key of keys) state = mixed((state + 0x9e3779b9) ^ mixed(key))
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let word = Math.imul(state ^ (state >>> 15), state | 1)
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61)
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * A whole number from `from` to `to`, both possible.
 * @example whole(seeded(1), 1, 6) // 3
 */
export const whole = (random: Random, from: number, to: number): number =>
  from + Math.floor(random() * (to - from + 1))

/**
 * One of a list, each as likely.
 * @example pick(seeded(1), ['a', 'b', 'c']) // 'b'
 */
export const pick = <T>(random: Random, list: readonly T[]): T =>
  list[Math.floor(random() * list.length)] as T

/**
 * A drawer from a list of things and weights; the weights need no sum of 1. One pass over the list a draw.
 * @example weighted([['rare', 1], ['common', 9]])(seeded(1)) // 'common'
 */
export function weighted<T>(choices: readonly (readonly [T, number])[]): (random: Random) => T {
  let total = 0
  const edges = choices.map(([, weight]) => (total += weight))
  return (random) => {
    const drawn = random() * total
    let at = 0
    while (drawn >= (edges[at] as number)) at++
    return (choices[at] as readonly [T, number])[0]
  }
}

/**
 * A standard normal number by the Box-Muller transform: two draws.
 * https://en.wikipedia.org/wiki/Box%E2%80%93Muller_transform
 * @example normal(seeded(1)) // 1.0270340533624087
 */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

/**
 * An exponential number with this mean, by inversion: one draw.
 * https://en.wikipedia.org/wiki/Exponential_distribution#Random_variate_generation
 * @example exponential(seeded(1), 30) // 16.00963483399626
 */
export const exponential = (random: Random, mean: number): number => -mean * Math.log(1 - random())

/**
 * A gamma number by Marsaglia and Tsang's squeeze: about 1.05 rounds of three draws; below shape 1 boosted by a power.
 * https://dl.acm.org/doi/10.1145/358407.358414
 * @example gamma(seeded(1), 2, 3) // 11.866615272041006
 */
export function gamma(random: Random, shape: number, scale: number): number {
  if (shape < 1) return gamma(random, shape + 1, scale) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const x = normal(random)
    const v = (1 + x / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < x ** 2 / 2 + d * (1 - v + Math.log(v)))
      return scale * d * v
  }
}

/**
 * A beta number as a share of two gammas.
 * https://en.wikipedia.org/wiki/Beta_distribution#Random_variate_generation
 * @example beta(seeded(1), 2, 3) // 0.7318547010572679
 */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a, 1)
  return x / (x + gamma(random, b, 1))
}

function mixed(key: number): number {
  let word = key | 0
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
  return word ^ (word >>> 16)
}
