import { expect, it } from 'vitest'
import { sigmoid } from '../../../functions/domain/math/logistic.ts'

// mpmath 1.3, 25 digits
it.each([
  [-800, 0],
  [-40, 4.24835425529159e-18],
  [-1, 0.2689414213699951],
  [0, 0.5],
  [1, 0.7310585786300049],
  [800, 1],
])('knows the sigmoid of %d', (x, value) => {
  expect(Math.abs(sigmoid(x) - value)).toBeLessThanOrEqual(1e-15 * value)
})
