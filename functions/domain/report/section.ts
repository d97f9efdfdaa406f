import type { SegmentKind } from '../segments/rule.ts'
import type { Money } from './format.ts'
import type { Html } from './html.ts'
import type { DataOf, QueryName } from './queries.ts'

/** A part of the report. Adding one: a file in `sections/` and a line in `sections/index.ts`. */
export interface Section {
  readonly id: string
  /** The topic, as it stands left of the finding. */
  readonly title: string
  /** The topic in the list of contents. */
  readonly short: string
  /** The queries whose values it shows, and no others. */
  readonly queries: readonly QueryName[]
  render(data: DataOf<QueryName>, context: Context): Promise<Html>
}

/** What a section knows beside its rows. None of it is a figure. */
export interface Context {
  readonly company: string
  readonly timeZone: string
  readonly asOf: string
  readonly money: Money
  /** What customers are expected to bring: with a margin in config it is no revenue. */
  readonly expected: 'expected revenue' | 'expected margin'
  /** The first segment that config headlines, if it headlines any. */
  readonly leading?: string
  /** Segments that are shown in full, in order. */
  readonly headline: readonly string[]
  readonly kinds: readonly KindState[]
  /** Since when sending was paused as the report was made, ISO text in UTC. */
  readonly pausedSince?: string
}

/** Whether a kind of segment can be seen with the sources of this shop. */
export interface KindState {
  readonly kind: SegmentKind
  /** What would light it; absent when it is lit. */
  readonly light?: string
}

/** A section whose render sees the rows of its own queries only. */
export function section<Name extends QueryName>(given: {
  readonly id: string
  readonly title: string
  readonly short: string
  readonly queries: readonly Name[]
  readonly render: (data: DataOf<Name>, context: Context) => Promise<Html>
}): Section {
  return given
}
