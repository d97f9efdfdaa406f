/** The evidence behind a proposal, as lines for a person. */
import { given } from './print.ts'
import type { Proposal, SourceProposal } from './proposal.ts'

/** Which headers matched, as what, with which rivals and why not; for each column where it came from. */
export function evidenceOf({ sources }: Proposal): readonly string[] {
  // A name from a file must not steer the terminal.
  return sources.flatMap(sourceEvidence).map((line) => line.replace(/\p{Cc}/gu, ' '))
}

function sourceEvidence({ name, evidence, fill, tables }: SourceProposal): readonly string[] {
  const { as, rivals = [] } = evidence ?? {}
  const isSeveral = tables.length > 1
  return [
    `Evidence for ${name}`,
    ...(as
      ? [
          `    ${as.name}, score ${as.score}: it has ${as.found.join(', ')}`,
          ...(as.missing.length > 0 ? [`    though it lacks ${as.missing.join(', ')}`] : []),
        ]
      : ['    no platform that is known: by the names and the values of its columns']),
    ...rivals.map((rival) => `    rival ${rival.name}, score ${rival.score}: ${rival.why}`),
    ...(fill ? [`    cells shared by ${fill.by.join(' and ')}: ${fill.why}`] : []),
    ...tables.flatMap(({ table, rows = [], columns }) => [
      ...rows.map(({ column, why }) => `    rows of ${table} by ${column}: ${why}`),
      ...columns.map((one) => {
        const ours = isSeveral ? `${table}.${one.column}` : one.column
        return `    ${ours} from ${given(one)}: ${one.why ?? one.evidence ?? why(one.remarks)}`
      }),
    ]),
    '',
  ]
}

const why = (remarks: readonly { readonly text: string }[]): string =>
  remarks[0]?.text ?? 'follows from the other columns'
