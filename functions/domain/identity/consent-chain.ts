/** The chain of digests: what consents were on record each night, so that a later change shows. */
import { sha256 } from '../sha256.ts'

/** What the engine says of a night’s rows. */
export interface RowsDigest {
  readonly events: number
  readonly rows_sha256: string
}

/** A night of the journal `consent_digests`. */
export interface ConsentDigest extends RowsDigest {
  readonly previous_sha256: string | null
  readonly sha256: string
}

export interface DatedDigest extends ConsentDigest {
  readonly as_of: string
}

/** The digest of a night, chained to the one before. */
export function chained(asOf: string, rows: RowsDigest, previous: string | null): ConsentDigest {
  const text = [asOf, rows.events, rows.rows_sha256, previous ?? ''].join('\n')
  return {
    events: rows.events,
    rows_sha256: rows.rows_sha256,
    previous_sha256: previous,
    sha256: sha256(text),
  }
}

/** What does not fit on a night. */
export interface Misfit {
  readonly as_of: string
  readonly what: 'link' | 'digest' | 'rows'
}

/**
 * Nights that do not fit, oldest first. `rows` are the digests of rows that are still kept, by night. A night’s link
 * is compared with the night before where that is kept.
 */
export function misfits(
  nights: readonly DatedDigest[],
  rows: ReadonlyMap<string, RowsDigest>,
): readonly Misfit[] {
  const inOrder = nights.toSorted((a, b) => (a.as_of < b.as_of ? -1 : 1))
  return inOrder.flatMap((night, i): readonly Misfit[] => {
    const before = inOrder[i - 1]
    const kept = rows.get(night.as_of)
    const is = (what: Misfit['what'], odd: boolean) => (odd ? [{ as_of: night.as_of, what }] : [])
    return [
      ...is('link', before !== undefined && night.previous_sha256 !== before.sha256),
      ...is('digest', chained(night.as_of, night, night.previous_sha256).sha256 !== night.sha256),
      ...is(
        'rows',
        kept !== undefined &&
          (kept.events !== night.events || kept.rows_sha256 !== night.rows_sha256),
      ),
    ]
  })
}
