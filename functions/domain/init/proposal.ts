/** What `init` proposes: the sources of a config, and what it could not tell. */
import type { Condition } from '../../config/mapping.ts'
import type { CanonicalName } from '../ingest/canonical.ts'
import type { FileType } from './profile.ts'

/** `ask`: a person must act before a night can run. `unsure`: a guess that is written down. `say`: a fact. */
export type Weight = 'ask' | 'unsure' | 'say'

export interface Remark {
  readonly weight: Weight
  readonly text: string
  /** A choice between the lines below it, or a word, settles it. */
  readonly choice?: true
}

/** A mapping as config writes it. */
export interface MappingProposal {
  readonly from?: string
  readonly join?: readonly string[]
  readonly constant?: string | number
  readonly date?: string
  readonly time?: string
  readonly else?: readonly string[]
  readonly plus?: readonly string[]
  readonly minus?: readonly string[]
  readonly zone?: string
  readonly fileName?: Readonly<Record<string, string>>
  readonly fileDay?: true
  readonly through?: readonly {
    readonly source: string
    readonly key: string
    readonly value: string
  }[]
  readonly when?: Readonly<Record<string, Condition>>
  readonly map?: Readonly<Record<string, string>>
  readonly otherwise?: string
  readonly format?: string
  readonly decimal?: '.' | ','
  readonly strip?: Strip | readonly Strip[]
}

export type Strip = 'apostrophe' | 'money' | 'decimals' | 'hash'

/** Which rows feed a table. */
export interface RowsProposal {
  readonly column: string
  readonly is: Condition
  readonly why: string
}

/** Cells that rows of one group share. */
export interface FillProposal {
  readonly by: readonly string[]
  readonly columns: readonly string[]
  readonly why: string
}

/** What a group of files was recognised by, for `--explain`. */
export interface Evidence {
  /** As what, and how well. */
  readonly as?: {
    readonly name: string
    readonly score: number
    readonly found: readonly string[]
    readonly missing: readonly string[]
  }
  readonly rivals: readonly {
    readonly name: string
    readonly score: number
    readonly why: string
  }[]
}

export interface ColumnProposal {
  readonly column: string
  /** Missing: only a person can tell; `choices` are what it may be. */
  readonly mapping?: MappingProposal
  readonly choices?: readonly MappingProposal[]
  /** Another reading, beside the one that is taken. */
  readonly alternative?: { readonly column: string; readonly mapping: MappingProposal }
  /** Of the choices none is taken unless a person says so. */
  readonly without?: true
  /** Why it is this column, as config says it. */
  readonly why?: string
  /** Why it is this column, for `--explain` alone. */
  readonly evidence?: string
  /** Words of the column that a person must put into ours. */
  readonly unknownWords?: readonly string[]
  readonly remarks: readonly Remark[]
}

export interface TableProposal {
  readonly table: CanonicalName
  readonly ids?: string
  readonly trustEmails?: true
  readonly rows?: readonly RowsProposal[]
  /** Orders that another source has too: which it is, and what a person said to it. */
  readonly repeats?: { readonly of: string; readonly answer?: boolean }
  readonly columns: readonly ColumnProposal[]
  readonly remarks: readonly Remark[]
}

export interface FormatProposal {
  readonly type: FileType
  readonly delimiter?: string
  readonly encoding?: 'utf-8' | 'latin-1'
  /** Names where the file has none; `?` for one that is not known. */
  readonly header?: readonly string[]
  readonly skip?: number
  readonly footer?: number | readonly string[]
  readonly decimal?: '.' | ','
  readonly timeZone?: string
}

/** A column without a name, for the person who must name it. */
export interface NamelessColumn {
  readonly examples: readonly string[]
  readonly about: string
  readonly guess?: string
}

export interface SourceProposal {
  readonly name: string
  /** The export that it was recognised as, in config's word and in a person's. */
  readonly as?: string
  readonly shown?: string
  readonly files: readonly string[]
  /** The files as found, for the printed table. */
  readonly paths: readonly string[]
  readonly rows: number
  readonly isWhole: boolean
  readonly format: FormatProposal
  readonly nameless?: readonly NamelessColumn[]
  /** Columns that are never read. */
  readonly never?: readonly string[]
  readonly fill?: FillProposal
  readonly tables: readonly TableProposal[]
  /** Columns of the file that feed nothing. */
  readonly notPlaced: readonly string[]
  readonly remarks: readonly Remark[]
  readonly evidence?: Evidence
}

/** A kind of segment that stays dark, and what would light it. */
export interface DarkKind {
  readonly kinds: string
  readonly needs: string
}

export interface Proposal {
  readonly company: {
    readonly name: string
    readonly currency?: string
    /** Missing: nobody said. */
    readonly timeZone?: string
  }
  readonly companyRemarks: { readonly currency: readonly Remark[] }
  readonly sources: readonly SourceProposal[]
  /** Files that feed nothing, and why. */
  readonly leftOut: readonly { readonly path: string; readonly reason: string }[]
  readonly events: Readonly<Record<string, readonly string[]>>
  readonly otherEvents: readonly string[]
  readonly dark: readonly DarkKind[]
  readonly remarks: readonly Remark[]
}

/** All remarks of a proposal, those of its columns with the place they belong to. */
export function remarksOf(proposal: Proposal): readonly Remark[] {
  return [
    ...proposal.remarks,
    ...proposal.companyRemarks.currency,
    ...proposal.sources.flatMap(({ remarks, tables }) => [
      ...remarks,
      ...tables.flatMap((table) => [
        ...table.remarks,
        ...table.columns.flatMap((column) => column.remarks),
      ]),
    ]),
  ]
}

/** Whether a night can run without a person's answer. */
export const isReady = (proposal: Proposal): boolean =>
  proposal.sources.length > 0 && remarksOf(proposal).every(({ weight }) => weight !== 'ask')
