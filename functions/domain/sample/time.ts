/**
 * Days are counted from 1970-01-01; moments are seconds on the shop's wall clock (Europe/Paris), so that a moment's
 * date is its day by division. Only `utcText` and `offsetText` know the zone.
 */
const secondsADay = 86_400

/** The number of a date. */
export const dayNumber = (date: string): number =>
  Date.parse(`${date}T00:00:00Z`) / (secondsADay * 1000)

/** The day of a moment. */
export const dayOf = (wall: number): number => Math.floor(wall / secondsADay)

/** A moment on a day. A second that the clocks skip in March is moved an hour on. */
export function wallOn(day: number, second: number): number {
  const wall = day * secondsADay + second
  const isSkipped = Math.floor(wall / 3600) % 24 === 2 && dayOf(wall) === changes(wall).springDay
  return isSkipped ? wall + 3600 : wall
}

/** 0 is Sunday. */
export const weekday = (day: number): number => (((day + 4) % 7) + 7) % 7

/** 1 is January. */
export const monthOf = (day: number): number => Number(dateText(day).slice(5, 7))

/** `2026-03-10` */
export function dateText(day: number): string {
  let text = dates.get(day)
  if (text === undefined) {
    text = new Date(day * secondsADay * 1000).toISOString().slice(0, 10)
    dates.set(day, text)
  }
  return text
}

/** `2026-03-10 09:30:00`, the shop's time. */
export const wallText = (wall: number): string => `${dateText(dayOf(wall))} ${clockText(wall)}`

/** `10/03/2026 09:30`, the shop's time. */
export function slashText(wall: number): string {
  const [year, month, date] = dateText(dayOf(wall)).split('-')
  return `${date}/${month}/${year} ${clockText(wall).slice(0, 5)}`
}

/** `2026-03-10T08:30:00Z` */
export function utcText(wall: number): string {
  const utc = wall - offset(wall)
  return `${dateText(dayOf(utc))}T${clockText(utc)}Z`
}

/** `2026-03-10T09:30:00+01:00` */
export const offsetText = (wall: number): string =>
  `${dateText(dayOf(wall))}T${clockText(wall)}+0${offset(wall) / 3600}:00`

/** Dates are written by the hundred thousand, and there are few of them. */
const dates = new Map<number, string>()

function clockText(wall: number): string {
  const second = wall - dayOf(wall) * secondsADay
  return `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}`
}

const two = (number: number) => (number < 10 ? `0${number}` : String(number))

function offset(wall: number): number {
  const { springDay, autumnDay } = changes(wall)
  const isSummer =
    wall >= springDay * secondsADay + 2 * 3600 && wall < autumnDay * secondsADay + 3 * 3600
  return isSummer ? 7200 : 3600
}

/** The days of that year on which the clocks change: at 2:00 on March's last Sunday, at 3:00 on October's. */
function changes(wall: number): Changes {
  const year = Number(dateText(dayOf(wall)).slice(0, 4))
  let known = years.get(year)
  if (known === undefined) {
    known = { springDay: lastSunday(year, 3), autumnDay: lastSunday(year, 10) }
    years.set(year, known)
  }
  return known
}

interface Changes {
  readonly springDay: number
  readonly autumnDay: number
}

const years = new Map<number, Changes>()

function lastSunday(year: number, month: number): number {
  const last = Date.UTC(year, month, 0) / (secondsADay * 1000)
  return last - weekday(last)
}
