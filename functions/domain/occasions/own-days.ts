import type { CalendarProblem } from './calendar-day.ts'
import type { UnnumberedDay } from './numbered.ts'
import type { OwnCalendar } from './own-calendar.ts'

/** Days of a calendar of the shop's own; years that a list of dates leaves out are not known. */
export function ownDays(
  { id: calendar, name: calendarName, days }: OwnCalendar,
  years: readonly number[],
): { days: readonly UnnumberedDay[]; problems: readonly CalendarProblem[] } {
  const answers = days.map((day) => {
    const dates = day.every
      ? years.map((year) => `${year}-${day.every}`)
      : (day.dates ?? []).filter((date) => years.includes(Number(date.slice(0, 4))))
    const dark = years.filter((year) => !dates.some((date) => date.startsWith(`${year}-`)))
    return { day, dates, dark }
  })
  return {
    days: answers.flatMap(({ day, dates }) =>
      dates.flatMap((date) =>
        (day.countries ?? [null]).map((country) => ({
          ...{ calendar, occasion: day.id, date, kind: 'shop' as const, country, region: null },
          ...{ hemisphere: day.hemisphere ?? null, faith: day.faith ?? null, name: day.name },
        })),
      ),
    ),
    problems: answers
      .filter(({ dark }) => dark.length > 0)
      .map(({ day, dark }) => ({
        ...{ reason: 'not-known', calendar, occasion: day.id, years: dark },
        message: `${day.name} is not known for ${dark.join(', ')}: ${calendarName} has no date of it`,
      })),
  }
}
