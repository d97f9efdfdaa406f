import { describe, expect, it } from 'vitest'
import {
  beta,
  exponential,
  gamma,
  normal,
  pick,
  seeded,
  weighted,
  whole,
} from '../../../functions/domain/math/random.ts'

const drawn = (draw: (random: () => number) => number, count = 20_000) => {
  const random = seeded(7)
  return Array.from({ length: count }, () => draw(random))
}
const mean = (values: readonly number[]) => values.reduce((sum, x) => sum + x, 0) / values.length
function variance(values: readonly number[]): number {
  const middle = mean(values)
  return mean(values.map((x) => (x - middle) ** 2))
}

describe('random', () => {
  it('gives the values that its examples state', () => {
    expect(seeded(1, 2)()).toBe(0.02156240795738995)
    expect(whole(seeded(1), 1, 6)).toBe(3)
    expect(pick(seeded(1), ['a', 'b', 'c'])).toBe('b')
    expect(
      weighted([
        ['rare', 1],
        ['common', 9],
      ])(seeded(1)),
    ).toBe('common')
    expect(normal(seeded(1))).toBeCloseTo(1.0270340533624087, 12)
    expect(exponential(seeded(1), 30)).toBeCloseTo(16.00963483399626, 12)
    expect(gamma(seeded(1), 2, 3)).toBeCloseTo(11.866615272041006, 12)
    expect(beta(seeded(1), 2, 3)).toBeCloseTo(0.7318547010572679, 12)
  })

  it('gives neighbouring keys unrelated streams, evenly spread', () => {
    const firsts = Array.from({ length: 10_000 }, (_, key) => seeded(1, key)())
    expect(new Set(firsts).size).toBeGreaterThan(9_980)
    const tenths = Array.from({ length: 10 }, (_, tenth) =>
      firsts.filter((x) => Math.floor(x * 10) === tenth),
    )
    for (const tenth of tenths) expect(tenth.length).toBeGreaterThan(880)
    expect(seeded(1, 2)()).not.toBe(seeded(2, 1)())
  })

  it('has the mean and the variance of each distribution', () => {
    const cases: readonly [readonly number[], number, number][] = [
      [drawn((random) => random()), 1 / 2, 1 / 12],
      [drawn((random) => whole(random, 1, 6)), 3.5, 35 / 12],
      [drawn(normal), 0, 1],
      [drawn((random) => exponential(random, 2)), 2, 4],
      [drawn((random) => gamma(random, 2, 1.5)), 3, 4.5],
      [drawn((random) => gamma(random, 0.5, 2)), 1, 2],
      [drawn((random) => beta(random, 2, 3)), 0.4, 0.04],
    ]
    for (const [values, itsMean, itsVariance] of cases) {
      expect(Math.abs(mean(values) - itsMean)).toBeLessThan(0.05 * Math.sqrt(itsVariance))
      expect(variance(values) / itsVariance).toBeGreaterThan(0.93)
      expect(variance(values) / itsVariance).toBeLessThan(1.07)
    }
  })

  it('draws by weight', () => {
    const draw = weighted([
      [1, 1],
      [2, 0],
      [3, 3],
    ])
    const values = drawn(draw)
    expect(values).not.toContain(2)
    expect(values.filter((value) => value === 3).length / values.length).toBeCloseTo(0.75, 1)
  })
})
