/** What a person can answer about a proposal before it is written. */
import { statuses } from '../ingest/canonical.ts'
import { given } from './print.ts'
import type {
  ColumnProposal,
  MappingProposal,
  Proposal,
  Remark,
  SourceProposal,
  TableProposal,
} from './proposal.ts'

/** A question with numbered answers. */
export interface Question {
  readonly text: string
  readonly options: readonly string[]
  /** What no answer means: the place of an option. */
  readonly usual: number
  /** Whether another answer than those may be typed. */
  readonly isOpen?: true
  /** The proposal once it is answered: by an option’s place, or by what was typed. */
  answer(proposal: Proposal, choice: number | string): Proposal
}

const later = 'not now: it stays a question in the file'

/** The questions of a proposal, in the order in which they are to be asked. */
export function questionsOf(proposal: Proposal, zone: string): readonly Question[] {
  return [
    ...(needsZone(proposal) ? [zoneQuestion(zone)] : []),
    ...proposal.sources.flatMap((source) =>
      source.tables.flatMap((table) => [
        ...repeatsQuestion(source, table),
        ...table.columns.flatMap((column) => columnQuestions(source, table, column)),
      ]),
    ),
  ]
}

/** Whether any instant is written without an offset or a zone. */
function needsZone({ sources }: Proposal): boolean {
  return sources.some(({ format, tables }) => {
    const instants = tables.flatMap(({ columns }) =>
      columns.filter(({ column }) => /_at$|^at$/.test(column)),
    )
    const isLocal = ({ from, date, zone, format: written = '' }: MappingProposal) =>
      (from !== undefined || date !== undefined) && zone === undefined && !written.includes('ZZ')
    return (
      format.timeZone === undefined &&
      instants.some(({ mapping, choices = [] }) => [...choices, mapping ?? {}].some(isLocal))
    )
  })
}

function zoneQuestion(zone: string): Question {
  const options = [...new Set(['UTC', zone])]
  return {
    text: 'In which time zone does the shop write its dates? A number, or a name such as Europe/Paris',
    options,
    usual: 0,
    isOpen: true,
    answer: (proposal, choice) => ({
      ...proposal,
      company: {
        ...proposal.company,
        timeZone: typeof choice === 'string' ? choice : (options[choice] ?? 'UTC'),
      },
    }),
  }
}

function repeatsQuestion(
  source: SourceProposal,
  { table, repeats }: TableProposal,
): readonly Question[] {
  if (!repeats) return []
  const text = `Do the payments of ${source.name} repeat orders of ${repeats.of}?`
  const options = [later, 'yes: each counts once', 'no: they are orders of their own']
  return [
    {
      text,
      options,
      usual: 0,
      answer: (proposal, choice) =>
        choice === 0
          ? proposal
          : withTable(proposal, source.name, table, (one) => ({
              ...one,
              repeats: { ...repeats, answer: choice === 1 },
              remarks: one.remarks.filter(({ choice: isSettled }) => !isSettled),
            })),
    },
  ]
}

function columnQuestions(
  source: SourceProposal,
  { table }: TableProposal,
  proposed: ColumnProposal,
): readonly Question[] {
  const { column, mapping, choices = [], alternative, without, unknownWords = [] } = proposed
  const put = (proposal: Proposal, change: (one: ColumnProposal) => ColumnProposal) =>
    withTable(proposal, source.name, table, (one) => ({
      ...one,
      columns: one.columns.map((other) => (other.column === column ? change(other) : other)),
    }))
  const about = `${source.name}, ${column}: ${proposed.remarks.find(isChoice)?.text ?? 'which?'}`
  if (!mapping && choices.length > 0) {
    const none = without ? 'none' : later
    return [
      {
        text: about,
        options: [none, ...choices.map(shown)],
        usual: 0,
        answer: (proposal, choice) => {
          const chosen = choices[Number(choice) - 1]
          return chosen ? put(proposal, (one) => settled(one, chosen)) : proposal
        },
      },
    ]
  }
  if (mapping && alternative) {
    return [
      {
        text: about,
        options: [
          `${column}: ${shown(mapping)}`,
          `${alternative.column}: ${shown(alternative.mapping)}`,
        ],
        usual: 0,
        answer: (proposal, choice) =>
          put(proposal, (one) =>
            choice === 1 ? instead(one, alternative) : settled(one, mapping),
          ),
      },
    ]
  }
  if (column !== 'status') return []
  return unknownWords.map((word) => ({
    text: `${source.name}: what is ${word}?`,
    options: [later, ...statuses],
    usual: 0,
    answer: (proposal, choice) => {
      const ours = statuses[Number(choice) - 1]
      return ours === undefined ? proposal : put(proposal, (one) => withWord(one, word, ours))
    },
  }))
}

const isChoice = ({ choice }: Remark): boolean => choice === true
const others = (remarks: readonly Remark[]) => remarks.filter((remark) => !isChoice(remark))

const shown = (mapping: MappingProposal): string =>
  [
    given({ column: '', mapping, remarks: [] }),
    ...(mapping.format ? [mapping.format] : []),
    ...(mapping.strip === 'money' ? ['money as text'] : []),
    ...(mapping.decimal ? [`decimals behind ${mapping.decimal}`] : []),
  ].join('  ')

/** The column as a person decided it: what was open about it is closed. */
function settled(one: ColumnProposal, mapping: MappingProposal): ColumnProposal {
  const { choices: _choices, alternative: _alternative, without: _without, ...rest } = one
  return { ...rest, mapping, remarks: others(one.remarks) }
}

/** The other reading in the place of the one that was taken, whose reasons are not its. */
function instead(
  one: ColumnProposal,
  { column, mapping }: NonNullable<ColumnProposal['alternative']>,
): ColumnProposal {
  const { why: _why, ...rest } = settled(one, mapping)
  return { ...rest, column }
}

function withWord(one: ColumnProposal, word: string, ours: string): ColumnProposal {
  const { unknownWords = [], ...rest } = one
  const left = unknownWords.filter((other) => other !== word)
  return {
    ...rest,
    mapping: { ...one.mapping, map: { ...one.mapping?.map, [word]: ours } },
    ...(left.length > 0 ? { unknownWords: left } : {}),
    remarks: left.length > 0 ? one.remarks : others(one.remarks),
  }
}

function withTable(
  proposal: Proposal,
  source: string,
  table: string,
  change: (one: TableProposal) => TableProposal,
): Proposal {
  return {
    ...proposal,
    sources: proposal.sources.map((one) =>
      one.name === source
        ? { ...one, tables: one.tables.map((t) => (t.table === table ? change(t) : t)) }
        : one,
    ),
  }
}
