/** A zone's clock, quickly: engines take microseconds for every question, and a night asks hundreds of thousands. */
import { offsetsOf } from '../ingest/zone.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

export interface Clock {
  /** What the clock shows at an instant: milliseconds as if it were UTC. */
  readonly wallAt: (at: number) => number
  /** The instant at which it shows a wall time: the first of two; after a gap, as much later as it was inside. */
  readonly instantOf: (wall: number) => number
}

const clocks = new Map<string, Clock>()

/** The clock of a zone. Throws RangeError when there is no such zone. */
export function clockOf(zone: string): Clock {
  const known = clocks.get(zone)
  if (known) return known
  const offset = offsetsByWeek(zone)
  const clock: Clock = {
    wallAt: (at) => at + offset(at),
    instantOf(wall) {
      const before = offset(wall - day)
      const after = offset(wall + day)
      if (before === after) return wall - before
      const earlier = wall - Math.max(before, after)
      const later = wall - Math.min(before, after)
      if (earlier + offset(earlier) === wall) return earlier
      return later + offset(later) === wall ? later : wall - before
    },
  }
  clocks.set(zone, clock)
  return clock
}

const week = 7 * day

/** Offsets in milliseconds, asked of the engine at the edges of weeks only, and within a week that has a change. */
function offsetsByWeek(zone: string): (at: number) => number {
  const asked = offsetsOf(zone)
  const atEdge = new Map<number, number>()
  const changes = new Map<number, number>()
  const edge = (number: number): number => {
    const known = atEdge.get(number)
    if (known !== undefined) return known
    const found = asked(number * week) * 1000
    atEdge.set(number, found)
    return found
  }
  const changeIn = (number: number): number => {
    const known = changes.get(number)
    if (known !== undefined) return known
    let low = number * week
    let high = low + week
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000
      if (asked(middle) * 1000 === edge(number)) low = middle
      else high = middle
    }
    changes.set(number, high)
    return high
  }
  return (at) => {
    const number = Math.floor(at / week)
    const first = edge(number)
    const last = edge(number + 1)
    return first === last || at < changeIn(number) ? first : last
  }
}
