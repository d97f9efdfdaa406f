import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discountedValue, periodRate } from '../../../functions/domain/value/customer-value.ts'
import { valuePeriods } from '../../../functions/domain/value/periods.ts'

describe('the periods of value', () => {
  it('give what their example states', () => {
    const terms = { horizonDays: 182, marginRate: 1, discountRate: 0 }
    expect(valuePeriods(terms).map(({ factor }) => factor)).toEqual([0, 1])
  })

  it('are quarters of a year, and one of a short horizon', () => {
    const weeks = (horizonDays: number) =>
      valuePeriods({ horizonDays, marginRate: 1, discountRate: 0.1 }).map((one) => one.weeks)
    for (const [i, end] of weeks(365).entries()) expect(end).toBeCloseTo(((i + 1) * 365) / 28, 12)
    expect(weeks(365)).toHaveLength(4)
    expect(weeks(1)).toEqual([1 / 7])
    expect(weeks(30)).toEqual([30 / 7])
    expect(weeks(730)).toHaveLength(8)
  })

  it('are the discounted value as a sum of products', () => {
    const terms = fc.record({
      horizonDays: fc.integer({ min: 1, max: 3650 }),
      marginRate: fc.double({ min: 0.01, max: 1, noNaN: true }),
      discountRate: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    const bought = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 40 })
    fc.assert(
      fc.property(terms, bought, (chosen, each) => {
        const periods = valuePeriods(chosen)
        let so = 0
        const purchasesBy = periods.map((_, i) => (so += each[i] ?? 0))
        const sum = periods.reduce((all, { factor }, i) => all + factor * purchasesBy[i]!, 0)
        const rate = periodRate(chosen.discountRate, periods[0]?.weeks ?? 0)
        const { marginRate } = chosen
        const whole = discountedValue({
          ...{ purchasesBy, expectedSpend: 1, marginRate, discountRate: rate },
        })
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-12 * Math.max(1, whole))
        expect(periods.at(-1)?.weeks).toBeCloseTo(chosen.horizonDays / 7, 10)
        expect(periods.map(({ period }) => period)).toEqual(periods.map((_, i) => i + 1))
      }),
    )
  })
})
