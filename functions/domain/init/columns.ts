/** A matched column as a mapping: format, decimals, words, and what is doubtful about them. */
import type { CanonicalName } from '../ingest/canonical.ts'
import { canonicalTable } from '../ingest/canonical.ts'
import { countryCode } from './countries.ts'
import type { Facts } from './facts.ts'
import { booleanOf, type Kind, kindOf } from './kinds.ts'
import type { Match } from './match.ts'
import type { FileType } from './profile.ts'
import type { ColumnProposal, MappingProposal, Remark, Weight } from './proposal.ts'
import { knownWords, mapWords } from './words.ts'

/** What is known of a whole source, for its doubtful columns. */
export interface Habits {
  readonly type: FileType
  /** Missing: nothing tells. */
  readonly decimal?: '.' | ','
  /** Whether days stand before months in `03/02/2026`, as other columns of the source prove. */
  readonly dayFirst?: boolean
}

/** The mapping of a match; a tie of a needed column is left to a person. */
export function mapColumn(table: CanonicalName, match: Match, habits: Habits): ColumnProposal {
  const { column, facts, fit, rivals, isTie } = match
  const mapped = mapFacts(table, column, facts, habits)
  const others = rivals.slice(0, 3).map(({ name }) => name)
  if (isTie) {
    const choices = [facts, ...rivals]
      .slice(0, 4)
      .map((one) => mapFacts(table, column, one, habits))
    const weight: Weight = isNeeded(table, column) ? 'ask' : 'unsure'
    return {
      column,
      choices: choices.flatMap(({ mapping, choices: formats }) => mapping ?? formats ?? []),
      remarks: [
        remark(
          weight,
          `${facts.name} or ${others.join(' or ')}? Nothing tells; keep one of the lines`,
        ),
      ],
    }
  }
  const remarks = [...mapped.remarks]
  if (others.length > 0) {
    remarks.push(remark('say', `${facts.name} fits best; also possible: ${others.join(', ')}`))
  }
  if (fit === 1)
    remarks.push(remark('unsure', `taken for want of a clearer name than ${facts.name}`))
  return { ...mapped, remarks }
}

/** Columns without which the rows of a table are rejected. */
export function isNeeded(table: CanonicalName, column: string): boolean {
  if (canonicalTable(table).columns[column]?.required) return true
  return (
    table === 'order_items' && /^(ordered_at|amount|unit_price|quantity|customer_id)$/.test(column)
  )
}

const remark = (weight: Weight, text: string): Remark => ({ weight, text })

function mapFacts(
  table: CanonicalName,
  column: string,
  facts: Facts,
  habits: Habits,
): ColumnProposal {
  const kind = kindOf(table, column)
  const needed = isNeeded(table, column)
  const found = makers[kind]?.(facts, habits, needed, table, column) ?? {}
  const { mapping = {}, choices, unknownWords, remarks = [] } = found
  const from = { from: facts.name }
  if (choices) {
    return { column, choices: choices.map((one) => ({ ...from, ...one })), remarks }
  }
  return {
    column,
    mapping: { ...from, ...mapping },
    ...(unknownWords && unknownWords.length > 0 ? { unknownWords } : {}),
    remarks,
  }
}

interface Found {
  readonly mapping?: MappingProposal
  readonly choices?: readonly MappingProposal[]
  readonly unknownWords?: readonly string[]
  readonly remarks?: readonly Remark[]
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
  words: (facts, _habits, _needed, table, column) => ourWords(facts, table, column),
  currency: (facts) => currencies(facts),
  label: (facts, _habits, _needed, _table, column) =>
    column === 'country' ? countries(facts) : {},
  id: (facts) => ids(facts),
  phone: (facts) => (facts.apostrophes ? { mapping: { strip: 'apostrophe' } } : {}),
}

function dates(facts: Facts, { dayFirst }: Habits, needed: boolean): Found {
  if (facts.native === 'instant' || facts.native === 'date') return {}
  const { formats = [], share = 1, unread } = facts.dates ?? {}
  const [format = '', ...rivals] = formats
  if ([...facts.words.keys()].every(isStandard) && (share < 1 || !isWritable(format))) return {}
  const proven = formats.find(
    (one) => dayFirst !== undefined && one.startsWith(dayFirst ? 'D' : 'M'),
  )
  if (rivals.length > 0 && proven === undefined) {
    const example = [...facts.words.keys()][0] ?? ''
    return {
      choices: formats.map((one) => ({ format: one })),
      remarks: [
        remark(
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
  if (share < 1) {
    remarks.push(
      remark('unsure', `${percent(1 - share)} of ${facts.name} read otherwise, e.g. ${unread}`),
    )
  }
  return { mapping: { format: proven ?? format }, remarks }
}

/** What a date without a format may look like. */
const isStandard = (word: string): boolean =>
  /^\d{4}-\d{2}-\d{2}([ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?( ?(Z|[+-]\d{2}:?\d{2}))?)?$/.test(
    word,
  )

const isWritable = (format: string): boolean => !/S/.test(format) || /(?<!S)SSS(?!S)/.test(format)

function numbers(facts: Facts, habits: Habits, needed: boolean): Found {
  const reading = facts.numbers
  if (facts.native === 'number' || !reading) return {}
  const decimal = reading.decimal ?? habits.decimal
  if (reading.doubtful !== undefined && decimal === undefined) {
    const mark = reading.thousands['.'] ? ',' : '.'
    const whole = mark === ',' ? '.' : ','
    return {
      choices: [
        {
          ...(mark === ',' ? { decimal: ',' as const } : {}),
          ...(reading.dressed ? { strip: 'money' as const } : {}),
        },
        { strip: 'money', ...(whole === ',' ? { decimal: ',' as const } : {}) },
      ],
      remarks: [
        remark(
          needed ? 'ask' : 'unsure',
          `is ${reading.doubtful} in ${facts.name} a whole number with thousands, or has it three decimals? Keep one of the lines`,
        ),
      ],
    }
  }
  const remarks: Remark[] = []
  if (reading.share < 1) {
    remarks.push(
      remark(
        'unsure',
        `${percent(1 - reading.share)} of ${facts.name} are no numbers, e.g. ${reading.unread}`,
      ),
    )
  }
  const strip = reading.dressed || (decimal !== ',' && reading.thousands['.'])
  // The stripping of money must know the decimals of this column, whatever the file's are.
  const own = decimal === ',' && (strip || habits.decimal !== ',') ? ',' : undefined
  const other = decimal === '.' && habits.decimal === ',' ? '.' : own
  return {
    mapping: { ...(strip ? { strip: 'money' } : {}), ...(other ? { decimal: other } : {}) },
    remarks,
  }
}

function booleans(facts: Facts): Found {
  if (facts.native === 'boolean') return {}
  const words = [...facts.words.keys()].sort()
  if (words.every((word) => /^(true|t|yes|y|1|false|f|no|n|0)$/i.test(word))) return {}
  const map = Object.fromEntries(
    words.flatMap((word) => {
      const value = booleanOf(word)
      return value === undefined ? [] : [[word, String(value)]]
    }),
  )
  return { mapping: { map } }
}

function ourWords(facts: Facts, table: CanonicalName, column: string): Found {
  const known = knownWords(table, column) ?? {}
  const { map, unknown } = mapWords(known, caseless(facts))
  const isOurs = Object.entries(map).every(([word, ours]) => word.toLowerCase() === ours)
  if (unknown.length === 0) return isOurs ? {} : { mapping: { map } }
  const weight: Weight = column === 'status' ? 'ask' : 'unsure'
  return {
    mapping: { map },
    unknownWords: unknown,
    remarks: [
      remark(
        weight,
        `${facts.name} has words that may mean anything: ${unknown.slice(0, 8).join(', ')}`,
      ),
    ],
  }
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
  const isFloat = [...facts.words.keys()].some((word) => /^\d+\.0+$/.test(word))
  const remarks =
    isFloat && facts.native === undefined
      ? [
          remark(
            'unsure',
            `${facts.name} is written with decimals (${[...facts.words.keys()][0]}): it joins only with files that do the same`,
          ),
        ]
      : []
  return facts.apostrophes ? { mapping: { strip: 'apostrophe' }, remarks } : { remarks }
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
