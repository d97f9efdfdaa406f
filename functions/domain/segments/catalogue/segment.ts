import type { Segment } from '../rule.ts'

/** A ready-made segment. Rules name no amounts of money, for they must fit every currency. */
export interface CatalogueSegment extends Segment {
  /** Who they are, in one sentence. */
  readonly meaning: string
}
