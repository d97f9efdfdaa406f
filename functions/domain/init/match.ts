/** Which of a file's columns may be which column of a canonical table. */
import { type CanonicalName, canonicalTable } from '../ingest/canonical.ts'
import { type Facts, share } from './facts.ts'
import { kindOf, objection } from './kinds.ts'
import { type Fit, nameFit } from './names.ts'
import { knownWords, mapWords } from './words.ts'

export interface Match {
  readonly column: string
  readonly facts: Facts
  readonly fit: Fit
  /** Others that could be it, best first. */
  readonly rivals: readonly Facts[]
  /** The best rival is as good: only a person can tell. */
  readonly isTie: boolean
}

/** A column that its name speaks for and its values speak against. */
export interface Refused {
  readonly column: string
  readonly facts: Facts
  readonly why: string
}

export interface TableMatch {
  readonly table: CanonicalName
  readonly matches: ReadonlyMap<string, Match>
  readonly refused: readonly Refused[]
}

/** A further objection, from what is known of the whole table. */
export type Objection = (column: string, facts: Facts, fit: Fit) => string | undefined

interface Candidate {
  readonly column: string
  readonly facts: Facts
  readonly fit: Fit
  readonly score: number
}

/** Matches columns to a table, best names first, each column of the file once. */
export function matchTable(
  table: CanonicalName,
  columns: readonly Facts[],
  objects: Objection = () => undefined,
): TableMatch {
  const refused: Refused[] = []
  const candidates: Candidate[] = []
  for (const column of Object.keys(canonicalTable(table).columns)) {
    for (const facts of columns) {
      const fit = nameFit(table, column, facts.name)
      if (fit === undefined) continue
      const why =
        objection(kindOf(table, column), facts) ??
        strangeWords(table, column, fit, facts) ??
        objects(column, facts, fit)
      if (why === undefined) candidates.push({ column, facts, fit, score: scoreOf(fit, facts) })
      else if (fit >= 2) refused.push({ column, facts, why })
    }
  }
  candidates.sort((a, b) => b.score - a.score)
  const matches = new Map<string, Match>()
  const taken = new Set<Facts>()
  for (const { column, facts, fit, score } of candidates) {
    if (matches.has(column) || taken.has(facts)) continue
    taken.add(facts)
    const same = candidates.filter((one) => one.column === column && one.facts !== facts)
    matches.set(column, {
      column,
      facts,
      fit,
      rivals: same.map((one) => one.facts),
      isTie: same.some((one) => one.score === score && !alike(one.facts, facts)),
    })
  }
  return { table, matches: withFreeRivals(matches, taken), refused }
}

/** A weak name, such as state, is believed only if its words are ours. */
function strangeWords(
  table: CanonicalName,
  column: string,
  fit: Fit,
  facts: Facts,
): string | undefined {
  const known = knownWords(table, column)
  if (known === undefined || fit > 1) return undefined
  const { map } = mapWords(known, facts.words.keys())
  return share(facts, (word) => Object.hasOwn(map, word)) >= 0.6 ? undefined : 'holds other words'
}

/** Fullness, in quarters, decides between names that fit alike; a column that is mostly empty is no key. */
function scoreOf(fit: Fit, { filled, values }: Facts): number {
  const full = filled / Math.max(1, values.length)
  return 10 * fit + Math.round(4 * full) - (full < 0.5 ? 12 : 0)
}

/** A rival that is another column's match is none. */
function withFreeRivals(
  matches: ReadonlyMap<string, Match>,
  taken: ReadonlySet<Facts>,
): ReadonlyMap<string, Match> {
  return new Map(
    [...matches].map(([column, match]) => {
      const rivals = match.rivals.filter((facts) => !taken.has(facts))
      return [column, { ...match, rivals, isTie: match.isTie && rivals.length > 0 }]
    }),
  )
}

/** Two columns that hold the same in every row: either will do. */
const alike = (one: Facts, other: Facts): boolean =>
  one.values.length === other.values.length &&
  one.values.every((value, row) => value === other.values[row])
