import type { Shop } from './shop.ts'
import type { Dirt, SampleTable } from './table.ts'
import { dateText } from './time.ts'

/** What was written to one file. */
export interface Tally {
  staged: number
  rejected: number
  duplicate: number
  /** Staged rows whose instant is on or after the history's last day, and after it. */
  fromLastDay: number
  afterLastDay: number
  readonly dirt: Map<Dirt, number>
}

/** What a sample holds and what ingest must make of it: the body of `truth.json`. */
export interface Truth {
  readonly to: string
  readonly seed: number
  readonly customers: number
  /** Every kind of dirt in every file, harmless kinds too. */
  readonly dirt: readonly { readonly file: string; readonly kind: string; readonly rows: number }[]
  /** What the table `rejects` must say, counted. */
  readonly rejects: readonly TrueRejects[]
  /** What `source_quality` must say on the nights of `to` and of the day after. */
  readonly quality: Readonly<Record<string, readonly TrueQuality[]>>
}

/** How many rows of `rejects` say the same of a file; `is_row` where the row itself was rejected. */
export interface TrueRejects {
  readonly source: string
  readonly file: string
  readonly table: string
  /** The canonical column, or `(row)` where all of the row is meant. */
  readonly column: string
  readonly reason: string
  readonly is_row: boolean
  readonly rows: number
}

/** A row of `source_quality`. */
export interface TrueQuality {
  readonly source: string
  readonly file: string
  readonly rows_read: number
  readonly rows_staged: number
  readonly rows_rejected: number
  readonly rows_duplicate: number
  readonly rows_later: number
}

/** A tally of nothing yet. */
export const emptyTally = (): Tally => ({
  staged: 0,
  rejected: 0,
  duplicate: 0,
  fromLastDay: 0,
  afterLastDay: 0,
  dirt: new Map(),
})

/** The truth about files that have been written. */
export function truthOf(
  shop: Shop,
  written: readonly { readonly table: SampleTable; readonly tally: Tally }[],
): Truth {
  const night = (later: 'fromLastDay' | 'afterLastDay') =>
    written.map(({ table, tally }) => ({
      source: table.source ?? table.name,
      file: table.path,
      rows_read: tally.staged + tally.rejected + tally.duplicate,
      rows_staged: tally.staged,
      rows_rejected: tally.rejected,
      rows_duplicate: tally.duplicate,
      rows_later: tally[later],
    }))
  return {
    to: dateText(shop.to),
    seed: shop.seed,
    customers: shop.customers,
    dirt: written.flatMap(({ table, tally }) => [
      ...(table.marked ? [{ file: table.path, kind: 'byte order mark', rows: 1 }] : []),
      ...[...tally.dirt].map(([{ kind }, rows]) => ({ file: table.path, kind, rows })),
    ]),
    rejects: written.flatMap(({ table, tally }) => rejectsOf(table, tally)),
    quality: {
      [dateText(shop.to)]: night('fromLastDay'),
      [dateText(shop.to + 1)]: night('afterLastDay'),
    },
  }
}

function rejectsOf(table: SampleTable, tally: Tally): readonly TrueRejects[] {
  return [...tally.dirt].flatMap(([{ reason, column, effect }, rows]) =>
    reason === undefined
      ? []
      : [
          {
            source: table.source ?? table.name,
            file: table.path,
            table: table.name,
            column: column ?? '(row)',
            reason,
            is_row: effect === 'row',
            rows,
          },
        ],
  )
}
