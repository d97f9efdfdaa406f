/** A decided message as the outbox’s files hold it, one a line. */
import { z } from 'zod'
import { offsetsOf } from '../ingest/zone.ts'
import { clockOf, hour } from '../occasions/clock.ts'
import { isQuiet, type QuietHours } from '../occasions/night-days.ts'

const word = z.string().regex(/^[\w-]{1,80}$/)

const spec = z.object({
  customer_id: z.string().min(1),
  address: z.string(),
  campaign_id: word,
  variant: word.nullable(),
  /** The hash under which the compiled email lies in the lake. */
  email: z.string().regex(/^[\w-]{1,80}$/),
  occasion: word,
  occurrence: z.string().regex(/^\d{4}[\w-]{0,40}$/),
  occasion_on: z.iso.date(),
  send_at: z.iso.datetime(),
  expires_on: z.iso.date(),
  purpose: z.string().regex(/^[a-z][a-z0-9_-]{0,40}$/),
  reason: z.string().min(1),
  /** Whether the night sends. */
  is_live: z.boolean(),
  variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** The zone where `expires_on` is a date; without it that date ends where it ends last on Earth. */
  send_zone: z.string().optional(),
  /** The yes that the night decided on, where one was needed: a later one than a no counts again. */
  consent_at: z.iso.datetime().nullish(),
})
export type OutboxLine = Readonly<z.output<typeof spec>>

/** Lines of a file one after another; the file is not copied. */
export function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    if (to > from) yield text.slice(from, to)
    from = to + 1
  }
}

/** A line as read; undefined for one that is none. */
export function readLine(text: string): OutboxLine | undefined {
  try {
    return spec.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** Whether the last date on which a message may be sent is over. */
export const isExpired = ({ expires_on, send_zone }: OutboxLine, now: Date): boolean =>
  new Date(now.getTime() + secondsEast(send_zone, now) * 1000).toISOString().slice(0, 10) >
  expires_on

/**
 * Whether a message has to wait for the end of the customer’s quiet hours. Nights send at no quiet hour: this concerns
 * one that goes out more than an hour late.
 */
export function isLateInQuietHours(
  { send_at, send_zone }: OutboxLine,
  quiet: QuietHours,
  now: Date,
): boolean {
  if (send_zone === undefined || now.getTime() - Date.parse(send_at) <= hour) return false
  try {
    return isQuiet(clockOf(send_zone).wallAt(now.getTime()), quiet)
  } catch (error) {
    // The clock of no zone shows no hour.
    if (error instanceof RangeError) return false
    throw error
  }
}

/** Making the offsets of a zone is slow, and customers share a few. */
const zones = new Map<string, (at: number) => number>()
const lastOnEarth = -12 * 3600

function secondsEast(zone: string | undefined, now: Date): number {
  if (zone === undefined) return lastOnEarth
  const offsets = zones.get(zone) ?? zoneOffsets(zone)
  zones.set(zone, offsets)
  return offsets(now.getTime())
}

function zoneOffsets(zone: string): (at: number) => number {
  try {
    return offsetsOf(zone)
  } catch {
    return () => lastOnEarth
  }
}
