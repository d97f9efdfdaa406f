/** What the plan’s questions return: the one list that command, page and tests read. */
import { z } from 'zod'
import { flagCell as flag, numberCell as number } from '../cells.ts'

const text = z.string()
const maybeText = text.nullable()
const maybe = number.nullable()
const day = z.iso.date()
const maybeDay = day.nullable()
/** `2026-03-10 08:00:00`, as engines write an instant, as ISO text. */
export const instantCell = text.transform((written, { addIssue }) => {
  const at = Date.parse(`${written.replace(' ', 'T').replace(/Z?$/, '')}Z`)
  if (!Number.isNaN(at)) return new Date(at).toISOString()
  addIssue({ code: 'custom', message: 'not an instant' })
  return z.NEVER
})
const instant = instantCell
const decision = z.enum(['send', 'hold', 'skip'])

/** `campaign_results` of the night, and of those before it. */
export const resultRow = z.object({
  as_of: day,
  campaign_id: text,
  name: text,
  position: number,
  due: number,
  eligible: number,
  consented: number,
  held_out: number,
  capped: number,
  cooled: number,
  planned: number,
  is_live: flag,
})
export type Result = z.output<typeof resultRow>

/** `plan_reasons.sql` */
export const reasonRow = z.object({
  campaign_id: text,
  decision,
  reason: maybeText,
  messages: number,
  first_at: instant.nullable(),
})
export type ReasonCount = z.output<typeof reasonRow>

/** `plan_hours.sql`, in order of sending. */
export const hourRow = z.object({
  campaign_id: text,
  send_zone: text,
  send_on: day,
  send_at: instant,
  messages: number,
})
export type HourCount = z.output<typeof hourRow>

/** `plan_nights.sql`, the latest at the end. */
export const nightRow = z.object({ decided_on: day, emails: number })
export type SentNight = z.output<typeof nightRow>

/** `outbox_brakes` */
export const brakeRow = z.object({
  kind: text,
  id: text,
  tonight: number,
  usual_low: maybe,
  usual_high: maybe,
  most: number,
})
export type Brake = z.output<typeof brakeRow>

/** A message with its customer, as `messagesQuery` asks for it; `now_…` and `before_…` are what a trigger looks at. */
export const messageRow = z.looseObject({
  customer_id: text,
  first_name: maybeText,
  last_name: maybeText,
  country: maybeText,
  campaign_id: text,
  campaign: text,
  occasion: text,
  occurrence: text,
  occasion_on: maybeDay,
  send_at: instant.nullable(),
  send_on: maybeDay,
  send_zone: maybeText,
  expires_on: maybeDay,
  due_on: maybeDay,
  due_reason: maybeText,
  is_late: flag.nullable(),
  decision,
  reason: maybeText,
  rule: maybeText,
  variant: maybeText,
  purpose: maybeText,
  priority: maybe,
  value: maybe,
  consent_at: instant.nullable(),
  consent_source: maybeText,
  sent_on_day: maybe,
  sent_in_week: maybe,
  last_sent_on: maybeDay,
  won_by: maybeText,
  orders: maybe,
  clv_tier: maybeText,
})
export type Message = z.output<typeof messageRow>
