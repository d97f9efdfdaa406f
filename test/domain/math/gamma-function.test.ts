import { expect, it } from 'vitest'
import { digamma, lnGamma } from '../../../functions/domain/math/gamma-function.ts'

// mpmath 1.3, 25 digits
it.each([
  [1e-6, 13.81550998074943, -1000000.57721402],
  [0.1, 2.252712651734206, -10.42375494041108],
  [0.5, 0.5723649429247001, -1.963510026021423],
  [3.7, 1.428072326665388, 1.167153539361511],
  [9.99, 12.77931521435019, 2.250700372831201],
  [100, 359.1342053695754, 4.600161852738087],
  [123456.789, 1323902.018795063, 11.72364243718038],
])('knows ln Γ and ψ of %d', (x, ln, psi) => {
  expect(Math.abs(lnGamma(x) - ln)).toBeLessThan(5e-15 * Math.max(1, Math.abs(ln)))
  expect(Math.abs(digamma(x) - psi)).toBeLessThan(5e-15 * Math.max(1, Math.abs(psi)))
})

it('gives the values that its examples state', () => {
  expect(lnGamma(0.5)).toBeCloseTo(0.5723649429247001, 14)
  expect(digamma(1)).toBeCloseTo(-0.5772156649015329, 14)
})

it('has ψ as the slope of ln Γ', () => {
  for (let x = 0.05; x < 50; x *= 1.3) {
    const slope = (lnGamma(x * (1 + 1e-5)) - lnGamma(x * (1 - 1e-5))) / (2e-5 * x)
    expect(Math.abs(slope - digamma(x))).toBeLessThan(1e-7 * (1 + Math.abs(slope)))
  }
})
