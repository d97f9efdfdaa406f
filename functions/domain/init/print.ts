/** A proposal as lines for a person: file to table, column to column, what is unsure, what stays dark. */
import {
  type ColumnProposal,
  isReady,
  type MappingProposal,
  type Proposal,
  type Remark,
  type SourceProposal,
  type Strip,
  type TableProposal,
} from './proposal.ts'

/** The lines that `init` prints about a proposal. */
export function linesOf(proposal: Proposal): readonly string[] {
  // A name from a file must not steer the terminal.
  return rawLines(proposal).map((line) => line.replace(/\p{Cc}/gu, ' '))
}

function rawLines(proposal: Proposal): readonly string[] {
  const { sources, remarks, dark, companyRemarks } = proposal
  if (sources.length === 0) return leftOutLines(proposal)
  return [
    ...sources.flatMap((source) => [...sourceLines(source), '']),
    ...leftOutLines(proposal),
    ...(dark.length > 0
      ? [
          'Dark, and what would light it',
          ...dark.map(({ kinds, needs }) => `    ${kinds}: ${needs}`),
          '',
        ]
      : []),
    ...[
      ...remarks,
      ...companyRemarks.currency,
      ...(proposal.company.timeZone === undefined
        ? [
            {
              weight: 'unsure' as const,
              text: 'no file says the time zone of the shop’s dates: UTC',
            },
          ]
        : []),
    ].flatMap(question),
    isReady(proposal) ? 'Ready to run.' : 'Not ready to run.',
  ]
}

const leftOutLines = ({ leftOut }: Proposal): readonly string[] =>
  leftOut.length === 0
    ? []
    : ['Left out', ...columnsOf(leftOut.map(({ path, reason }) => [path, reason])), '']

function sourceLines(source: SourceProposal): readonly string[] {
  const { paths, shown, tables, rows, isWhole, notPlaced, never, remarks } = source
  const looked = `${rows.toLocaleString('en')} rows${isWhole ? '' : ' looked at, not all'}`
  const [path = ''] = paths
  const more = paths.length > 1 ? ` and ${paths.length - 1} more like it` : ''
  return [
    `${path}${more} → ${tables.map(({ table }) => table).join(', ')}   ${shown ? `${shown}, ` : ''}${looked}`,
    ...tables.flatMap(({ table, columns }) => [
      ...columnsOf(
        columns.map((one) => [
          given(one),
          `→ ${tables.length > 1 ? `${table}.` : ''}${one.column}`,
          detail(one),
        ]),
      ),
    ]),
    ...new Set([...tables.flatMap(remarksOfTable), ...remarks].flatMap(question)),
    ...(never ? wrapped('never read', never) : []),
    ...(notPlaced.length > 0 ? wrapped('not placed', notPlaced) : []),
  ]
}

const remarksOfTable = ({ remarks, columns }: TableProposal): readonly Remark[] => [
  ...remarks,
  ...columns.flatMap((column) => column.remarks),
]

/** The columns of the file that a column is made of. */
export function given({ mapping, choices = [] }: ColumnProposal): string {
  const names = (one: MappingProposal): readonly string[] =>
    [one.from, ...(one.join ?? []), ...(one.plus ?? []), one.date, one.time, one.zone].filter(
      (name) => name !== undefined,
    )
  if (mapping?.constant !== undefined) return `(always ${mapping.constant})`
  if (mapping?.fileDay && mapping.from === undefined) return '(the day of the file)'
  if (mapping?.fileName) return '(the file’s name)'
  if (mapping) {
    const less = (mapping.minus ?? []).map((name) => ` − ${name}`).join('')
    const or = (mapping.else ?? []).map((name) => `, else ${name}`).join('')
    const blank = mapping.fileDay ? ', else the day of the file' : ''
    return `${names(mapping).join(' + ')}${less}${or}${blank}`
  }
  return `${[...new Set(choices.flatMap(names))].join(' or ')} ?`
}

function detail({ mapping, unknownWords = [] }: ColumnProposal): string {
  const { format, map, strip, decimal, join } = mapping ?? {}
  const words = Object.entries(map ?? {}).map(([word, ours]) => `${word} = ${ours}`)
  return [
    ...(join ? ['joined'] : []),
    ...(format ? [format] : []),
    ...(decimal === ',' ? ['decimal comma'] : []),
    ...[strip ?? []].flat().map((one) => stripped[one]),
    ...(words.length > 4 ? [...words.slice(0, 4), `… ${words.length} words`] : words),
    ...unknownWords.slice(0, 8).map((word) => `${word} = ?`),
  ].join(', ')
}

const stripped: Readonly<Record<Strip, string>> = {
  money: 'money as text',
  apostrophe: 'without the leading apostrophe',
  decimals: 'without .0',
  hash: 'without #',
}

const marks = { ask: '✗', unsure: '?', say: '·' } as const

const question = ({ weight, text }: Remark): readonly string[] => [`  ${marks[weight]} ${text}`]

/** Rows of cells with their columns aligned. */
function columnsOf(rows: readonly (readonly string[])[]): readonly string[] {
  const width = (column: number) =>
    Math.min(44, Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    `    ${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(width(column)))).join('  ')}`.trimEnd(),
  )
}

function wrapped(what: string, names: readonly string[]): readonly string[] {
  const lines = [`    ${what}:`]
  for (const [index, name] of names.entries()) {
    const piece = ` ${name}${index < names.length - 1 ? ',' : ''}`
    if ((lines.at(-1) ?? '').length + piece.length > 100) lines.push(`               ${piece}`)
    else lines[lines.length - 1] += piece
  }
  return lines
}
