/** Public holidays of a country or region, from the rules of `date-holidays`. */
import Holidays, { type HolidaysTypes } from 'date-holidays'
import { daysBetween } from '../time.ts'
import { brief } from '../words/shown.ts'
import type { CalendarProblem } from './calendar-day.ts'
import { holidayFaith } from './holiday-faith.ts'
import { holidayId } from './holiday-id.ts'
import type { UnnumberedDay } from './numbered.ts'
import type { Place } from './places.ts'

export type HolidayKind = HolidaysTypes.HolidayType

/** Which holidays are wanted, and in what language their names. */
export interface HolidayChoice {
  readonly kinds: readonly HolidayKind[]
  readonly language: string
}

/** Years for which the library has Islamic and Hebrew months. */
const holidayYears = { from: 1970, to: 2076 } as const

/**
 * Holidays of one place, which `placeOf` has checked. A region has all of its days, those of the whole country too, as a
 * region may leave some out. Of consecutive days under one name there is the first. The day off that stands in for one
 * on a weekend is an occasion of its own, `…-observed`: the holiday keeps its date.
 */
export function holidayDays(
  { country, region }: Required<Place>,
  years: readonly number[],
  { kinds, language }: HolidayChoice,
): { days: readonly UnnumberedDay[]; problems: readonly CalendarProblem[] } {
  const code = [country, region].filter(Boolean).join('.')
  const holidays = new Holidays(code, { languages: languagesFor(code, language) })
  const names = new Map(rulesOf(holidays, kinds).map(({ rule, name }) => [rule, englishName(name)]))
  const known = years.filter((year) => year >= holidayYears.from && year <= holidayYears.to)
  // What began in the last days of a year goes on into the next.
  const read = new Set(known.flatMap((year) => [year - 1, year]))
  const days = [...read]
    .flatMap((year) => holidays.getHolidays(year))
    .filter(({ type, rule }) => kinds.includes(type) && !mistakes.has(`${country} ${rule}`))
    .map((holiday, _, all) => {
      const { rule } = holiday
      const english = names.get(rule) || rule
      const id = holidayId(rule, english)
      return {
        calendar: 'holidays',
        occasion: isSubstitute(holiday, all) ? `${id}-observed` : id,
        date: dateOf(holiday),
        kind: holiday.type,
        ...{ country, region: region ?? null, hemisphere: null },
        faith: holidayFaith(rule, english),
        name: brief(holiday.name),
      }
    })
  return {
    days: firstDays(days).filter(({ date }) => known.includes(Number(date.slice(0, 4)))),
    problems: [...outsideYears(years), ...endedLists(names, known, [country, region])],
  }
}

/** As the place writes the language: Labor Day in the United States. */
const languagesFor = (code: string, language: string) => [
  ...new Holidays(code).getLanguages().filter((one) => one.startsWith(`${language}-`)),
  language,
]

/** Its types take a rule for the class of the same name. */
const rulesOf = (holidays: Holidays, kinds: readonly HolidayKind[]) =>
  (holidays.getRules() as unknown as readonly HolidaysTypes.HolidayRule[]).filter(
    ({ type }) => type === undefined || kinds.includes(type),
  )

/** Rules that name the wrong day: Croatia’s Yom Kippur on the first of Tishri, beside the right one. */
const mistakes: ReadonlySet<string> = new Set(['HR 1 Tishrei'])

const dateOf = ({ date }: HolidaysTypes.Holiday) => date.slice(0, 10)

/** In English, or in whatever language there is. */
const englishName = (name: HolidaysTypes.HolidayRule['name']): string =>
  typeof name === 'string' ? name : (name.en ?? Object.values(name)[0] ?? '')

/**
 * The library marks most substitutes. Of the others a rule `01-01 and if sunday then next monday` gives both days: the
 * one that is not its date, or else the later one, stands in.
 */
function isSubstitute(
  holiday: HolidaysTypes.Holiday,
  all: readonly HolidaysTypes.Holiday[],
): boolean {
  const { rule, substitute } = holiday
  if (substitute || rule.startsWith('substitutes')) return true
  if (!/ and if /i.test(rule)) return false
  const fixed = /^\d\d-\d\d(?= )/.exec(rule)?.[0]
  if (fixed) return dateOf(holiday).slice(5) !== fixed
  return all.some((one) => {
    const after = one.rule === rule ? daysBetween(dateOf(one), dateOf(holiday)) : 0
    return after > 0 && after < 7
  })
}

/** Without the days that directly follow one of the same occasion. */
function firstDays(days: readonly UnnumberedDay[]): readonly UnnumberedDay[] {
  const last = new Map<string, string>()
  return days
    .toSorted((one, other) => Date.parse(one.date) - Date.parse(other.date))
    .filter(({ occasion, date }) => {
      const before = last.get(occasion)
      last.set(occasion, date)
      return before === undefined || daysBetween(before, date) > 1
    })
}

function outsideYears(years: readonly number[]): readonly CalendarProblem[] {
  const { from, to } = holidayYears
  const dark = years.filter((year) => year < from || year > to)
  if (dark.length === 0) return []
  const message = `public holidays are not known for ${dark.join(', ')}: rules go from ${from} to ${to}`
  return [{ reason: 'not-known', message, calendar: 'holidays', occasion: null, years: dark }]
}

/** Holidays that are listed by date, as Deepavali in Singapore, and whose list does not reach a year. */
function endedLists(
  names: ReadonlyMap<string, string>,
  years: readonly number[],
  place: readonly (string | undefined)[],
): readonly CalendarProblem[] {
  const lists = new Map<string, { name: string; years: Set<number>; isDated: boolean }>()
  for (const [rule, name] of names) {
    const id = holidayId(rule, name)
    const list = lists.get(id) ?? { name, years: new Set(), isDated: true }
    const dated = /^(\d{4})-\d\d-\d\d/.exec(rule)?.[1]
    if (dated) list.years.add(Number(dated))
    else if (!rule.startsWith('substitutes')) list.isDated = false
    lists.set(id, list)
  }
  return [...lists].flatMap(([id, list]) => {
    const dark = years.filter((year) => !list.years.has(year))
    if (!list.isDated || list.years.size < leastList || dark.length === 0) return []
    const where = place.filter(Boolean).join('-')
    const message = `${brief(list.name)} in ${where} is not known for ${dark.join(', ')}: it is listed by date from ${Math.min(...list.years)} to ${Math.max(...list.years)}`
    return [
      { reason: 'not-known', message, calendar: 'holidays', occasion: id, years: dark } as const,
    ]
  })
}

/** Fewer dates are days that were held once or twice. */
const leastList = 3
