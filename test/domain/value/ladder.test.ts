import { describe, expect, it } from 'vitest'
import { type Evidence, gateAfterFit, gateOf } from '../../../functions/domain/value/ladder.ts'

const plenty: Evidence = {
  customers: 2357,
  repeatCustomers: 946,
  repeatDays: 2457,
  repeatWeeks: 16_000,
  repeatersWeeks: 31_000,
  historyWeeks: 38.9,
}

describe('the gate of the ladder', () => {
  it('lets a model through on enough repeat customers and history', () => {
    expect(gateOf(plenty)).toEqual({
      rung: 'model',
      sentence:
        '946 customers came back, after 6.5 weeks in the mean, in a history of 38.9 weeks: enough for the model.',
      warnings: [],
    })
  })

  it('writes numbers in full', () => {
    const { sentence } = gateOf({
      ...plenty,
      repeatCustomers: 9231,
      repeatWeeks: 2457,
      historyWeeks: 1043.04,
    })
    expect(sentence).toBe(
      '9,231 customers came back, after 1 week in the mean, in a history of 1,043 weeks: enough for the model.',
    )
  })

  it.each([
    [
      'nobody',
      { customers: 0, repeatCustomers: 0, repeatDays: 0, repeatWeeks: 0, historyWeeks: 0 },
    ],
    ['one', { customers: 1, repeatCustomers: 1, repeatDays: 1, repeatWeeks: 1, historyWeeks: 1 }],
    ['ten', { customers: 10, repeatCustomers: 4, repeatDays: 6, repeatWeeks: 9, historyWeeks: 30 }],
    ['a single day', { repeatCustomers: 0, repeatDays: 0, repeatWeeks: 0, historyWeeks: 0 }],
  ])('falls to the own history with %s', (_, little) => {
    const gate = gateOf({ ...plenty, repeatersWeeks: 9, ...little })
    expect(gate.rung).toBe('history')
    expect(gate.sentence).toMatch(/^[A-Z0-9].*\.$/)
    expect(gate.sentence).not.toMatch(/NaN|undefined|Infinity/)
  })

  it.each([
    [
      'all one-time buyers',
      { repeatCustomers: 0, repeatDays: 0, repeatWeeks: 0, repeatersWeeks: 0 },
    ],
    ['39 repeat customers', { repeatCustomers: 39, repeatDays: 60, repeatWeeks: 300 }],
    ['a history shorter than three gaps', { repeatDays: 1000, repeatWeeks: 14_000 }],
  ])('falls to cohorts with %s', (_, little) => {
    const gate = gateOf({ ...plenty, ...little })
    expect(gate.rung).toBe('cohort')
    expect(gate.sentence).toMatch(/so each is given the mean of their cohort\.$/)
  })

  it('warns where customers buy nearly every day', () => {
    const daily = { ...plenty, repeatDays: 200_000 }
    expect(gateOf(daily).warnings).toHaveLength(1)
    expect(gateOf({ ...daily, repeatCustomers: 39 })).toMatchObject({
      rung: 'cohort',
      warnings: [],
    })
    expect(gateAfterFit(gateOf(daily), { isConverged: false, noDropout: false }).warnings).toEqual(
      [],
    )
    expect(gateOf(plenty).warnings).toEqual([])
  })
})

describe('the gate after the fit', () => {
  it('drops a fit that did not converge, and says where nobody leaves', () => {
    const gate = gateOf(plenty)
    expect(gateAfterFit(gate, { isConverged: true, noDropout: false })).toEqual(gate)
    expect(gateAfterFit(gate, { isConverged: false, noDropout: false }).rung).toBe('cohort')
    expect(gateAfterFit(gate, { isConverged: true, noDropout: true })).toMatchObject({
      rung: 'model',
      warnings: [expect.stringContaining('No customer is seen to have left')],
    })
    const lower = gateOf({ ...plenty, repeatCustomers: 1 })
    expect(gateAfterFit(lower, { isConverged: true, noDropout: false })).toEqual(lower)
  })
})
