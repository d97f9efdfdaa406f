/** One message on its way out: looked up, written, claimed, sent, recorded, in this order. */
import { type Ended, knownState, recordAnswer } from './deliver-outcome.ts'
import { isExpired, isLateInQuietHours, type OutboxLine, readLine } from './domain/deliver/line.ts'
import { type SentRow, sentRow, unreadRow } from './domain/deliver/sent-row.ts'
import type { TokenBucket } from './domain/deliver/token-bucket.ts'
import { parseAddress } from './domain/email/address.ts'
import type { RenderedEmail } from './domain/email/email.ts'
import { mimeMessage, type Sender } from './domain/email/mime.ts'
import type { EmailRenderer } from './domain/email/render.ts'
import { signToken, type TokenKey } from './domain/email/token.ts'
import type { ClaimBody } from './domain/ledger/bodies.ts'
import { addressHashOf, subjectOf } from './domain/ledger/hash.ts'
import { type Message, messageId, type Try, tryText } from './domain/ledger/message.ts'
import { refusal } from './domain/ledger/people.ts'
import type { QuietHours } from './domain/occasions/night-days.ts'
import { linksOf } from './domain/web/link.ts'
import { ConfigError } from './errors.ts'
import { claimAddress, claimTry, messageState, personRecords } from './ledger.ts'
import type { Clock, Files, Mailer, Outgoing, Sending } from './platform/ports.ts'

/** Who writes to customers, and where links lead. */
export interface Company {
  readonly from: Sender
  readonly name: string
  readonly address: string
  /** The https address before `/unsubscribe/…` and `/preferences/…`. */
  readonly links: string
}

/** What writes a campaign’s email, in one language. */
export interface Writer {
  readonly language: string
  readonly render: EmailRenderer
}

/** What one message needs of the run it belongs to. */
export interface Sendings {
  readonly files: Files
  readonly mailer: Mailer
  readonly clock: Clock
  /** This run’s own name: nobody else’s claims are its. */
  readonly run: string
  readonly salt: string
  readonly linkKey: TokenKey
  readonly company: Company
  /** When customers are left alone, also by what is late; absent: never. */
  readonly quiet?: QuietHours
  readonly bucket: TokenBucket
  readonly writerOf: (hash: string) => Promise<Writer>
  /** Milliseconds before a throttled message is offered again; doubled each time. */
  readonly backOff: number
  /** Milliseconds after which a claim of which nothing is known counts as uncertain. */
  readonly openFor: number
  /** Whether another message may begin. */
  readonly isOpen: () => Promise<boolean>
  /** Takes one of the messages left today. False when there is none. */
  readonly take: () => boolean
  /** How many messages of this run the mail service took so far. */
  readonly accepted: () => number
  /** Told of every answer of the mail service. */
  readonly answered: (sending: Sending) => void
}

/** What became of a line, and whether this run did it. */
export interface DoneLine {
  readonly row: SentRow
  readonly isNews: boolean
}

/** What became of a line; `later` when a run after this one has to look at it again. */
export async function deliverLine(
  text: string,
  night: string,
  sendings: Sendings,
): Promise<DoneLine | 'later'> {
  const { clock, salt } = sendings
  const line = readLine(text)
  if (!line) return { row: unreadRow(night, 'line', stamp(clock)), isNews: true }
  const subject = subjectOf(salt, line.customer_id)
  const to = parseAddress(line.address)
  const message: Message = {
    ...{ subject, addressHash: addressHashOf(salt, to ?? ''), campaignId: line.campaign_id },
    ...{ occasion: line.occasion, occurrence: line.occurrence, occasionOn: line.occasion_on },
  }
  const id = messageId(message)
  const became: Ended = !line.is_live
    ? skipped('not-live', clock)
    : to === undefined
      ? { ...skipped('address', clock), status: 'refused' as const }
      : await deliverMessage({ line, to, message, id, night }, sendings)
  if (became === 'later') return 'later'
  const { isKnown = false, ...news } = became
  return { row: sentRow(line, { message_id: id, subject, night }, news), isNews: !isKnown }
}

interface Letter {
  readonly line: OutboxLine
  readonly to: string
  readonly message: Message
  readonly id: string
  readonly night: string
}

async function deliverMessage(letter: Letter, sendings: Sendings): Promise<Ended> {
  const { line, message, id } = letter
  const { files, clock, bucket, quiet } = sendings
  if (Date.parse(line.send_at) > clock.now().getTime()) return 'later'
  const before = await messageState(files, id)
  if (before.status !== 'free') return knownState(id, before, sendings)
  if (isExpired(line, clock.now())) return skipped('expired', clock)
  if (quiet && isLateInQuietHours(line, quiet, clock.now())) return 'later'

  await clock.sleep(bucket.take(clock.now().getTime()))
  if (!(await sendings.isOpen())) return 'later'
  const refused = await refusalOf(letter, files)
  if (refused) return skipped(refused, clock)
  const one: Try = { message: id, number: before.next }
  const written = await outgoing(letter, one, sendings)
  if (written === undefined) return { ...skipped('render', clock), status: 'refused' }

  if (!sendings.take()) return 'later'
  // The address first: then between the message’s claim and the mail service there is nothing that could break off.
  const claim = claimOf(letter, one, sendings)
  if (!(await claimAddress(files, message, claim))) return skipped('same-address', clock)
  if (!(await claimTry(files, one, claim)))
    return knownState(id, await messageState(files, id), sendings)
  const refusedNow = () => refusalOf(letter, files)
  return recordAnswer(one, await sendPatiently(written, refusedNow, sendings), sendings)
}

/** Why nothing may be sent to the customer at this moment; undefined when it may. */
async function refusalOf({ line, message }: Letter, files: Files) {
  const records = await Promise.all([
    personRecords(files, message.subject),
    personRecords(files, message.addressHash),
  ])
  return refusal(records.flat(), line.purpose, line.consent_at ?? undefined)
}

/** The message as it goes out; undefined when it cannot be written for this customer. */
async function outgoing(
  { line, to, message }: Letter,
  one: Try,
  { clock, company, linkKey, writerOf }: Sendings,
): Promise<Outgoing | undefined> {
  const { render, language } = await writerOf(line.email)
  const { from } = company
  const token = signToken(linkKey, { subject: message.subject, purpose: line.purpose })
  const { unsubscribe, preferences } = linksOf(company.links, token, language)
  const footer = {
    ...{ reason: line.reason, companyName: company.name, companyAddress: company.address },
    ...{ unsubscribeUrl: unsubscribe, preferencesUrl: preferences },
  }
  const messageId = tryText(one)
  const email = emailFor(() => render(line.variables, footer))
  if (email === undefined) return undefined
  const raw = await mimeMessage({
    ...{ email, from, to, id: messageId, date: clock.now(), unsubscribeUrl: unsubscribe },
  })
  const tags = { 'nocturne-campaign': line.campaign_id }
  return { from: from.address, to, raw, messageId, tags }
}

/** What is wrong with the company is wrong with every message: no message is lost by it. */
function emailFor(render: () => RenderedEmail): RenderedEmail | undefined {
  try {
    return render()
  } catch (error) {
    if (error instanceof ConfigError) throw error
    return undefined
  }
}

const claimOf = (
  { line, message, night }: Letter,
  { number }: Try,
  { run, clock }: Sendings,
): ClaimBody => ({
  version: 1,
  owner: { run, number },
  at: stamp(clock),
  ...message,
  ...{ variant: line.variant, purpose: line.purpose, night },
})

/** Offers a message until the service takes it or refuses it, as long as it is surely not sent and still may be. */
async function sendPatiently(
  message: Outgoing,
  refusedNow: () => Promise<string | undefined>,
  sendings: Sendings,
): Promise<Sending> {
  const { mailer, clock, bucket, backOff, accepted, answered } = sendings
  const before = accepted()
  for (let times = 1; ; times += 1) {
    const answer = await mailer.send(message)
    const isLast = times === mostTimes
    // Where others went out meanwhile it is this one alone that is not wanted now: the rest need not wait for it.
    const isClosed = isLast && accepted() === before
    const sending =
      answer.status === 'throttled' && isClosed ? { ...answer, lasting: true } : answer
    answered(sending)
    if (sending.status !== 'throttled' || sending.lasting || isLast) return sending
    const wait = Math.min(backOff * 2 ** (times - 1), longestWait)
    bucket.pause(clock.now().getTime() + wait)
    await clock.sleep(wait + bucket.take(clock.now().getTime()))
    if (!(await sendings.isOpen())) return sending
    const reason = await refusedNow()
    // Given back: the next run finds it stopped.
    if (reason !== undefined) return { status: 'throttled', reason, lasting: false }
  }
}

/** Together less than half of the time after which a claim counts as uncertain. */
const mostTimes = 7
const longestWait = 60_000

const stamp = (clock: Clock) => clock.now().toISOString()

const skipped = (reason: string, clock: Clock): Exclude<Ended, 'later'> => ({
  ...{ status: 'skipped', reason, at: stamp(clock) },
})
