/** Days and instants without a clock. */
import { offsetsOf } from './ingest/zone.ts'

const day = 86_400_000

/** The date after `YYYY-MM-DD`, or `days` after it. */
export const nextDay = (date: string, days = 1): string =>
  new Date(Date.parse(date) + days * day).toISOString().slice(0, 10)

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / day)

/**
 * The instant of a local date and time in a zone, as ISO text in UTC. A time that a clock change skips moves forward;
 * of one that comes twice it is the first.
 */
export function instantOf(date: string, time: string, timeZone: string): string {
  const offset = offsetsOf(timeZone)
  const wall = Date.parse(`${date}T${time}:00Z`)
  const candidates = [wall - day, wall + day].map((near) => wall - offset(near) * 1000)
  const exact = candidates.filter((at) => at + offset(at) * 1000 === wall)
  return new Date(exact.length > 0 ? Math.min(...exact) : (candidates[0] ?? wall)).toISOString()
}

/** The date that a zone's calendar shows at an instant. */
export const dateIn = (at: Date, timeZone: string): string =>
  new Date(at.getTime() + offsetsOf(timeZone)(at.getTime()) * 1000).toISOString().slice(0, 10)

/** The first day of the month `months` before a date’s month. */
export function monthsBefore(date: string, months: number): string {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10)
}
