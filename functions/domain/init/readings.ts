/** The values of a column as the options of its mapping: format, decimals, words. */
import type { CanonicalName } from '../ingest/canonical.ts'
import { countryCode } from './countries.ts'
import { type Facts, share } from './facts.ts'
import { booleanOf, type Kind, kindOf } from './kinds.ts'
import type { FileType } from './profile.ts'
import type { MappingProposal, Remark, Strip, Weight } from './proposal.ts'
import { knownWords, mapWords } from './words.ts'

/** What is known of a whole source, for its doubtful columns. */
export interface Habits {
  readonly type: FileType
  /** Missing: nothing tells. */
  readonly decimal?: '.' | ','
  /** Every row was looked at. */
  readonly isWhole: boolean
  /** Whether days stand before months in `03/02/2026`, as other columns of the source prove. */
  readonly dayFirst?: boolean
}

/** What the values say: one mapping, or several among which a person must choose. */
export interface Found {
  readonly mapping?: MappingProposal
  readonly choices?: readonly MappingProposal[]
  readonly unknownWords?: readonly string[]
  readonly remarks?: readonly Remark[]
}

/** Reads a column as what a canonical column holds. `needed`: without it rows are rejected. */
export function readColumn(
  table: CanonicalName,
  column: string,
  facts: Facts,
  { habits, needed }: { readonly habits: Habits; readonly needed: boolean },
): Found {
  return makers[kindOf(table, column)]?.(facts, habits, needed, table, column) ?? {}
}

type Maker = (
  facts: Facts,
  habits: Habits,
  needed: boolean,
  table: CanonicalName,
  column: string,
) => Found

const dateMaker: Maker = (facts, habits, needed) => dates(facts, habits, needed)

const makers: Readonly<Partial<Record<Kind, Maker>>> = {
  instant: dateMaker,
  date: dateMaker,
  number: (facts, habits, needed) => numbers(facts, habits, needed),
  boolean: (facts) => booleans(facts),
  words: (facts, habits, _needed, table, column) => ourWords(facts, habits, table, column),
  currency: (facts) => currencies(facts),
  label: (facts, _habits, _needed, _table, column) =>
    column === 'country' ? countries(facts) : {},
  id: (facts) => ids(facts),
  phone: (facts) => (facts.apostrophes ? { mapping: { strip: 'apostrophe' } } : {}),
}

const remark = (weight: Weight, text: string): Remark => ({ weight, text })
const choice = (weight: Weight, text: string): Remark => ({ weight, text, choice: true })

function dates(facts: Facts, { dayFirst }: Habits, needed: boolean): Found {
  if (facts.native === 'instant' || facts.native === 'date') return {}
  const { formats = [], share: read = 1, standard = 0, unread } = facts.dates ?? {}
  const [format = '', ...rivals] = formats
  if (standard > read || (standard === read && !isWritable(format))) {
    return standard === 1 ? {} : { remarks: [odds(1 - standard, `of ${facts.name} are no dates`)] }
  }
  const proven = formats.find(
    (one) => dayFirst !== undefined && one.startsWith(dayFirst ? 'D' : 'M'),
  )
  if (rivals.length > 0 && proven === undefined) {
    const example = [...facts.words.keys()][0] ?? ''
    return {
      choices: formats.map((one) => ({ format: one })),
      remarks: [
        choice(
          needed ? 'ask' : 'unsure',
          `${formats.join(' or ')}? No date of ${facts.name} tells day from month (${example}); keep one of the lines`,
        ),
      ],
    }
  }
  const remarks: Remark[] = []
  if (rivals.length > 0) {
    remarks.push(remark('say', `day and month as in the other dates of the file: ${proven}`))
  }
  if (read < 1) {
    remarks.push(odds(1 - read, `of ${facts.name} read otherwise, e.g. ${unread}`))
  }
  return { mapping: { format: proven ?? format }, remarks }
}

const isWritable = (format: string): boolean => !/S/.test(format) || /(?<!S)SSS(?!S)/.test(format)

function numbers(facts: Facts, habits: Habits, needed: boolean): Found {
  const reading = facts.numbers
  if (facts.native === 'number' || !reading) return {}
  const decimal = reading.decimal ?? habits.decimal
  if (reading.doubtful !== undefined && decimal === undefined) return doubtful(facts, needed)
  const remarks: Remark[] = []
  const odd = reading.conflict ?? reading.unread
  if (odd !== undefined) {
    remarks.push(odds(1 - reading.share, `of ${facts.name} are no such numbers, e.g. ${odd}`))
  }
  // Taking commas off would make 12,50 a hundred times as much: then rather let it be rejected.
  const needsStrip = reading.dressed > 0 || (decimal === '.' && reading.hasCommas)
  const strip = needsStrip && (reading.conflict === undefined || reading.dressed > 0.2)
  if (strip && reading.conflict !== undefined) {
    remarks.push(
      remark('unsure', `${facts.name} has both decimal marks: ${reading.conflict} may be misread`),
    )
  }
  // The stripping of money must know the decimals of this column, whatever the file's are.
  const own = decimal === ',' && (strip || habits.decimal !== ',') ? ',' : undefined
  const other = decimal === '.' && habits.decimal === ',' ? '.' : own
  return {
    mapping: { ...(strip ? { strip: 'money' } : {}), ...(other ? { decimal: other } : {}) },
    remarks,
  }
}

/** 1,234 or 1.234 and nothing that tells: two ways to read it. */
function doubtful({ name, numbers: reading }: Facts, needed: boolean): Found {
  const asDecimals: MappingProposal = {
    ...(reading?.hasCommas ? { decimal: ',' } : {}),
    ...((reading?.dressed ?? 0) > 0 ? { strip: 'money' } : {}),
  }
  const asThousands: MappingProposal = {
    strip: 'money',
    ...(reading?.hasCommas ? {} : { decimal: ',' }),
  }
  const text = `is ${reading?.doubtful} in ${name} a whole number with thousands, or has it three decimals? Keep one of the lines`
  return {
    choices: [asThousands, asDecimals],
    remarks: [choice(needed ? 'ask' : 'unsure', text)],
  }
}

/** Values that don't read: a little of it is the dirt of every export. */
const odds = (share: number, text: string): Remark =>
  remark(share < 0.01 ? 'say' : 'unsure', `${percent(share)} ${text}`)

function booleans(facts: Facts): Found {
  if (facts.native === 'boolean') return {}
  const words = [...facts.words.keys()].sort()
  const map = Object.fromEntries(
    words.flatMap((word) => {
      const value = booleanOf(word)
      return value === undefined || isPlainBoolean(word) ? [] : [[word, String(value)]]
    }),
  )
  return Object.keys(map).length > 0 ? { mapping: { map } } : {}
}

/** Words for yes and no that are read without a map. */
const isPlainBoolean = (word: string) => /^(true|t|yes|y|1|false|f|no|n|0)$/i.test(word)

function ourWords(facts: Facts, { isWhole }: Habits, table: CanonicalName, column: string): Found {
  const known = knownWords(table, column) ?? {}
  const { map: seen, unknown } = mapWords(known, caseless(facts))
  // A cancelled order among the rows that were not looked at must not count either.
  const map = isWhole || column !== 'status' ? seen : { ...undoneWords(known, seen), ...seen }
  const isOurs = Object.entries(map).every(([word, ours]) => word.toLowerCase() === ours)
  if (unknown.length === 0) return isOurs ? {} : { mapping: { map } }
  const weight: Weight = column === 'status' ? 'ask' : 'unsure'
  return {
    mapping: { map },
    unknownWords: unknown,
    remarks: [
      choice(
        weight,
        `${facts.name} has words that may mean anything: ${unknown.slice(0, 8).join(', ')}`,
      ),
    ],
  }
}

/** The known words of orders that don't count, but for those that are there in another spelling. */
function undoneWords(
  known: Readonly<Record<string, string>>,
  seen: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const there = new Set(Object.keys(seen).map((word) => word.toLowerCase()))
  return Object.fromEntries(
    Object.entries(known).filter(([word, ours]) => ours !== 'paid' && !there.has(word)),
  )
}

function currencies(facts: Facts): Found {
  const words = caseless(facts)
  const map = Object.fromEntries(words.map((word) => [word, word.toUpperCase()]))
  return words.every((word) => word === word.toUpperCase()) ? {} : { mapping: { map } }
}

function countries(facts: Facts): Found {
  const names = caseless(facts).filter((word) => !/^[A-Z]{2}$/.test(word))
  if (names.length === 0) return {}
  const found = names.map((name) => [name, countryCode(name)] as const)
  const map = Object.fromEntries(
    found.filter((one): one is [string, string] => one[1] !== undefined),
  )
  const unknown = found.filter(([, code]) => code === undefined).map(([name]) => name)
  return {
    ...(Object.keys(map).length > 0 ? { mapping: { map } } : {}),
    remarks:
      unknown.length === 0
        ? []
        : [remark('unsure', `no country by the name of ${list(unknown)}: kept as written`)],
  }
}

function ids(facts: Facts): Found {
  const isFloat =
    facts.native === undefined && share(facts, (word) => /^\d+\.0+$/.test(word)) >= 0.5
  const strip: readonly Strip[] = [
    ...(facts.apostrophes ? (['apostrophe'] as const) : []),
    ...(isFloat ? (['decimals'] as const) : []),
  ]
  const [only, ...more] = strip
  return only === undefined ? {} : { mapping: { strip: more.length > 0 ? strip : only } }
}

/** Distinct words, one spelling each: a map doesn't tell capital from small letters. */
function caseless(facts: Facts): readonly string[] {
  const words = new Map<string, string>()
  for (const word of [...facts.words.keys()].sort()) {
    if (!words.has(word.toLowerCase())) words.set(word.toLowerCase(), word)
  }
  return [...words.values()]
}

const list = (names: readonly string[]) =>
  names.length > 5
    ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more`
    : names.join(', ')

const percent = (share: number) => `${share < 0.01 ? 'under 1' : Math.round(100 * share)} %`
