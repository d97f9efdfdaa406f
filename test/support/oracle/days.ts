/** Dates and hours where customers live, by plain reckoning. */
import type { LeapDayPolicy } from '../../../functions/domain/occasions/annual-days.ts'
import { dateIn, instantOf, nextDay } from '../../../functions/domain/time.ts'

/** The instants of a night, and up to when nights before it decided. */
export interface Hours {
  readonly asOf: string
  /** Milliseconds. */
  readonly opens: number
  readonly closes: number
  /** Absent on the first night. */
  readonly decidedUntil?: number
  readonly quiet: Quiet
}

/** No emails from the one time to the other, where the customer lives; the same time twice: none are quiet. */
export interface Quiet {
  readonly from: string
  readonly to: string
}

/** When a message can go out tonight. */
export interface Slot {
  /** Null when its send time does not come round tonight. */
  readonly at: number | null
  readonly on: string | null
}

/** The date in a year on which a day of another year is kept; undefined in a year without it. */
export function keptOn(date: string, year: number, policy: LeapDayPolicy): string | undefined {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  if (date.slice(5) !== '02-29' || leap) return `${year}${date.slice(4)}`
  if (policy === 'leap-years-only') return undefined
  return policy === 'feb-28' ? `${year}-02-28` : `${year}-03-01`
}

/** Dates as days since 1970, remembered: to read them again and again takes longer than all else. */
const numbers = new Map<string, number>()
const numberOf = (date: string): number => {
  const number = numbers.get(date) ?? Date.parse(date) / 86_400_000
  numbers.set(date, number)
  return number
}

/** Whole days from one date to another. */
export const daysFrom = (from: string, to: string): number => numberOf(to) - numberOf(from)

const later = new Map<string, string>()
/** The date so many days after another. */
export function daysLater(date: string, days: number): string {
  const key = `${date} ${days}`
  const found = later.get(key) ?? nextDay(date, days)
  later.set(key, found)
  return found
}

const instants = new Map<string, number>()
/** The instant of a time on a date. Remembered: every customer of a zone asks for the same. */
export function instant(date: string, time: string, zone: string): number {
  const key = `${date} ${time} ${zone}`
  const at = instants.get(key) ?? Date.parse(instantOf(date, time, zone))
  if (instants.size > 200_000) instants.clear()
  instants.set(key, at)
  return at
}

const dates = new Map<string, string>()
/** The date that a zone's calendar shows. */
export function dateAt(at: number, zone: string): string {
  const key = `${at} ${zone}`
  const date = dates.get(key) ?? dateIn(new Date(at), zone)
  if (dates.size > 200_000) dates.clear()
  dates.set(key, date)
  return date
}

const clocks = new Map<string, Intl.DateTimeFormat>()
/** `HH:mm` on a zone's clocks. */
export function clockAt(at: number, timeZone: string): string {
  const clock =
    clocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  clocks.set(timeZone, clock)
  return clock.format(at)
}

/** The first time tonight that a send time comes round. */
export function slotTonight(time: string, zone: string, { opens, closes }: Hours): Slot {
  const first = daysLater(dateAt(opens, zone), -1)
  for (let days = 0; days <= 4; days += 1) {
    const on = daysLater(first, days)
    const at = instant(on, time, zone)
    if (at >= opens && at < closes) return { at, on }
  }
  return { at: null, on: null }
}

/** How a message owed on a date stands tonight. */
export interface Owed extends Slot {
  readonly when: 'tonight' | 'missed' | 'before'
  /** Local days from the date on which it was to be sent. */
  readonly late: number
}

export function isQuiet(at: number, zone: string, { from, to }: Quiet): boolean {
  const clock = clockAt(at, zone)
  return from <= to ? clock >= from && clock < to : clock >= from || clock < to
}

/** An instant, or the end of the quiet hours that it is in. */
function afterQuiet(at: number, zone: string, quiet: Quiet): number {
  if (!isQuiet(at, zone, quiet)) return at
  const today = dateAt(at, zone)
  const end = instant(today, quiet.to, zone)
  return end > at ? end : instant(daysLater(today, 1), quiet.to, zone)
}

/**
 * A message that was to be sent at a time on a date. What is late goes out as the night opens, or as quiet hours end,
 * where the date still holds and the evening has not begun, else at its send time on a later date. Undefined: its time has not come.
 */
export function owedOn(date: string, time: string, zone: string, hours: Hours): Owed | undefined {
  const { opens, closes, decidedUntil, quiet } = hours
  const owed = instant(date, time, zone)
  if (owed >= closes) return undefined
  if (owed >= opens) return { at: owed, on: date, when: 'tonight', late: 0 }
  const when = decidedUntil !== undefined && owed >= decidedUntil ? 'missed' : 'before'
  const calm = afterQuiet(opens, zone, quiet)
  if (dateAt(calm, zone) === date && calm < instant(date, '20:00', zone)) {
    return { at: calm, on: date, when, late: 0 }
  }
  for (let on = daysLater(dateAt(opens, zone), -1); ; on = daysLater(on, 1)) {
    const at = instant(on, time, zone)
    if (at < opens) continue
    const late = daysFrom(date, on)
    return at < closes ? { at, on, when, late } : { at: null, on: null, when, late }
  }
}
