/** How dates are written: Tuesday 10 March 2026, 10 March, March 2026. */

/** With its weekday. */
export const longDate = (date: string): string => `${weekday(date)} ${fullDate(date)}`

/** Tuesday */
export const weekday = (date: string): string =>
  weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? ''

/** 10 March 2026 */
export const fullDate = (date: string): string => `${dayMonth(date)} ${yearOf(date)}`

/** 10 March, with the year only when it is not that of the night. */
export const shortDate = (date: string, asOf: string): string =>
  yearOf(date) === yearOf(asOf) ? dayMonth(date) : fullDate(date)

/** March */
export const monthName = (date: string): string => months[monthOf(date) - 1] ?? ''

/** March 2026 */
export const monthYear = (date: string): string => `${monthName(date)} ${yearOf(date)}`

/** 10 March 2026, 08:14 UTC: an instant, ISO text in UTC. */
export const instantInWords = (at: string): string =>
  `${fullDate(at.slice(0, 10))}, ${at.slice(11, 16)} UTC`

/** The period of a cohort: 2026 Q1, or Mar 2026; without the century where there is no room. */
export function periodName(date: string, unit: string, short: boolean): string {
  const year = short ? yearOf(date).slice(2) : yearOf(date)
  if (unit === 'quarter') return `${year} Q${Math.ceil(monthOf(date) / 3)}`
  return `${monthName(date).slice(0, 3)} ${year}`
}

/** 2026 */
export const yearOf = (date: string): string => date.slice(0, 4)

const months = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
]
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']

const monthOf = (date: string) => Number(date.slice(5, 7))

const dayMonth = (date: string) => `${Number(date.slice(8, 10))}\u00a0${monthName(date)}`
