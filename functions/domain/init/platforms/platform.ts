/** A file that a known platform exports, as data: by which headers it is known, and what its columns mean. */
import type { Condition } from '../../../config/mapping.ts'
import type { CanonicalName } from '../../ingest/canonical.ts'

/** A header as the platform writes it; ` | ` stands between the names that it has in other versions and languages. */
export type Header = string

export interface ShopExport {
  /** What `as` of a source says. */
  readonly id: string
  /** As a person calls it: `Shopify orders`. */
  readonly name: string
  /** Sources are listed in this order: a shop wins ids before those who repeat its orders or know its people. */
  readonly role: 'shop' | 'marketplace' | 'payments' | 'audience'
  /** Headers that stand together in no other file. Each must be there, wherever and beside whatever. */
  readonly knownBy: readonly Header[]
  /** Why no mapping can make anything of it. */
  readonly refused?: string
  /** Columns that must not be read. */
  readonly never?: readonly Header[]
  /** What lines after the last row hold that are none. */
  readonly footer?: readonly string[]
  /** Its headers are such as many files have: all that it is known by must be there. */
  readonly isPlain?: true
  /** Amounts bear no signs and no thousands separators, however large they are. */
  readonly plainAmounts?: true
  /** Cells that stand on one row of a group only. */
  readonly fill?: ExportFill
  /** The export that has the same orders: of the two files this one is left out. */
  readonly repeats?: string
  /** Columns that should hold nothing but 0, and what it means if they do not. */
  readonly zero?: Readonly<Record<Header, string>>
  readonly tables?: Readonly<Partial<Record<CanonicalName, ExportTable>>>
}

export interface ExportFill {
  readonly by: Header
  readonly columns: readonly Header[]
  readonly why: string
  /** Only where cells are blank. */
  readonly ifBlank?: true
}

export interface ExportTable {
  readonly rows?: readonly ExportRows[]
  readonly columns: Readonly<Record<string, ExportColumn>>
}

/** Which rows feed a table, by one of their columns. */
export interface ExportRows {
  readonly column: Header
  readonly is: Condition
  readonly why: string
  /** That a file lacks the column is said elsewhere, or nothing is wrong with it. */
  readonly optional?: true
}

/** One step of a look-up: the row of another export whose `key` is the cell, and what it has as `value`. */
export interface Step {
  readonly export: string
  readonly key: Header
  readonly value: Header
}

/** Where a column of ours comes from, and why. How it is written is told by the values. */
export interface ExportColumn {
  readonly from?: Header
  readonly join?: readonly Header[]
  readonly else?: readonly Header[]
  readonly plus?: readonly Header[]
  readonly minus?: readonly Header[]
  readonly date?: Header
  readonly time?: Header
  readonly zone?: Header
  readonly constant?: string | number
  readonly fileName?: Readonly<Record<string, string>>
  /** Alone: the day of the export; beside from: where that is blank. */
  readonly fileDay?: true
  /** The value is looked up in other exports of the platform, one after the other. */
  readonly through?: readonly Step[]
  readonly when?: Readonly<Record<Header, Condition>>
  readonly map?: Readonly<Record<string, string>>
  readonly otherwise?: string
  /** The platform’s own way to write a date, which decides where day and month can’t be told apart. */
  readonly format?: string
  /** What may stand before its values. */
  readonly strip?: 'hash'
  readonly why: string
  /** Sums change without it: that it is gone is a question. */
  readonly counts?: true
  /** Only a person can tell whether this is it: a commented line beside nothing. */
  readonly doubtful?: string
  /** What else it may be, that nobody can rule out, and how to ask. */
  readonly or?: { readonly column: string; readonly ask: string }
}

/** The names of a header. */
export const namesOf = (header: Header): readonly string[] => header.split(' | ')
