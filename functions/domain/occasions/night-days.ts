/** The local dates that a night writes for: its own, those of nights that never were, and those of nights before. */
import { daysBetween } from '../time.ts'
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
  /** The local date on which it can be sent. */
  readonly send_on: string
  /** Local days from the date that it was to be sent on to that one. */
  readonly late_days: number
  /** Whether the clock shows quiet hours when it can be sent. */
  readonly is_quiet: boolean
}

/** Hours of the local day without emails, `HH:mm`; the same time twice: none. */
export interface QuietHours {
  readonly from: string
  readonly to: string
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
  /** @default none */
  readonly quiet?: QuietHours
}

/** Later than this a message waits for its send time on the next day. */
const latestToday = sinceMidnight('20:00')

/**
 * Every zone, send time and local date that something may be sent for tonight. What is late goes out as the night
 * opens, or as quiet hours end, where the date still holds and the evening has not begun, else at its send time on a
 * later date.
 */
export function nightDays(night: NightOfDays): readonly NightDay[] {
  const { zones, sendTimes, windowDays, quiet = never } = night
  const [opens, closes] = [Date.parse(night.opensAt), Date.parse(night.closesAt)]
  const decided = night.decidedUntil === undefined ? opens : Date.parse(night.decidedUntil)
  const start = Math.max(opens, decided)
  // A day more at either end: nights are 23 to 25 hours long, and a send time may come round in none of them.
  const from = Math.min(opens, decided, start - (windowDays + 1) * day)
  const all = zoneDays(zones, sendTimes, instant(from), instant(closes + 2 * day))
  const next = new Map<string, ZoneDay>()
  for (const one of all) {
    const key = keyOf(one)
    if (Date.parse(one.send_at) >= start && !next.has(key)) next.set(key, one)
  }
  return all.flatMap((one): readonly NightDay[] => {
    const owed = Date.parse(one.send_at)
    if (owed >= closes) return []
    const turn = owed >= start ? 'tonight' : owed >= decided ? 'missed' : 'before'
    const sent =
      turn === 'tonight'
        ? { at: owed, on: one.local_date }
        : lateSend(one, start, quiet, next.get(keyOf(one)))
    const late_days = sent && daysBetween(one.local_date, sent.on)
    if (sent === undefined || late_days === undefined || late_days > windowDays) return []
    const is_quiet = isQuiet(clockOf(one.zone).wallAt(sent.at), quiet)
    const times = { send_at: instant(sent.at), owed_at: one.send_at, send_on: sent.on }
    return [{ ...one, ...times, turn, late_days, is_quiet }]
  })
}

const never: QuietHours = { from: '00:00', to: '00:00' }

const keyOf = ({ zone, send_time }: ZoneDay) => `${zone} ${send_time}`

const instant = (at: number) => new Date(at).toISOString()

interface Send {
  readonly at: number
  readonly on: string
}

/** On the same date once the night is open and quiet hours are over, or when the send time comes round next. */
function lateSend(
  { zone, local_date }: ZoneDay,
  start: number,
  quiet: QuietHours,
  next: ZoneDay | undefined,
): Send | undefined {
  const clock = clockOf(zone)
  const wall = clock.wallAt(start)
  const at = isQuiet(wall, quiet) ? clock.instantOf(quietEnd(wall, quiet)) : start
  const shown = clock.wallAt(at)
  if (dateOf(shown) === local_date && shown % day < latestToday) return { at, on: local_date }
  return next && { at: Date.parse(next.send_at), on: next.local_date }
}

/** Whether emails wait while a clock shows a wall time. */
export function isQuiet(wall: number, { from, to }: QuietHours): boolean {
  const [time, starts, ends] = [wall % day, sinceMidnight(from), sinceMidnight(to)]
  return starts <= ends ? time >= starts && time < ends : time >= starts || time < ends
}

/** The first end of quiet hours after a wall time. */
function quietEnd(wall: number, { to }: QuietHours): number {
  const end = wall - (wall % day) + sinceMidnight(to)
  return end > wall ? end : end + day
}
