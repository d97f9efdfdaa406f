/** Dates in calendars that `Intl` reckons. Neither the machine's zone nor its locale matters. */
import { nextDay } from '../time.ts'

/** `islamic-umalqura`: months are numbers; `hebrew`: names, as `Intl` writes them in English. */
export type ReckonedCalendar = 'islamic-umalqura' | 'hebrew'

/** Days of a year by their month and day in another calendar, e.g. `15 Nisan` or `1 10`. */
export function reckonedDays(
  calendar: ReckonedCalendar,
  year: number,
): ReadonlyMap<string, readonly string[]> {
  const format = new Intl.DateTimeFormat(`en-u-ca-${calendar}-nu-latn`, {
    timeZone: 'UTC',
    month: calendar === 'hebrew' ? 'long' : 'numeric',
    day: 'numeric',
  })
  const days = new Map<string, string[]>()
  for (let date = `${year}-01-01`; Number(date.slice(0, 4)) === year; date = nextDay(date)) {
    const parts = format.formatToParts(Date.parse(date))
    const part = (type: string) => parts.find((one) => one.type === type)?.value
    const key = `${part('day')} ${part('month')}`
    days.set(key, [...(days.get(key) ?? []), date])
  }
  return days
}
