/** Religious and cultural days that are the same the world over, each by its own calendar. */
import { nextDay } from '../time.ts'
import type { CalendarProblem } from './calendar-day.ts'
import { type FestivalCalendar, festivalLists, type Reckoning } from './festival-lists.ts'
import { hebrewDays } from './hebrew.ts'
import type { UnnumberedDay } from './numbered.ts'
import { ummAlQuraDays } from './umm-al-qura.ts'

/** Festivals of one calendar for some years: their days, and the years in which nobody knows them. */
export function festivalDays(
  calendar: FestivalCalendar,
  years: readonly number[],
): { days: readonly UnnumberedDay[]; problems: readonly CalendarProblem[] } {
  const { faith, name: calendarName, from, to, festivals } = festivalLists[calendar]
  const known = years.filter((year) => year >= from && year <= to)
  const hebrew = onceAYear(hebrewDays)
  const answers = festivals.map((festival) => {
    const dates = known.flatMap((year) => datesIn(festival.reckoning, year, hebrew))
    const dark = years.filter(
      (year) => !known.includes(year) || isDark(festival.reckoning, year, dates),
    )
    return { festival, dates, dark }
  })
  return {
    days: answers.flatMap(({ festival: { id, name }, dates }) =>
      dates.map((date) => ({
        ...{ calendar, occasion: id, date, kind: 'festival' as const },
        ...{ country: null, region: null, hemisphere: null, faith, name },
      })),
    ),
    problems: answers
      .filter(({ dark }) => dark.length > 0)
      .map(({ festival, dark }) => ({
        ...{ reason: 'not-known', calendar, occasion: festival.id, years: dark },
        message: `${festival.name} is not known for ${dark.join(', ')}: ${bounds(festival.reckoning, calendarName, from, to)}`,
      })),
  }
}

/** What is reckoned is known in every year of its calendar, however often it falls in one; what is dated may end. */
const isDark = (reckoning: Reckoning, year: number, dates: readonly string[]) =>
  'dated' in reckoning && !dates.some((date) => date.startsWith(`${year}-`))

function bounds(reckoning: Reckoning, calendarName: string, from: number, to: number): string {
  if (!('dated' in reckoning)) return `${calendarName} is reckoned from ${from} to ${to}`
  const { authority, dates } = reckoning.dated
  return `dates by ${authority} go from ${dates[0]?.slice(0, 4)} to ${dates.at(-1)?.slice(0, 4)}`
}

function onceAYear<Days>(days: (year: number) => Days): (year: number) => Days {
  const made = new Map<number, Days>()
  return (year) => {
    const found = made.get(year) ?? days(year)
    made.set(year, found)
    return found
  }
}

function datesIn(reckoning: Reckoning, year: number, hebrew: typeof hebrewDays): readonly string[] {
  if ('easter' in reckoning) return [nextDay(reckoning.easter(year), reckoning.days)]
  if ('every' in reckoning) return [`${year}-${reckoning.every}`]
  if ('dated' in reckoning)
    return reckoning.dated.dates.filter((date) => date.startsWith(`${year}-`))
  if ('islamic' in reckoning) return ummAlQuraDays(reckoning.islamic, year)
  const days = hebrew(year)
  return reckoning.hebrew.flatMap((day) => days.get(day) ?? [])
}
