/** What makes two messages the same one, and where the ledger keeps it. */
import { sha256 } from '../sha256.ts'

/** A message before it is sent. */
export interface Message {
  /** The customer, hashed. */
  readonly subject: string
  readonly addressHash: string
  readonly campaignId: string
  readonly occasion: string
  readonly occurrence: string
  readonly occasionOn: string
}

/** A try at sending a message; nearly always the first. */
export interface Try {
  readonly message: string
  readonly number: number
}

/** What is known of a try. `back`: surely not sent. `again`, `let-go`: what a person decided of an uncertain one. */
export const entryWords = [
  'claim',
  'sent',
  'failed',
  'uncertain',
  'back',
  'again',
  'let-go',
] as const
export type EntryWord = (typeof entryWords)[number]

/** A message’s id: the year or month of its occurrence, and sha256 of customer, campaign, occasion, occurrence. */
export const messageId = (message: Message): string =>
  `${periodOf(message.occurrence)}_${sha256(
    [message.subject, message.campaignId, message.occasion, message.occurrence].join('|'),
  )}`

/** A try as a mail’s tags and its Message-ID write it. */
export const tryText = ({ message, number }: Try): string => `${message}_${number}`

/** The tag with `tryText` that comes back with every event about a message. */
export const messageTag = 'nocturne-message'

/** The try that a text names; undefined when it names none. */
export function tryIn(text: string): Try | undefined {
  const [, message = '', number = ''] =
    /^(\d{4}(?:-\d\d)?_[0-9a-f]{64})_(\d{1,6})$/.exec(text) ?? []
  return message ? { message, number: Number(number) } : undefined
}

/** Below it lies all that is known of a message. */
export function messagePrefix(message: string): string {
  const [period = '', hash = ''] = message.split('_')
  return `ledger/${period}/messages/${hash}`
}

export const entryKey = ({ message, number }: Try, word: EntryWord): string =>
  `${messagePrefix(message)}/${number}.${word}.json`

/** The second claim: an address hears of a campaign once a day, whoever shares it. */
export const addressClaimKey = ({ addressHash, campaignId, occasionOn }: Message): string =>
  `ledger/${occasionOn.slice(0, 7)}/addresses/${sha256([addressHash, campaignId, occasionOn].join('|'))}.json`

/** Uncertain tries once more by date, so that few objects say which there are. */
export const uncertainKey = (one: Try, at: string): string =>
  `${uncertainPrefix(at.slice(0, 7))}/${at.slice(0, 10)}.${tryText(one)}.json`

export const uncertainPrefix = (month: string): string => `ledger/${month}/uncertain`

/** What an occurrence tells of when it was: a night’s month, or a year. */
const periodOf = (occurrence: string): string =>
  /^\d{4}-\d\d-\d\d/.test(occurrence) ? occurrence.slice(0, 7) : occurrence.slice(0, 4)
