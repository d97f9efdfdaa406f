import { expect, it } from 'vitest'
import { athenaPrice } from '../../functions/platform/aws/price.ts'

it.each([
  [0, 0.00005],
  [9_999_999, 0.00005],
  [10_000_001, 0.000055],
  [2_000_000_000_000, 10],
])('%d bytes cost $%d', (bytes, dollars) => {
  expect(athenaPrice(bytes)).toBeCloseTo(dollars, 12)
})
