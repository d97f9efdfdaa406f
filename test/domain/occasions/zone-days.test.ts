import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zoneDays } from '../../../functions/domain/occasions/zone-days.ts'
import { knownZones } from '../../../functions/domain/occasions/zone-names.ts'
import { daysBetween, instantOf, nextDay } from '../../../functions/domain/time.ts'

const far = [
  'Pacific/Kiritimati',
  'Pacific/Honolulu',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
]
const names = knownZones().map(({ zone }) => zone)
const night = (asOf: string, companyZone: string, opens = '06:00') =>
  [instantOf(asOf, opens, companyZone), instantOf(nextDay(asOf), opens, companyZone)] as const

describe('the send times of a night', () => {
  it('moves a skipped hour forward', () => {
    const [opens, closes] = night('2026-03-28', 'Europe/Paris', '12:00')
    expect(zoneDays(['Europe/Paris'], ['02:30'], opens, closes)).toEqual([
      {
        zone: 'Europe/Paris',
        send_time: '02:30',
        local_date: '2026-03-29',
        send_at: '2026-03-29T01:30:00.000Z',
      },
    ])
  })

  it('takes a repeated hour once, the first time', () => {
    const [opens, closes] = night('2026-10-24', 'Europe/Paris', '12:00')
    expect(zoneDays(['Europe/Paris'], ['02:30'], opens, closes)).toEqual([
      {
        zone: 'Europe/Paris',
        send_time: '02:30',
        local_date: '2026-10-25',
        send_at: '2026-10-25T00:30:00.000Z',
      },
    ])
  })

  it('takes the half hour of Lord Howe', () => {
    const [opens, closes] = night('2026-10-03', 'UTC')
    expect(zoneDays(['Australia/Lord_Howe'], ['02:15'], opens, closes)[0]?.send_at).toBe(
      '2026-10-03T15:45:00.000Z',
    )
  })

  it('has the day that Samoa skipped, at the instant of the day after', () => {
    const days = zoneDays(
      ['Pacific/Apia'],
      ['09:00'],
      '2011-12-28T00:00:00Z',
      '2012-01-01T12:00:00Z',
    )
    expect(days.map(({ local_date, send_at }) => [local_date, send_at])).toEqual([
      ['2011-12-28', '2011-12-28T19:00:00.000Z'],
      ['2011-12-29', '2011-12-29T19:00:00.000Z'],
      ['2011-12-30', '2011-12-30T19:00:00.000Z'],
      ['2011-12-31', '2011-12-30T19:00:00.000Z'],
      ['2012-01-01', '2011-12-31T19:00:00.000Z'],
    ])
  })

  it('refuses what is no time of day and no zone', () => {
    expect(() => zoneDays(['UTC'], ['24:00'], '2026-01-01', '2026-01-02')).toThrow(RangeError)
    expect(() => zoneDays(['Mars/Base'], ['09:00'], '2026-01-01', '2026-01-02')).toThrow(RangeError)
  })

  it('are those of the slow way, in every zone', () => {
    const anyDay = fc.integer({ min: 0, max: 365 * 12 }).map((days) => nextDay('2022-01-01', days))
    const anyTime = fc
      .integer({ min: 0, max: 24 * 60 - 1 })
      .map((minutes) => new Date(minutes * 60_000).toISOString().slice(11, 16))
    fc.assert(
      fc.property(fc.constantFrom(...names), anyDay, anyTime, (zone, date, time) => {
        const at = instantOf(date, time, zone)
        const found = zoneDays([zone], [time], at, new Date(Date.parse(at) + 1).toISOString())
        expect(found).toContainEqual({ zone, send_time: time, local_date: date, send_at: at })
      }),
      { numRuns: 500 },
    )
  })
})

describe('nights one after the other', () => {
  const times = ['00:00', '00:30', '02:00', '02:30', '03:00', '06:00', '09:00', '23:45']
  const companies = [
    'Europe/London',
    'America/New_York',
    'Australia/Lord_Howe',
    'Africa/Casablanca',
  ]

  it.each(companies)('of a company in %s decide every send time once', (companyZone) => {
    const anySpan = fc.tuple(
      fc.integer({ min: 0, max: 365 * 4 }),
      fc.constantFrom('00:00', '02:30', '06:00', '23:30'),
      fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 3 }),
    )
    fc.assert(
      fc.property(anySpan, ([start, opens, more]) => {
        const first = nextDay('2024-01-01', start)
        const zones = [...new Set([...far, ...more])]
        const seen = new Map<string, number>()
        const nights = 800
        for (let i = 0; i < nights; i += 1) {
          const [opensAt, closesAt] = night(nextDay(first, i), companyZone, opens)
          for (const { zone, send_time, local_date } of zoneDays(zones, times, opensAt, closesAt)) {
            const key = `${zone} ${send_time} ${local_date}`
            seen.set(key, (seen.get(key) ?? 0) + 1)
          }
        }
        expect(Math.max(...seen.values())).toBe(1)
        const last = nextDay(first, nights)
        for (const zone of zones) {
          for (const time of times) {
            // The dates at both ends may belong to the night before the first and the one after the last.
            for (let date = nextDay(first, 2); date < nextDay(last, -2); date = nextDay(date)) {
              if (!seen.has(`${zone} ${time} ${date}`)) throw new Error(`${zone} ${time} ${date}`)
            }
          }
        }
        expect(daysBetween(first, last)).toBe(nights)
      }),
      { numRuns: 3 },
    )
  })
})
