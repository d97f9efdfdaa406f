/** Takes in what the mail service says of messages: it settles what was uncertain, and stops what must stop. */
import { bodyText } from './domain/ledger/bodies.ts'
import { type MailEvent, mailEventIn } from './domain/ledger/mail-event.ts'
import { tryText } from './domain/ledger/message.ts'
import { readClaim, recordEntry, recordPerson } from './ledger.ts'
import type { Files } from './platform/ports.ts'

/**
 * Records an event below the day on which it comes; the same one again changes nothing that counts. False for what is
 * not about a message of this lake.
 */
export async function takeMailEvent(files: Files, given: unknown, now: Date): Promise<boolean> {
  const event = mailEventIn(given)
  const claim = event && (await readClaim(files, event.one))
  if (!event || !claim) return false
  const { one, kind, at } = event
  const { subject, addressHash } = claim
  const source = 'mail-event'
  // Stopping comes first: should the rest fail, the event is delivered again.
  if (kind === 'complaint') {
    await recordPerson(files, subject, { at, kind: 'complained', source })
    await recordPerson(files, addressHash, { at, kind: 'complained', source })
  }
  if (kind === 'bounce') await recordPerson(files, addressHash, { at, kind: 'bounced', source })
  // A service that says anything of a message has had it; where that is known already, nothing is put.
  await recordEntry(files, one, kind === 'reject' ? 'failed' : 'sent', { at, by: kind })
  await files.putIfAbsent(eventKey(event, now), bodyText(eventRow(event, claim)))
  return true
}

const eventKey = ({ one, kind, at }: MailEvent, now: Date) =>
  `sends/events/${now.toISOString().slice(0, 10)}/${tryText(one)}.${kind}.${at.replaceAll(/[-:]/g, '')}.json`

const eventRow = (
  { one, kind, at }: MailEvent,
  claim: NonNullable<Awaited<ReturnType<typeof readClaim>>>,
) => ({
  ...{ message_id: one.message, subject: claim.subject, address_hash: claim.addressHash },
  ...{ campaign_id: claim.campaignId, variant: claim.variant, purpose: claim.purpose, kind, at },
})
