/** All messages of a night as CSV: what was decided of each, why, and the numbers it was decided on. */
import { reasonInWords } from '../outbox/reasons.ts'
import { csv } from '../report/csv.ts'
import type { Message } from './rows.ts'
import { dateAt, timeIn } from './words.ts'

/** The columns as they are in `outbox`, with names, the local time of sending and the reason in words. */
const columns = [
  ...(['customer_id', 'first_name', 'last_name', 'country', 'campaign_id', 'campaign'] as const),
  ...(['occasion', 'occurrence', 'occasion_on', 'decision', 'reason'] as const),
  ...(['reason_in_words', 'rule', 'send_at', 'sends_locally_at', 'send_zone'] as const),
  ...(['expires_on', 'due_on', 'due_reason', 'is_late', 'variant', 'purpose'] as const),
  ...(['priority', 'value', 'consent_at', 'consent_source', 'sent_on_day'] as const),
  ...(['sent_in_week', 'last_sent_on', 'won_by'] as const),
]

/** The header, and a line a message. */
export const messagesTable = (messages: readonly Message[]): string =>
  csv(columns, messages.map(cells))

/** Lines without the header, to go on with. */
export const moreMessages = (messages: readonly Message[]): string =>
  messagesTable(messages).replace(/^.*\n/, '')

function cells(message: Message) {
  const { send_at: at, send_zone: zone, reason } = message
  const more = {
    ...message,
    reason_in_words: reason && reasonInWords(reason),
    sends_locally_at: at && zone ? `${dateAt(at, zone)} ${timeIn(at, zone)}` : null,
  }
  return columns.map((column) => more[column])
}
