import type { Column } from '../domain/types.ts'

/** Lifecycle rules and rights go by class: `personal` holds raw rows, names and addresses. */
export type TableClass = 'personal' | 'results' | 'journals'

export interface Table {
  readonly name: string
  readonly class: TableClass
  /** What one row is, as a sentence. */
  readonly sentence: string
  /** The columns that name a row: unique and never null. Empty: rows have no name. */
  readonly grain: readonly string[]
  readonly columns: readonly Column[]
}
