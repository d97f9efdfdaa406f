import { expect, it } from 'vitest'
import { eigenpairs } from '../../../functions/domain/math/tridiagonal.ts'

it('knows a matrix of two rows', () => {
  const [low, high] = eigenpairs([2, 2], [1])
  expect(low?.value).toBeCloseTo(1, 14)
  expect(high?.value).toBeCloseTo(3, 14)
  expect((low?.first ?? 0) ** 2).toBeCloseTo(0.5, 14)
})

it('knows the eigenvalues 2 − 2·cos(iπ / (n + 1)) of the second difference, at any size', () => {
  for (const n of [1, 2, 3, 10, 128]) {
    const pairs = eigenpairs(Array(n).fill(2), Array(n - 1).fill(-1))
    for (const [i, { value, first }] of pairs.entries()) {
      const angle = ((i + 1) * Math.PI) / (n + 1)
      expect(Math.abs(value - (2 - 2 * Math.cos(angle)))).toBeLessThan(1e-13)
      expect(Math.abs(Math.abs(first) - Math.sqrt(2 / (n + 1)) * Math.sin(angle))).toBeLessThan(
        1e-13,
      )
    }
  }
})

it('takes a matrix that is diagonal or empty', () => {
  expect(eigenpairs([3, 1, 2], [0, 0])).toEqual([
    { value: 1, first: 0 },
    { value: 2, first: 0 },
    { value: 3, first: 1 },
  ])
  expect(eigenpairs([], [])).toEqual([])
})
