import { type EntryWord, entryWords } from './message.ts'

/**
 * What the ledger knows of a message. `open`: claimed, and nothing more is known yet. `free`: nobody has it, `next` is
 * the number of the try that may.
 */
export type MessageState =
  | { readonly status: 'free'; readonly next: number }
  | { readonly status: 'open' | Outcome; readonly number: number }

/** What becomes of a try. */
export type Outcome = 'sent' | 'failed' | 'uncertain' | 'let-go'

/** The state of a message from the names of its entries. What is surer goes first, in whatever order it was written. */
export function stateOf(keys: readonly string[]): MessageState {
  const entries = keys.flatMap((key) => entryIn(key) ?? [])
  const number = Math.max(0, ...entries.map((entry) => entry.number))
  const words = new Set(entries.filter((entry) => entry.number === number).map(({ word }) => word))
  if (number === 0) return { status: 'free', next: 1 }
  // Sent is sent, whichever try did it.
  const sent = entries.find(({ word }) => word === 'sent')
  if (sent) return { status: 'sent', number: sent.number }
  if (words.has('failed')) return { status: 'failed', number }
  if (words.has('let-go')) return { status: 'let-go', number }
  if (words.has('back') || words.has('again')) return { status: 'free', next: number + 1 }
  return { status: words.has('uncertain') ? 'uncertain' : 'open', number }
}

function entryIn(key: string): { number: number; word: EntryWord } | undefined {
  const [, number = '', name = ''] = /\/(\d+)\.([a-z-]+)\.json$/.exec(key) ?? []
  const word = entryWords.find((one) => one === name)
  return word && { number: Number(number), word }
}
