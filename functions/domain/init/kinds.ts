/** What a canonical column wants to hold, and whether a file's column holds it. */
import { type CanonicalName, canonicalTable } from '../ingest/canonical.ts'
import { type Facts, share } from './facts.ts'
import { knownWords } from './words.ts'

export type Kind =
  | 'id'
  | 'text'
  | 'instant'
  | 'date'
  | 'number'
  | 'boolean'
  | 'email'
  | 'phone'
  | 'currency'
  | 'words'
  | 'label'

/** The kind of a canonical column. */
export function kindOf(table: CanonicalName, column: string): Kind {
  const type = canonicalTable(table).columns[column]?.type ?? 'varchar'
  if (type === 'timestamp(3)') return 'instant'
  if (type === 'date' || type === 'boolean') return type
  if (type !== 'varchar') return 'number'
  if (column === 'email' || column === 'phone' || column === 'currency') return column
  if (column === 'sku' || column.endsWith('_id')) return 'id'
  if (knownWords(table, column) !== undefined) return 'words'
  return labels.has(`${table}.${column}`) ? 'label' : 'text'
}

/** Columns of words for groups of customers or rows: never a number, a date or an address. */
const labels = new Set(
  `customers.gender customers.country customers.region customers.city customers.timezone
  customers.language customers.first_name customers.last_name events.name events.device events.os
  orders.channel order_items.category order_items.brand accounts.industry accounts.country`.split(
    /\s+/,
  ),
)

/** Why a column cannot be of a kind; nothing if it can. Empty columns cannot be anything. */
export function objection(kind: Kind, facts: Facts): string | undefined {
  if (facts.filled === 0) return 'empty in the lines looked at'
  return objections[kind](facts)
}

/** Share of the values that must be readable: less is a column of another kind. */
const enough = 0.9

const address = (word: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(word)
const isDate = ({ native, dates }: Facts) =>
  native === 'instant' ||
  native === 'date' ||
  Math.max(dates?.share ?? 0, dates?.standard ?? 0) >= enough

const objections: Readonly<Record<Kind, (facts: Facts) => string | undefined>> = {
  id: (facts) => {
    const { native, dates, numbers } = facts
    if (native === 'instant' || native === 'date' || native === 'boolean') return 'not an id'
    // Eight digits may be both; a date with marks in it is no id.
    if (dates !== undefined && dates.share >= enough && !/^YYYYMMDD/.test(dates.formats[0] ?? '')) {
      return 'holds dates, not ids'
    }
    if (numbers !== undefined && numbers.share >= enough && !numbers.whole) {
      return 'holds amounts, not ids'
    }
    if (share(facts, (word) => /[\p{L}.]\s+\p{L}/u.test(word) && !/\d/.test(word)) > 0.1) {
      return 'holds names, not ids'
    }
    return undefined
  },
  text: () => undefined,
  label: (facts) => {
    if (isDate(facts)) return 'holds dates'
    return facts.native === 'number' || (facts.numbers?.share ?? 0) >= 0.5
      ? 'holds numbers'
      : share(facts, address) > 0.5
        ? 'holds addresses'
        : undefined
  },
  instant: (facts) => {
    if (isDate(facts)) return undefined
    return share(facts, (word) => /^(\d{10}|\d{13})(\.0)?$/.test(word)) > enough
      ? 'holds seconds since 1970, which no format reads'
      : 'holds no dates that a format reads'
  },
  date: (facts) => (isDate(facts) ? undefined : 'holds no dates that a format reads'),
  number: (facts) => {
    if (facts.native === 'number') return undefined
    return (facts.numbers?.share ?? 0) >= enough &&
      !(isDate(facts) && facts.dates?.formats[0]?.includes('-'))
      ? undefined
      : 'holds no numbers'
  },
  boolean: (facts) =>
    facts.native === 'boolean' || share(facts, (word) => booleanOf(word) !== undefined) >= enough
      ? undefined
      : 'holds no yes and no',
  email: (facts) => (share(facts, address) >= 0.7 ? undefined : 'holds no addresses'),
  phone: (facts) =>
    share(facts, (word) => /^\+?[\d\s()./-]{5,}$/.test(word) && !address(word)) >= 0.7 &&
    !isDate(facts)
      ? undefined
      : 'holds no phone numbers',
  currency: (facts) =>
    share(facts, (word) => /^[A-Za-z]{3}$/.test(word)) >= enough && facts.words.size <= 40
      ? undefined
      : 'holds no currency codes',
  words: (facts) =>
    isDate(facts) || facts.words.size > 40 || facts.numbers?.whole === false
      ? 'holds more than a few words'
      : undefined,
}

/** Yes or no, in the words that exports use. */
export function booleanOf(word: string): boolean | undefined {
  const text = word.toLowerCase()
  if (/^(true|t|yes|y|1|on|subscribed|granted|opted-?in|ja|oui|si|sí)$/.test(text)) return true
  if (
    /^(false|f|no|n|0|off|unsubscribed|never_subscribed|withdrawn|denied|opted-?out|nein|non)$/.test(
      text,
    )
  ) {
    return false
  }
  return undefined
}
