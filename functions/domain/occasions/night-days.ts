/** The local dates that a night writes for: its own, those of nights that never were, and those of nights before. */
import { clockOf, day } from './clock.ts'
import { dateOf, sinceMidnight, type ZoneDay, zoneDays } from './zone-days.ts'

/** Whose turn a send time was: tonight's, of a night that was missed, or of a night that decided it. */
export const turns = ['tonight', 'missed', 'before'] as const
export type Turn = (typeof turns)[number]

/** A send time on a local date as this night sees it: what `night_days` holds. */
export interface NightDay extends ZoneDay {
  /** When it was to be sent. `send_at` is when it can be sent now; they differ when it is late. */
  readonly owed_at: string
  readonly turn: Turn
  /** Local days from the date that it was to be sent on to the one that it can be sent on. */
  readonly late_days: number
}

export interface NightOfDays {
  readonly zones: readonly string[]
  readonly sendTimes: readonly string[]
  readonly opensAt: string
  readonly closesAt: string
  /** Up to when nights before this one have decided: the last one's closesAt; absent on the first night. */
  readonly decidedUntil?: string
  /** How many days late something may be sent at most. */
  readonly windowDays: number
}

/** Later than this a message waits for its send time on the next day. */
const latestToday = sinceMidnight('20:00')

/**
 * Every zone, send time and local date that something may be sent for tonight. What is late goes out as the night
 * opens where the date still holds and the evening has not begun, else at its send time on a later date.
 */
export function nightDays(night: NightOfDays): readonly NightDay[] {
  const { zones, sendTimes, windowDays } = night
  const [opens, closes] = [Date.parse(night.opensAt), Date.parse(night.closesAt)]
  const decided = night.decidedUntil === undefined ? opens : Date.parse(night.decidedUntil)
  const start = Math.max(opens, decided)
  // A day more at either end: nights are 23 to 25 hours long, and a send time may come round in none of them.
  const from = Math.min(opens, decided, start - (windowDays + 1) * day)
  const all = zoneDays(zones, sendTimes, instant(from), instant(closes + 2 * day))
  const ahead = new Map<string, readonly ZoneDay[]>()
  for (const one of all) {
    if (Date.parse(one.send_at) < start) continue
    const key = keyOf(one)
    ahead.set(key, [...(ahead.get(key) ?? []), one])
  }
  return all.flatMap((one): readonly NightDay[] => {
    const owed = Date.parse(one.send_at)
    if (owed >= closes) return []
    const turn = owed >= start ? 'tonight' : owed >= decided ? 'missed' : 'before'
    if (turn === 'tonight') return [{ ...one, owed_at: one.send_at, turn, late_days: 0 }]
    const next = nextSend(one, start, ahead.get(keyOf(one))?.[0])
    const late_days = next && Math.round((Date.parse(next.on) - Date.parse(one.local_date)) / day)
    return next === undefined || late_days === undefined || late_days > windowDays
      ? []
      : [{ ...one, send_at: instant(next.at), owed_at: one.send_at, turn, late_days }]
  })
}

const keyOf = ({ zone, send_time }: ZoneDay) => `${zone} ${send_time}`

const instant = (at: number) => new Date(at).toISOString()

function nextSend(
  { zone, local_date }: ZoneDay,
  start: number,
  next: ZoneDay | undefined,
): { readonly at: number; readonly on: string } | undefined {
  const wall = clockOf(zone).wallAt(start)
  if (dateOf(wall) === local_date && wall % day < latestToday) return { at: start, on: local_date }
  return next && { at: Date.parse(next.send_at), on: next.local_date }
}
