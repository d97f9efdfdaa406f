import { afterAll, describe, expect, it } from 'vitest'
import { calendarDayColumns } from '../../../functions/domain/occasions/calendar-day.ts'
import {
  calendarDays,
  type WantedCalendars,
} from '../../../functions/domain/occasions/calendar-days.ts'
import { festivalCalendars } from '../../../functions/domain/occasions/festival-lists.ts'

const wanted: WantedCalendars = {
  places: [
    { country: 'us' },
    { country: 'DE', region: 'by' },
    { country: 'IL' },
    { country: 'AE' },
    { country: 'CN' },
    { country: 'GR' },
    { country: 'ME' },
    { country: 'NZ' },
    { country: 'XX' },
  ],
  festivals: festivalCalendars,
  seasons: ['northern', 'southern'],
  own: [
    {
      id: 'shop',
      name: 'Our days',
      days: [
        { id: 'sale', name: 'Sale', dates: ['2027-07-03', '2027-01-09'], countries: ['FR', 'BE'] },
        { id: 'founded', name: 'Our birthday', every: '05-12' },
      ],
    },
  ],
}
const years = [2026, 2027]

describe('the zone of the machine', () => {
  const before = process.env.TZ
  afterAll(() => {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  })

  it('changes nothing', () => {
    const offsets = new Set<number>()
    const seen = ['UTC', 'Pacific/Kiritimati', 'America/Los_Angeles', 'Asia/Kathmandu'].map(
      (zone) => {
        process.env.TZ = zone
        offsets.add(new Date().getTimezoneOffset())
        return JSON.stringify(calendarDays(wanted, years))
      },
    )
    expect(offsets.size, 'zones that the process took on').toBe(4)
    expect(new Set(seen).size).toBe(1)
  })
})

describe('days of all calendars', () => {
  const { days, problems } = calendarDays(wanted, years)

  it('are rows of the columns that are declared', () => {
    const names = calendarDayColumns.map(({ name }) => name)
    for (const day of days) expect(Object.keys(day)).toEqual(names)
  })

  it('are plain dates of the years asked for', () => {
    for (const { date } of days) expect(date).toMatch(/^202[67]-(0[1-9]|1[0-2])-\d\d$/)
  })

  it('come once a place and occurrence', () => {
    const key = ({
      calendar,
      occasion,
      occurrence,
      country,
      region,
      hemisphere,
    }: (typeof days)[0]) => [calendar, occasion, occurrence, country, region, hemisphere].join()
    expect(new Set(days.map(key)).size).toBe(days.length)
  })

  it('come in the same order, whatever the order of what is asked', () => {
    const turned: WantedCalendars = {
      places: [...(wanted.places ?? []), ...(wanted.places ?? [])].reverse(),
      festivals: festivalCalendars.toReversed(),
      seasons: ['southern', 'northern', 'southern'],
      own: wanted.own ?? [],
    }
    expect(calendarDays(turned, [2027, 2026, 2027]).days).toEqual(days)
    expect(days.map(({ date }) => date)).toEqual(days.map(({ date }) => date).sort())
  })

  it('leave out only what is not known', () => {
    expect(problems.map(({ message }) => message)).toEqual([
      'Election Day in IL is not known for 2026, 2027: it is listed by date from 2015 to 2021',
      'no public holidays are known of “XX”: expected a country’s code of two letters, such as FR',
      'Sale is not known for 2026: Our days has no date of it',
    ])
  })

  it('number the second of a year, in each country for itself', () => {
    const sales = days.filter(({ occasion }) => occasion === 'sale')
    expect(sales.map(({ date, country, occurrence }) => [date, country, occurrence])).toEqual([
      ['2027-01-09', 'BE', '2027'],
      ['2027-01-09', 'FR', '2027'],
      ['2027-07-03', 'BE', '2027-2'],
      ['2027-07-03', 'FR', '2027-2'],
    ])
  })

  it('are none where nothing is asked for', () => {
    expect(calendarDays({}, years)).toEqual({ days: [], problems: [] })
    expect(calendarDays(wanted, []).days).toEqual([])
  })
})
