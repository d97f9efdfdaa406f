import { clockOf, day } from '../occasions/clock.ts'
import { sinceMidnight } from '../occasions/zone-days.ts'

/** Times of day, `HH:mm`, between which nobody gets an email; the same twice: never. */
export interface QuietHours {
  readonly from: string
  readonly to: string
}

/** Whether emails wait at an instant (milliseconds), by the clocks of a zone. Throws RangeError for no zone. */
export function isQuiet(quiet: QuietHours, at: number, zone: string): boolean {
  const wall = clockOf(zone).wallAt(at)
  const time = wall - Math.floor(wall / day) * day
  const [from, to] = [sinceMidnight(quiet.from), sinceMidnight(quiet.to)]
  return from <= to ? time >= from && time < to : time >= from || time < to
}
