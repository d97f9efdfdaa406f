import type { CanonicalName } from '../ingest/canonical.ts'
import type { Shop } from './shop.ts'

/** One file of the sample: what is in it, how it is written and what is wrong with it. */
export interface SampleTable {
  /** The canonical table that it feeds. */
  readonly name: CanonicalName
  /** What the configuration calls its source, if not as the table. */
  readonly source?: string
  readonly path: string
  readonly form: 'comma' | 'semicolon' | 'json'
  /** The shop's own words for the columns. */
  readonly header: readonly string[]
  /** A byte order mark stands before the header. */
  readonly marked?: true
  readonly dirt: readonly Dirt[]
  readonly rows: (shop: Shop) => Iterable<SampleRow>
}

/** A row as it is written, and the day of its instant, if its table has one. */
export interface SampleRow {
  readonly cells: string[]
  day?: number
}

/** Something wrong with one row in `every`. */
export interface Dirt {
  readonly kind: string
  readonly every: number
  /** What comes of it: nothing, a value that is lost, a row that is lost, a further row with the same key. */
  readonly effect: 'none' | 'value' | 'row' | 'equal-copy' | 'other-copy'
  /** What the rejects will say. */
  readonly reason?: 'missing' | 'unreadable' | 'unknown-word' | 'not-json' | 'conflicting-duplicate'
  /** The canonical column that is hit; none where the whole row is. */
  readonly column?: string
  readonly spoil?: (
    row: SampleRow,
    of: { shop: Shop; header: readonly string[]; nth: number },
  ) => void
  /** What becomes of the finished line. */
  readonly tear?: (line: string) => string
}
