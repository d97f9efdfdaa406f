import type { CalendarDay } from './calendar-day.ts'

/** A day before it is known which of its year it is. */
export type UnnumberedDay = Omit<CalendarDay, 'occurrence'>

/**
 * Days in order, each with its occurrence: the year, and `-2` for a second one in the same year and place, as Ramadan
 * begins twice in 2030. So a date that is corrected within a year stays the same occurrence.
 */
export function numbered(days: readonly UnnumberedDay[]): readonly CalendarDay[] {
  const seen = new Map<string, number>()
  return days.toSorted(inOrder).map((day) => {
    const year = day.date.slice(0, 4)
    const key = [day.calendar, day.occasion, day.country, day.region, day.hemisphere, year].join()
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    const { calendar, occasion, ...rest } = day
    return { calendar, occasion, occurrence: count === 1 ? year : `${year}-${count}`, ...rest }
  })
}

const order = ['date', 'calendar', 'occasion', 'country', 'region', 'hemisphere'] as const

/** By code units, which no locale changes; null first. */
function inOrder(one: UnnumberedDay, other: UnnumberedDay): number {
  for (const key of order) {
    const [a, b] = [one[key] ?? '', other[key] ?? '']
    if (a !== b) return a < b ? -1 : 1
  }
  return 0
}
