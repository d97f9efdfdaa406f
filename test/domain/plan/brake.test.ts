import { expect, it } from 'vitest'
import { brakeLimit } from '../../../functions/domain/plan/brake.ts'

const rule = { first: 500, times: 2, least: 50 }

it('is the first limit until seven nights have sent', () => {
  expect(brakeLimit([], rule)).toBe(500)
  expect(brakeLimit([9, 9, 9, 9, 9, 9], rule)).toBe(500)
})

it('is a multiple of the median afterwards, the lower one of two', () => {
  expect(brakeLimit([100, 140, 90, 120, 110, 130, 150], rule)).toBe(240)
  expect(brakeLimit([100, 140, 90, 120, 110, 130, 150, 160], rule)).toBe(240)
})

it('is never less than what is never held back', () => {
  expect(brakeLimit([3, 3, 3, 3, 3, 3, 3], rule)).toBe(50)
})

it('looks at the last 28 nights', () => {
  expect(brakeLimit([...Array(30).fill(1000), ...Array(28).fill(40)], rule)).toBe(80)
})
