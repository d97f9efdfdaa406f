import { nextDay } from '../time.ts'

/**
 * Days of a year by their day and month in the Hebrew calendar, e.g. `15 Nisan`, as `Intl` reckons it. Neither the
 * machine's zone nor its locale matters.
 */
export function hebrewDays(year: number): ReadonlyMap<string, readonly string[]> {
  const format = new Intl.DateTimeFormat('en-u-ca-hebrew-nu-latn', {
    timeZone: 'UTC',
    month: 'long',
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
