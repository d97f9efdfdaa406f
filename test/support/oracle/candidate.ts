/** A message that could be sent, and what is decided of it. */
import type { Faith } from '../../../functions/domain/occasions/calendar-day.ts'

export interface Candidate {
  readonly customer_id: string
  readonly campaign_id: string
  readonly occasion: string
  readonly occurrence: string
  readonly occasion_on: string
  readonly faith: Faith | null
  /** Milliseconds; null when the send time does not come round tonight. */
  readonly send_at: number | null
  readonly send_on: string | null
  readonly send_zone: string
  /** The date on which it was to be sent. */
  readonly owed_on: string
  readonly expires_on: string
  readonly due_on: string
  readonly due_reason: string
  readonly is_late: boolean
}

export type Outcome = 'send' | 'hold' | 'skip'

export interface Decision extends Candidate {
  readonly decision: Outcome
  /** Null where it is sent. */
  readonly reason: string | null
  readonly variant: string | null
  readonly purpose: string
  readonly priority: number
  readonly value: number | null
  readonly consent_at: string | null
  readonly consent_source: string | null
  /** Null without a send time tonight. */
  readonly sent_on_day: number | null
  readonly sent_in_week: number | null
  readonly last_sent_on: string | null
  readonly holdout_bucket: number
  readonly campaign_bucket: number
  readonly won_by: string | null
  readonly is_live: boolean
}

export const keyOf = (one: {
  readonly customer_id: string
  readonly campaign_id: string
  readonly occasion: string
  readonly occurrence: string
}) => `${one.customer_id} ${one.campaign_id} ${one.occasion} ${one.occurrence}`
