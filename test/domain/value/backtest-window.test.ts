import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysBetween } from '../../../functions/domain/time.ts'
import { backtestWindow } from '../../../functions/domain/value/backtest-window.ts'

describe('the window of a back-test', () => {
  it('gives what its example states', () => {
    expect(backtestWindow({ churnHorizonDays: 90 }, '2026-01-01', '2026-04-01')).toEqual({
      ...{ calibrationOn: '2026-02-15', soonOn: '2026-04-01', days: 45, churnDays: 45 },
    })
  })

  it('hides half a year and a day of a long history, and asks for the churn horizon in it', () => {
    expect(backtestWindow({ churnHorizonDays: 90 }, '2020-01-01', '2026-01-01')).toEqual({
      ...{ calibrationOn: '2025-07-01', soonOn: '2025-09-29', days: 184, churnDays: 90 },
    })
  })

  it('hides what config says, as long as a day is left to learn from', () => {
    const of = (backtestDays: number) =>
      backtestWindow({ backtestDays, churnHorizonDays: 90 }, '2026-01-01', '2026-04-11')
    expect(of(99)).toMatchObject({ calibrationOn: '2026-01-02', days: 99, churnDays: 90 })
    expect(of(100)).toBeUndefined()
    expect(of(400)).toBeUndefined()
  })

  it('is not there for a history of a day or two nights', () => {
    const of = (firstOn: string) => backtestWindow({ churnHorizonDays: 90 }, firstOn, '2026-03-10')
    expect(of('2026-03-10')).toBeUndefined()
    expect(of('2026-03-09')).toBeUndefined()
    expect(of('2026-03-08')).toMatchObject({ calibrationOn: '2026-03-09', days: 1, churnDays: 1 })
  })

  it('lies within the history, and the days of churn within it', () => {
    const terms = fc.record({
      backtestDays: fc.option(fc.integer({ min: 1, max: 900 }), { nil: undefined }),
      churnHorizonDays: fc.integer({ min: 1, max: 900 }),
    })
    fc.assert(
      fc.property(terms, fc.integer({ min: 0, max: 2000 }), (chosen, history) => {
        const first = '2020-02-28'
        const asOf = new Date(Date.parse(first) + history * 86_400_000).toISOString().slice(0, 10)
        const window = backtestWindow(chosen, first, asOf)
        if (!window) return
        expect(daysBetween(window.calibrationOn, asOf)).toBe(window.days)
        expect(daysBetween(first, window.calibrationOn)).toBeGreaterThan(0)
        expect(daysBetween(window.calibrationOn, window.soonOn)).toBe(window.churnDays)
        expect(window.churnDays).toBeLessThanOrEqual(window.days)
        expect(window.days).toBe(chosen.backtestDays ?? Math.min(184, Math.floor(history / 2)))
      }),
    )
  })
})
