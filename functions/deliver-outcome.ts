/** What became of a try at sending, for whoever tries. */
import type { Became } from './domain/deliver/sent-row.ts'
import type { Try } from './domain/ledger/message.ts'
import type { MessageState } from './domain/ledger/state.ts'
import { readClaim, readEntry, recordEntry } from './ledger.ts'
import type { Clock, Files, Sending } from './platform/ports.ts'

/** `isKnown`: an earlier run, or another one, did it. */
export type Ended = (Became & { readonly isKnown?: boolean }) | 'later'

interface Recording {
  readonly files: Files
  readonly clock: Clock
  /** The run’s own name. */
  readonly run: string
}

/** What others made of a message. Where nothing is known of a claim for long, it is uncertain from now on. */
export async function knownState(
  id: string,
  state: MessageState,
  { files, clock, run, openFor }: Recording & { readonly openFor: number },
): Promise<Ended> {
  if (state.status === 'free') return 'later'
  const one = { message: id, number: state.number }
  if (state.status !== 'open') {
    const { at = clock.now().toISOString(), reason = null } =
      (await readEntry(files, one, state.status)) ?? {}
    return { status: state.status, reason, at, isKnown: true }
  }
  const claim = await readClaim(files, one)
  const at = clock.now().toISOString()
  if (!claim || Date.parse(at) - Date.parse(claim.at) < openFor) return 'later'
  await recordEntry(files, one, 'uncertain', { at, by: run, reason: 'broke-off' })
  return { status: 'uncertain', reason: 'broke-off', at }
}

/** Puts what the mail service answered beside the claim. `later`: it was surely not sent, and is given back. */
export async function recordAnswer(
  one: Try,
  sending: Sending,
  { files, clock, run }: Recording,
): Promise<Became | 'later'> {
  const at = clock.now().toISOString()
  const by = run
  if (sending.status === 'accepted') {
    await recordEntry(files, one, 'sent', { at, by, serviceId: sending.id })
    return { status: 'sent', reason: null, at }
  }
  const { reason } = sending
  if (sending.status === 'throttled' || sending.status === 'denied') {
    await recordEntry(files, one, 'back', { at, by, reason })
    return 'later'
  }
  const status = sending.status === 'rejected' ? 'failed' : 'uncertain'
  await recordEntry(files, one, status, { at, by, reason })
  return { status, reason, at }
}
