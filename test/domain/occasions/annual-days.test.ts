import { describe, expect, it } from 'vitest'
import {
  annualDays,
  type LeapDayPolicy,
  leapDayPolicies,
} from '../../../functions/domain/occasions/annual-days.ts'

const keptIn = (policy: LeapDayPolicy, year: number) =>
  annualDays(`${year}-01-01`, `${year}-12-31`, [policy], [0])
    .filter(({ month, day }) => month === 2 && day === 29)
    .map(({ occasion_on }) => occasion_on)

describe('29 February', () => {
  it.each([
    ['feb-28', 2027, ['2027-02-28']],
    ['feb-28', 2028, ['2028-02-29']],
    ['mar-1', 2027, ['2027-03-01']],
    ['mar-1', 2028, ['2028-02-29']],
    ['leap-years-only', 2027, []],
    ['leap-years-only', 2028, ['2028-02-29']],
    ['feb-28', 2100, ['2100-02-28']],
    ['mar-1', 2000, ['2000-02-29']],
  ] as const)('under %s is kept in %i on %j', (policy, year, dates) => {
    expect(keptIn(policy, year)).toEqual(dates)
  })
})

it('has every other day once a year under every policy', () => {
  for (const policy of leapDayPolicies) {
    const days = annualDays('2027-01-01', '2027-12-31', [policy], [0])
    const others = days.filter(({ month, day }) => month !== 2 || day !== 29)
    expect(others).toHaveLength(365)
    expect(new Set(others.map(({ month, day }) => `${month}-${day}`)).size).toBe(365)
  }
})

it('counts the year of the occasion, not of the day on which it is written about', () => {
  expect(annualDays('2026-12-28', '2026-12-28', ['feb-28'], [7, 0])).toEqual([
    {
      month: 1,
      day: 4,
      policy: 'feb-28',
      lead_days: 7,
      local_date: '2026-12-28',
      occasion_on: '2027-01-04',
      occasion_year: 2027,
    },
    {
      month: 12,
      day: 28,
      policy: 'feb-28',
      lead_days: 0,
      local_date: '2026-12-28',
      occasion_on: '2026-12-28',
      occasion_year: 2026,
    },
  ])
})

it('takes the lead before the leap day is looked at', () => {
  const days = annualDays('2027-02-21', '2027-02-22', ['feb-28', 'mar-1'], [7])
  expect(days.filter(({ day }) => day === 29).map((one) => [one.policy, one.local_date])).toEqual([
    ['feb-28', '2027-02-21'],
    ['mar-1', '2027-02-22'],
  ])
})
