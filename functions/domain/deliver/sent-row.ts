/** What became of a line of the outbox, as `sends/` keeps it: people by their hashes only. */
import { z } from 'zod'
import type { OutboxLine } from './line.ts'

const spec = z.object({
  /** The message’s id; null for a line that could not be read. */
  message_id: z.string().nullable(),
  subject: z.string().nullable(),
  campaign_id: z.string().nullable(),
  variant: z.string().nullable(),
  occasion: z.string().nullable(),
  occurrence: z.string().nullable(),
  purpose: z.string().nullable(),
  /** `<as_of>-<attempt>` */
  night: z.string().regex(/^\d{4}-\d\d-\d\d-\d+$/),
  /** refused: the line itself is wrong. skipped: it was not to be sent any more. */
  status: z.enum(['sent', 'failed', 'uncertain', 'let-go', 'skipped', 'refused']),
  reason: z.string().nullable(),
  /** When. */
  at: z.iso.datetime(),
})
export type SentRow = Readonly<z.output<typeof spec>>

/** A line of `sends/` as read; undefined for one that is none. */
export function sentRowIn(text: string): SentRow | undefined {
  try {
    return spec.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
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
