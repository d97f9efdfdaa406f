import { expect, it } from 'vitest'
import { cholesky, solve } from '../../../functions/domain/math/cholesky.ts'

it('factors and solves', () => {
  const lower = cholesky([
    [4, 2],
    [2, 5],
  ])
  expect(lower).toEqual([
    [2, 0],
    [1, 2],
  ])
  expect(solve(lower ?? [], [8, 9])).toEqual([1.375, 1.25])
  expect(cholesky([])).toEqual([])
})

it('refuses what is not positive definite', () => {
  const flat = (x: number) => [
    [1, x],
    [x, 1],
  ]
  for (const x of [1, 2, Number.NaN]) expect(cholesky(flat(x))).toBeUndefined()
  expect(cholesky([[0]])).toBeUndefined()
})
