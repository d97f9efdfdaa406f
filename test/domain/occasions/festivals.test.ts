import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Holidays from 'date-holidays'
import { describe, expect, it } from 'vitest'
import { calendarDays } from '../../../functions/domain/occasions/calendar-days.ts'
import { festivalCalendars } from '../../../functions/domain/occasions/festival-lists.ts'
import { festivalDays } from '../../../functions/domain/occasions/festivals.ts'
import { listedFestivals } from './listed-festivals.ts'

const years = [2024, 2025, 2026, 2027, 2028, 2029, 2030]
const list = join(import.meta.dirname, '../../../../shared/data/festivals.csv')
const missing = existsSync(list) ? '' : ' (skipped: ../shared/data is not there)'

describe.skipIf(missing)(`the list of festivals${missing}`, () => {
  // The list leaves the Islamic New Year of 1452 out: published tables say 3 May 2030, Intl’s says 4 May.
  it('has the same dates, all of them, and not the one on which its sources differ', () => {
    const listed = listedFestivals(readFileSync(list, 'utf8'))
    expect(new Set(listed.map(({ date }) => Number(date.slice(0, 4))))).toEqual(new Set(years))
    const ids = new Set(listed.map(({ occasion }) => occasion))
    expect(ids.size).toBe(13)
    const ours = festivalCalendars
      .flatMap((calendar) => festivalDays(calendar, years).days)
      .filter(({ occasion }) => ids.has(occasion))
      .map(({ occasion, date }) => ({ occasion, date }))
    const inOrder = (days: typeof ours) => days.map((day) => Object.values(day).join(' ')).sort()
    expect(inOrder(ours)).toEqual(
      inOrder([...listed, { occasion: 'islamic-new-year', date: '2030-05-03' }]),
    )
  })
})

describe('festivals', () => {
  const dates = (calendar: (typeof festivalCalendars)[number], occasion: string, from = years) =>
    festivalDays(calendar, from)
      .days.filter((day) => day.occasion === occasion)
      .map(({ date }) => date)

  it('begins Ramadan twice in 2030, as two occurrences', () => {
    const { days } = calendarDays({ festivals: ['islamic'] }, [2030])
    const ramadans = days.filter(({ occasion }) => occasion === 'ramadan')
    expect(ramadans.map(({ date, occurrence }) => [date, occurrence])).toEqual([
      ['2030-01-05', '2030'],
      ['2030-12-26', '2030-2'],
    ])
  })

  it('has Eid al-Fitr twice in 2033', () => {
    const { days, problems } = festivalDays('islamic', [2032, 2033])
    const count = (id: string, year: string) =>
      days.filter(({ occasion, date }) => occasion === id && date.startsWith(year)).length
    expect([count('eid-al-fitr', '2032'), count('eid-al-fitr', '2033')]).toEqual([1, 2])
    expect(problems).toEqual([])
  })

  // Authority: announcements of Umm al-Qura as used by Saudi Arabia.
  it('reckons Eid by Umm al-Qura', () => {
    expect(dates('islamic', 'eid-al-fitr', [2024, 2025, 2026])).toEqual([
      '2024-04-10',
      '2025-03-30',
      '2026-03-20',
    ])
  })

  it('agrees with Intl on Umm al-Qura where Intl has its present rule, to the middle of 2029', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
      ...{ timeZone: 'UTC', month: 'numeric', day: 'numeric' },
    })
    const shown: Readonly<Record<string, string>> = {
      'islamic-new-year': '1/1',
      ramadan: '9/1',
      'eid-al-fitr': '10/1',
      'eid-al-adha': '12/10',
    }
    const until = Array.from({ length: 28 }, (_, index) => 2002 + index)
    const { days } = festivalDays('islamic', until)
    expect(days.length).toBeGreaterThan(4 * 28)
    for (const { occasion, date } of days)
      expect(format.format(Date.parse(date)).split(' ')[0], date).toMatch(
        new RegExp(`^${shown[occasion]}(/|$)`),
      )
  })

  it('agrees with the library’s Hebrew calendar for a hundred years', () => {
    const library = new Holidays()
    const rules: Readonly<Record<string, string>> = {
      passover: '15 Nisan',
      shavuot: '6 Sivan',
      'rosh-hashanah': '1 Tishrei',
      'yom-kippur': '10 Tishrei',
      sukkot: '15 Tishrei',
      hanukkah: '25 Kislev',
    }
    for (const [name, rule] of Object.entries(rules)) library.setHoliday(rule, name)
    const century = Array.from({ length: 100 }, (_, index) => 1975 + index)
    const theirs = century.flatMap((year) =>
      library.getHolidays(year).map(({ date, name }) => `${date.slice(0, 10)} ${name}`),
    )
    const ours = festivalDays('hebrew', century)
      .days.filter(({ occasion }) => occasion in rules)
      .map(({ date, occasion }) => `${date} ${occasion}`)
    expect(ours.sort()).toEqual(theirs.sort())
  })

  it('keeps Purim in Adar, and in Adar II of a leap year', () => {
    expect(dates('hebrew', 'purim', [2024, 2025, 2026, 2027])).toEqual([
      '2024-03-24',
      '2025-03-14',
      '2026-03-03',
      '2027-03-23',
    ])
  })

  it('has the Lunar New Year of Beijing where the new moon is near midnight', () => {
    expect(dates('chinese', 'lunar-new-year', [2027, 2030])).toEqual(['2027-02-06', '2030-02-03'])
  })

  it('marks each with its faith, and only days without one with none', () => {
    const { days } = calendarDays({ festivals: festivalCalendars }, [2026])
    const byFaith = Object.groupBy(days, ({ faith }) => faith ?? 'none')
    expect(byFaith.none?.map(({ occasion }) => occasion)).toEqual(['lunar-new-year', 'mid-autumn'])
    expect(Object.keys(byFaith).sort()).toEqual(
      ['christian', 'hindu', 'jewish', 'muslim', 'none', 'orthodox'].sort(),
    )
  })

  it.each([
    [
      'hindu',
      2031,
      'Diwali is not known for 2031: dates by the public holiday lists of India go from 2024 to 2030',
    ],
    [
      'hindu',
      2023,
      'Diwali is not known for 2023: dates by the public holiday lists of India go from 2024 to 2030',
    ],
    [
      'chinese',
      2031,
      'Lunar New Year is not known for 2031: dates by the Chinese calendar go from 2024 to 2030',
    ],
    [
      'islamic',
      2051,
      'Islamic New Year is not known for 2051: the Umm al-Qura calendar is reckoned from 2002 to 2050',
    ],
    [
      'islamic',
      2001,
      'Islamic New Year is not known for 2001: the Umm al-Qura calendar is reckoned from 2002 to 2050',
    ],
    [
      'christian',
      2200,
      'Good Friday is not known for 2200: the Gregorian calendar is reckoned from 1900 to 2199',
    ],
  ] as const)('guesses no day of the %s calendar in %i', (calendar, year, message) => {
    const { days, problems } = festivalDays(calendar, [year])
    expect(days).toEqual([])
    expect(problems[0]?.message).toBe(message)
    expect(problems.every((one) => one.reason === 'not-known' && one.calendar === calendar)).toBe(
      true,
    )
  })

  it('knows one year and not the next', () => {
    const { days, problems } = festivalDays('hindu', [2030, 2031])
    expect(days.map(({ date }) => date)).toEqual(['2030-10-26'])
    expect(problems).toMatchObject([{ occasion: 'diwali', years: [2031] }])
  })
})
