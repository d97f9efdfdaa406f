/** What became of a line of the outbox, as `sends/` keeps it: people by their hashes only. */
import type { OutboxLine } from './line.ts'

export interface SentRow {
  /** The message’s id; null for a line that could not be read. */
  readonly message_id: string | null
  readonly subject: string | null
  readonly campaign_id: string | null
  readonly variant: string | null
  readonly occasion: string | null
  readonly occurrence: string | null
  readonly purpose: string | null
  readonly night: string
  /** refused: the line itself is wrong. skipped: it was not to be sent any more. */
  readonly status: 'sent' | 'failed' | 'uncertain' | 'let-go' | 'skipped' | 'refused'
  readonly reason: string | null
  /** When. */
  readonly at: string
}

export type Became = Pick<SentRow, 'status' | 'reason' | 'at'>

/** The row of a line that could be read. */
export const sentRow = (
  { campaign_id, variant, occasion, occurrence, purpose }: OutboxLine,
  message: { readonly message_id: string; readonly subject: string; readonly night: string },
  became: Became,
): SentRow => ({
  ...message,
  ...{ campaign_id, variant, occasion, occurrence, purpose },
  ...became,
})

/** The row of one that could not. */
export const unreadRow = (night: string, reason: string, at: string): SentRow => ({
  ...{ message_id: null, subject: null, campaign_id: null, variant: null },
  ...{ occasion: null, occurrence: null, purpose: null, night },
  ...{ status: 'refused', reason, at },
})
