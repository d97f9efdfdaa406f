/** The instants at which a send time comes round, in every zone. */
import { clockOf, day, minute } from './clock.ts'

/** A send time on a local date of a zone: what `zone_days` holds. */
export interface ZoneDay {
  /** IANA name. */
  readonly zone: string
  /** `HH:mm` as the campaign has it. */
  readonly send_time: string
  readonly local_date: string
  /** The instant, ISO text in UTC. */
  readonly send_at: string
}

/**
 * Every zone, send time and local date whose instant lies in [opensAt, closesAt), in that order.
 * A local time that a clock change skips moves forward; of one that comes twice it is the first. Nights that follow on
 * one another, each opening when the last one closed, therefore hold each of them exactly once.
 * @example zoneDays(['Asia/Kathmandu'], ['09:00'], '2026-03-10T06:00:00Z', '2026-03-11T06:00:00Z')[0]?.send_at // '2026-03-11T03:15:00.000Z'
 */
export function zoneDays(
  zones: readonly string[],
  sendTimes: readonly string[],
  opensAt: string,
  closesAt: string,
): readonly ZoneDay[] {
  const [opens, closes] = [Date.parse(opensAt), Date.parse(closesAt)]
  const times = sendTimes.map((time) => ({ time, ms: sinceMidnight(time) }))
  const days: ZoneDay[] = []
  for (const zone of zones) {
    const clock = clockOf(zone)
    // A skipped time moves forward past midnight at most: a day on either side is enough.
    const first = Math.floor(clock.wallAt(opens) / day) - 1
    const last = Math.floor(clock.wallAt(closes) / day) + 1
    for (const { time, ms } of times) {
      for (let number = first; number <= last; number += 1) {
        const at = clock.instantOf(number * day + ms)
        if (at < opens || at >= closes) continue
        days.push({
          zone,
          send_time: time,
          local_date: dateOf(number * day),
          send_at: new Date(at).toISOString(),
        })
      }
    }
  }
  return days
}

/** Milliseconds from midnight to `HH:mm`. Throws RangeError on anything else. */
export function sinceMidnight(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  if (!hours || !minutes) throw new RangeError(`not a time of day: ${time}`)
  return (Number(hours) * 60 + Number(minutes)) * minute
}

/** The date that a wall time stands in. */
export const dateOf = (wall: number): string => new Date(wall).toISOString().slice(0, 10)
