import type { Column } from '../types.ts'
import type { RawSource } from './raw-source.ts'
import type { Years } from './zone.ts'

/** What staging needs to know beside the source. */
export interface Staging {
  readonly companyZone: string
  readonly attributes: readonly Column[]
  /** Years whose clock changes matter. */
  readonly years: Years
  /** The night. */
  readonly asOf: string
  /** All sources, in whose files others may look things up. */
  readonly sources: readonly RawSource[]
  /** The zones that words in the files mean, by the words in lower case. */
  readonly zones: ReadonlyMap<string, string>
  /** Set once somebody was erased: whether orders and lines must be known by each other. */
  readonly erased?: { readonly byOrder: boolean }
}
