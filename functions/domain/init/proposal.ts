/** What `init` proposes: the sources of a config, and what it could not tell. */
import type { CanonicalName } from '../ingest/canonical.ts'
import type { FileType } from './profile.ts'

/** `ask`: a person must act before a night can run. `unsure`: a guess that is written down. `say`: a fact. */
export type Weight = 'ask' | 'unsure' | 'say'

export interface Remark {
  readonly weight: Weight
  readonly text: string
}

/** A mapping as config writes it. */
export interface MappingProposal {
  readonly from?: string
  readonly join?: readonly string[]
  readonly constant?: string | number
  readonly date?: string
  readonly time?: string
  readonly map?: Readonly<Record<string, string>>
  readonly format?: string
  readonly decimal?: '.' | ','
  readonly strip?: 'apostrophe' | 'money'
}

export interface ColumnProposal {
  readonly column: string
  /** Missing: only a person can tell; `choices` are what it may be. */
  readonly mapping?: MappingProposal
  readonly choices?: readonly MappingProposal[]
  /** Words of the column that a person must put into ours. */
  readonly unknownWords?: readonly string[]
  readonly remarks: readonly Remark[]
}

export interface TableProposal {
  readonly table: CanonicalName
  readonly ids?: string
  readonly trustEmails?: true
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
  readonly footer?: number
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
  readonly files: readonly string[]
  /** The files as found, for the printed table. */
  readonly paths: readonly string[]
  readonly rows: number
  readonly isWhole: boolean
  readonly format: FormatProposal
  readonly nameless?: readonly NamelessColumn[]
  readonly tables: readonly TableProposal[]
  /** Columns of the file that feed nothing. */
  readonly notPlaced: readonly string[]
  readonly remarks: readonly Remark[]
}

/** A kind of segment that stays dark, and what would light it. */
export interface DarkKind {
  readonly kinds: string
  readonly needs: string
}

export interface Proposal {
  readonly company: { readonly name: string; readonly currency?: string }
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
