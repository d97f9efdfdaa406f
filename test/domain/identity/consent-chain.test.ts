import { describe, expect, it } from 'vitest'
import {
  chained,
  type DatedDigest,
  misfits,
  type RowsDigest,
} from '../../../functions/domain/identity/consent-chain.ts'

const rowsOf = (events: number): RowsDigest => ({ events, rows_sha256: `hash of ${events}` })

/** Nights from the first of March on, with as many consents each. */
function nights(...counts: number[]): readonly DatedDigest[] {
  const made: DatedDigest[] = []
  counts.forEach((events, i) => {
    const as_of = `2026-03-0${i + 1}`
    made.push({ as_of, ...chained(as_of, rowsOf(events), made.at(-1)?.sha256 ?? null) })
  })
  return made
}

describe('the chain of consents', () => {
  it('fits as it was written, in whatever order it is read', () => {
    const all = nights(3, 4, 4)
    const rows = new Map(all.map(({ as_of, events }) => [as_of, rowsOf(events)]))
    expect(misfits(all.toReversed(), rows)).toEqual([])
  })

  it('shows the night whose number or hash was changed', () => {
    const [first, second, third] = nights(3, 4, 5)
    if (!first || !second || !third) throw new Error('three nights')
    const changed = { ...second, events: 3 }
    expect(misfits([first, changed, third], new Map())).toEqual([
      { as_of: '2026-03-02', what: 'digest' },
    ])
    const forged = { as_of: second.as_of, ...chained(second.as_of, rowsOf(3), first.sha256) }
    expect(misfits([first, forged, third], new Map())).toEqual([
      { as_of: '2026-03-03', what: 'link' },
    ])
  })

  it('shows the night whose rows are others now, and a night that was taken out', () => {
    const [first, second, third] = nights(3, 4, 5)
    if (!first || !second || !third) throw new Error('three nights')
    expect(misfits([first, second], new Map([['2026-03-02', rowsOf(3)]]))).toEqual([
      { as_of: '2026-03-02', what: 'rows' },
    ])
    expect(misfits([first, third], new Map())).toEqual([{ as_of: '2026-03-03', what: 'link' }])
  })

  it('begins wherever the oldest night is kept', () => {
    expect(misfits(nights(3, 4, 5).slice(1), new Map())).toEqual([])
  })
})
