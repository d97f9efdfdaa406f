/** The ledger of what was sent, over objects that are put once: whoever puts a claim first, and nobody else, sends. */
import {
  type AddressClaimBody,
  addressClaimBody,
  bodyText,
  type ClaimBody,
  claimBody,
  type EntryBody,
  entryBody,
  type PersonBody,
} from './domain/ledger/bodies.ts'
import {
  addressClaimKey,
  type EntryWord,
  entryKey,
  type Message,
  messageId,
  messagePrefix,
  type Try,
  tryIn,
  uncertainKey,
  uncertainPrefix,
} from './domain/ledger/message.ts'
import { type PersonRecord, personKey, personPrefix, recordIn } from './domain/ledger/people.ts'
import { type MessageState, stateOf } from './domain/ledger/state.ts'
import type { Files } from './platform/ports.ts'

/** What is known of a message. */
export async function messageState(files: Files, message: string): Promise<MessageState> {
  // Nearly every message is new, and reading one key costs less than listing.
  const first = await files.read(entryKey({ message, number: 1 }, 'claim'))
  if (first === undefined) return { status: 'free', next: 1 }
  return stateOf(await files.list(messagePrefix(message)))
}

/** Takes a try of a message. Whether it is now this run’s, and nobody else’s. */
export const claimTry = (files: Files, one: Try, body: ClaimBody): Promise<boolean> =>
  files.putIfAbsent(entryKey(one, 'claim'), bodyText(body))

/** Takes the address for the campaign and date of a message. False when another message has it. */
export async function claimAddress(
  files: Files,
  message: Message,
  { owner, at }: Pick<ClaimBody, 'owner' | 'at'>,
): Promise<boolean> {
  const key = addressClaimKey(message)
  const id = messageId(message)
  const body: AddressClaimBody = { version: 1, owner, at, message: id }
  if (await files.putIfAbsent(key, bodyText(body))) return true
  return addressClaimBody.parse(await parsed(files, key)).message === id
}

/** Says what became of a try. Uncertain ones are listed by date too. */
export async function recordEntry(
  files: Files,
  one: Try,
  word: Exclude<EntryWord, 'claim'>,
  body: Omit<EntryBody, 'version'>,
): Promise<void> {
  if (word === 'uncertain') await files.putIfAbsent(uncertainKey(one, body.at), '')
  await files.putIfAbsent(entryKey(one, word), bodyText({ version: 1, ...body }))
}

/** The claim of a try; undefined when nobody has it. */
export async function readClaim(files: Files, one: Try): Promise<ClaimBody | undefined> {
  const text = await files.read(entryKey(one, 'claim'))
  return text === undefined ? undefined : claimBody.parse(JSON.parse(text))
}

/** What was said of a try; undefined when nothing was. */
export async function readEntry(
  files: Files,
  one: Try,
  word: Exclude<EntryWord, 'claim'>,
): Promise<EntryBody | undefined> {
  const text = await files.read(entryKey(one, word))
  return text === undefined ? undefined : entryBody.parse(JSON.parse(text))
}

/** What is on record of a customer or an address, by hash, at this moment. */
export async function personRecords(files: Files, who: string): Promise<readonly PersonRecord[]> {
  return (await files.list(personPrefix(who))).flatMap((key) => recordIn(key) ?? [])
}

/** Puts on record what a person said, or what came back from an address. It holds from this moment. */
export async function recordPerson(
  files: Files,
  who: string,
  person: Omit<PersonBody, 'version'>,
): Promise<void> {
  const { at, kind, purpose } = person
  const record = { at, kind, ...(purpose !== undefined && { purpose }) }
  await files.putIfAbsent(personKey(who, record), bodyText({ version: 1, ...person }))
}

/** An uncertain try that nothing has settled. */
export interface Uncertain {
  readonly one: Try
  /** The day since which it is. */
  readonly since: string
  readonly claim: ClaimBody
}

/**
 * A person decides what becomes of an uncertain try: sent again, with what that risks, or let go. False when it is not
 * uncertain any more.
 */
export async function decideUncertain(
  files: Files,
  one: Try,
  word: 'again' | 'let-go',
  at: string,
): Promise<boolean> {
  const state = stateOf(await files.list(messagePrefix(one.message)))
  if (state.status !== 'uncertain' || state.number !== one.number) return false
  await recordEntry(files, one, word, { at, by: 'person' })
  return true
}

/** The tries of which it is not known whether they were sent, oldest first; those since `before` or earlier. */
export async function uncertainTries(files: Files, before: string): Promise<readonly Uncertain[]> {
  const months = (await files.folders('ledger')).filter((name) => /^\d{4}-\d\d$/.test(name))
  const found: Uncertain[] = []
  for (const month of months) {
    const keys = new Set(await files.list(uncertainPrefix(month)))
    for (const key of keys) {
      const [, since = '', text = ''] = /\/(\d{4}-\d\d-\d\d)\.([^/]+)\.json$/.exec(key) ?? []
      const one = tryIn(text)
      if (!one || since > before || keys.has(settledKey(key))) continue
      const state = stateOf(await files.list(messagePrefix(one.message)))
      const isOpen = state.status === 'uncertain' && state.number === one.number
      const claim = isOpen && (await readClaim(files, one))
      if (claim) found.push({ one, since, claim })
      // What is settled stays so: it need not be looked up again for the months that it is kept.
      if (!isOpen) await files.putIfAbsent(settledKey(key), '')
    }
  }
  return found.sort((a, b) => (a.since < b.since ? -1 : 1))
}

const settledKey = (key: string) => key.replace(/\.json$/, '.settled')

async function parsed(files: Files, key: string): Promise<unknown> {
  const text = await files.read(key)
  if (text === undefined) throw new Error(`no ${key}`)
  return JSON.parse(text)
}
