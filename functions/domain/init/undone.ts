/** Columns that nothing reads and that speak of orders which were given back, cancelled or never paid. */
import type { Facts } from './facts.ts'
import { booleanOf } from './kinds.ts'
import { plainName } from './names.ts'
import type { Remark } from './proposal.ts'
import { knownWords, mapWords } from './words.ts'

/**
 * A question for each column of `unread` that would change what orders came to. `status`: the column that says what
 * became of them, if any does.
 */
export function undoneRemarks(
  unread: readonly Facts[],
  status: Facts | undefined,
): readonly Remark[] {
  return unread.flatMap((facts) => {
    const text = doubtOf(facts, status)
    return text === undefined ? [] : [{ weight: 'ask' as const, text }]
  })
}

function doubtOf(facts: Facts, status: Facts | undefined): string | undefined {
  const { name, values } = facts
  const plain = plainName(name)
  const counts = (row: number) => becameOf(status?.values[row] ?? '') !== 'undone'
  const isOfCounting = (value: string, row: number) => isSaid(value) && counts(row)
  if (refunds.test(plain) && values.some(isOfCounting)) {
    return `${name} speaks of money given back, and nothing reads it: map it as refunded, or take the column out`
  }
  const isFlag = flags.test(plain)
  if (isFlag && values.some(isOfCounting)) {
    return `${name} marks cancelled orders, and nothing reads it: keep those rows out by rows, or take the column out`
  }
  if (!status && payments.test(plain) && values.some((value) => booleanOf(value) === false)) {
    return `${name} says which orders were paid, and nothing reads it: map it as the status, or take the column out`
  }
  if (isFlag || facts.words.size > mostWords) return undefined
  const undone = values.find((value, row) => becameOf(value) === 'undone' && counts(row))
  return undone === undefined
    ? undefined
    : `${name} says ${undone} of orders that count, and nothing reads it: map it as the status, or keep those rows out by rows`
}

const refunds = /refund|erstatt|rembours|reembols|gutschrift|chargeback/
const flags =
  /^(is|was)?(cancel+ed|cancel+ation|void|voided|deleted|storniert|storno|annule|annulee|anulado|cancelado|test|testorder)(at|on|date|time|am)?$/
const payments = /^(is|was)?(paid|captured|bezahlt|paye|payee|pagado)$/

/** A column of more words than that is no list of states. */
const mostWords = 40

/** Whether a cell says anything but no and nothing. */
const isSaid = (value: string): boolean =>
  value !== '' && booleanOf(value) !== false && !/^[^\p{L}1-9]*$/u.test(value)

/** What a word says of its order. */
function becameOf(word: string): 'undone' | undefined {
  if (/^(return|refund|retoure|gutschrift|credit ?note|avoir|storno|void)s?$/i.test(word.trim())) {
    return 'undone'
  }
  const [ours] = Object.values(mapWords(knownWords('orders', 'status') ?? {}, [word]).map)
  return ours === 'cancelled' || ours === 'refunded' ? 'undone' : undefined
}
