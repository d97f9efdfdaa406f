import { describe, expect, it } from 'vitest'
import { gaussJacobi, type Node, radauJacobi } from '../../../functions/domain/math/jacobi-rule.ts'

const mean = (rule: readonly Node[], of: (p: number) => number) =>
  rule.reduce((sum, { at, weight }) => sum + weight * of(at), 0)

/** E[p^power], p ~ Beta(a, b). */
const moment = (a: number, b: number, power: number) =>
  Array.from({ length: power }, (_, i) => (a + i) / (a + b + i)).reduce((x, y) => x * y, 1)

const shapes = [
  [1, 1],
  [0.5, 0.5],
  [0.13, 2.2],
  [1e-8, 3],
  [4.5, 0.01],
  [0.3, 2003],
  [800, 900],
] as const

describe('rules for the mean over a beta distribution', () => {
  it('gives the values that its examples state', () => {
    const [low, high] = gaussJacobi(1, 1, 2)
    expect(low?.at).toBeCloseTo(0.5 - 0.5 / Math.sqrt(3), 14)
    expect(high?.weight).toBeCloseTo(0.5, 14)
    const [zero, other] = radauJacobi(1, 1, 2)
    expect(zero?.at).toBe(0)
    expect(zero?.weight).toBeCloseTo(0.25, 14)
    expect(other?.at).toBeCloseTo(2 / 3, 14)
  })

  it.each(shapes)(
    'has the moments of Beta(%d, %d), up to the degree that it is exact to',
    (a, b) => {
      for (const n of [1, 2, 6, 24]) {
        const rules: [readonly Node[], number][] = [
          [gaussJacobi(a, b, n), 2 * n - 1],
          [radauJacobi(a, b, n), 2 * n - 2],
        ]
        for (const [rule, degree] of rules) {
          for (let power = 0; power <= degree; power++)
            expect(Math.abs(mean(rule, (p) => p ** power) - moment(a, b, power))).toBeLessThan(
              2e-14,
            )
        }
      }
    },
  )

  it.each(shapes)('has points in [0, 1] and weights above 0 for Beta(%d, %d)', (a, b) => {
    for (const rule of [gaussJacobi(a, b, 128), radauJacobi(a, b, 128)]) {
      expect(rule).toHaveLength(128)
      for (const { at, weight } of rule) {
        expect(at >= 0 && at <= 1 && weight >= 0 && weight <= 1 + 1e-14).toBe(true)
      }
    }
  })

  it('bounds a completely monotone function from both sides', () => {
    const exact = 0.908626091982 // E[e^−p], p ~ Beta(0.3, 2.5) = ₁F₁(0.3; 2.8; −1)
    let width = Infinity
    for (const n of [1, 2, 3, 4]) {
      const below = mean(gaussJacobi(0.3, 2.5, n), (p) => Math.exp(-p))
      const above = mean(radauJacobi(0.3, 2.5, n + 1), (p) => Math.exp(-p))
      expect(below).toBeLessThan(exact + 1e-10)
      expect(above).toBeGreaterThan(exact - 1e-10)
      expect(above - below).toBeLessThan(width / 10)
      width = above - below
    }
  })
})
