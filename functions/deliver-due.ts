/** One run of deliver over a lake: all that its nights decided and whose hour has come. */
import { attachedEmail } from './compiled-emails.ts'
import { type Delivered, type Delivery, deliver } from './deliver.ts'
import { nextDay } from './domain/time.ts'
import { type Uncertain, uncertainTries } from './ledger.ts'
import { outboxesOf } from './outboxes.ts'
import type { Files, RandomBytes } from './platform/ports.ts'
import { lakeSalt, tokenKeys } from './secrets.ts'

export interface DueDelivery
  extends Pick<Delivery, 'files' | 'mailer' | 'clock' | 'run' | 'company' | 'quiet' | 'until'> {
  readonly random: RandomBytes
}

export interface DueDelivered extends Delivered {
  /** Dates of the nights that wait for a person. */
  readonly held: readonly string[]
  /** Messages of which it is not known for three days whether they were sent. */
  readonly unsettled: readonly Uncertain[]
}

/** Sends it, and says what is left to a person. */
export async function deliverDue({ random, ...given }: DueDelivery): Promise<DueDelivered> {
  const { files, clock } = given
  const salt = await lakeSalt(files, random)
  const [linkKey] = await tokenKeys(files, random)
  const { outboxes, held } = await outboxesOf(files, clock.now())
  const emailOf = (hash: string) => attachedEmail(files, hash)
  const delivered = await deliver({ ...given, salt, linkKey, outboxes, emailOf })
  return { ...delivered, held, unsettled: await unsettledTries(files, clock.now()) }
}

/** The messages of which it is not known for three days whether they were sent. */
export const unsettledTries = (files: Files, now: Date): Promise<readonly Uncertain[]> =>
  uncertainTries(files, nextDay(now.toISOString().slice(0, 10), -3))
