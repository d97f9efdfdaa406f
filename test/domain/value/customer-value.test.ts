import { expect, it } from 'vitest'
import { discountedValue, periodRate } from '../../../functions/domain/value/customer-value.ts'

it('discounts each period by its end', () => {
  const terms = { purchasesBy: [1, 2], expectedSpend: 10, marginRate: 0.5, discountRate: 0.25 }
  expect(discountedValue(terms)).toBeCloseTo(0.5 * 10 * (1 / 1.25 + 1 / 1.25 ** 2), 12)
  expect(discountedValue(terms)).toBeCloseTo(7.2, 12)
})

it('is margin times spend times purchases without a discount, and nothing without periods', () => {
  const terms = { expectedSpend: 12, marginRate: 0.4, discountRate: 0 }
  expect(discountedValue({ ...terms, purchasesBy: [1, 2.5, 4] })).toBeCloseTo(0.4 * 12 * 4, 12)
  expect(discountedValue({ ...terms, purchasesBy: [] })).toBe(0)
})

it('has periods compound to the rate of a year', () => {
  expect(periodRate(0.1, 365 / 7)).toBeCloseTo(0.1, 12)
  expect((1 + periodRate(0.1, 4)) ** (365 / 28)).toBeCloseTo(1.1, 12)
  expect(periodRate(0, 4)).toBe(0)
})
