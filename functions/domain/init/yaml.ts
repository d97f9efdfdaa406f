/** A proposal as the text of `nocturne.yaml`, with what is unsure beside the key that it is about. */
import type { Condition } from '../../config/mapping.ts'
import type {
  ColumnProposal,
  FormatProposal,
  MappingProposal,
  NamelessColumn,
  Proposal,
  Remark,
  SourceProposal,
  TableProposal,
} from './proposal.ts'
import { scalar } from './scalar.ts'
import { statusesForPeople } from './words.ts'

/** Writes a proposal as YAML. `folder` is where the files were looked for, as a person gave it. */
export function yamlOf(proposal: Proposal, folder: string): string {
  return `${[
    '# yaml-language-server: $schema=./nocturne.schema.json',
    `# Proposed by nocturne init ${clean(folder)}. Lines with a ? are guesses and questions: look at them.`,
    'version: 1',
    ...companyLines(proposal),
    'lake: .nocturne                      # what Nocturne writes, beside this file',
    'seed: 1',
    ...sourceLines(proposal),
    ...restLines(proposal),
  ].join('\n')}\n`
}

function companyLines({ company, companyRemarks }: Proposal): readonly string[] {
  const [remark] = companyRemarks.currency
  const note = remark ? `   # ${mark(remark)}${clean(remark.text)}` : ''
  return [
    'company:',
    `  name: ${scalar(company.name)}   # ? from the folder’s name`,
    company.timeZone === undefined
      ? '  timeZone: UTC   # ? no file says the time zone of the shop’s dates; write e.g. Europe/Paris'
      : `  timeZone: ${company.timeZone}`,
    company.currency ? `  currency: ${company.currency}${note}` : `  # currency: EUR${note}`,
  ]
}

function sourceLines({ sources, leftOut }: Proposal): readonly string[] {
  const lines = sources.length > 0 ? ['sources:   # the first listed wins ids'] : ['sources: {}']
  for (const source of sources) lines.push(...oneSource(source).map((line) => `  ${line}`))
  for (const { path, reason } of leftOut) lines.push(`  # left out: ${clean(`${path}: ${reason}`)}`)
  return lines
}

function oneSource(source: SourceProposal): readonly string[] {
  const { name, as, shown, files, format, nameless, never, fill } = source
  const { tables, notPlaced, remarks } = source
  return [
    `${name}:`,
    ...remarks.map((remark) => `  ${comment(remark)}`),
    ...(as === undefined ? [] : [`  as: ${as}   # ${shown}, recognised by their header`]),
    `  files: [${files.map(scalar).join(', ')}]`,
    ...(nameless ? namelessFormat(format, nameless) : [`  format: ${flow(formatPairs(format))}`]),
    ...(never ? [`  never: [${never.map(scalar).join(', ')}]   # never read, never shown`] : []),
    ...(fill
      ? [
          `  # ${clean(fill.why)}`,
          `  fill: { by: [${fill.by.map(scalar).join(', ')}], columns: [${fill.columns.map(scalar).join(', ')}] }`,
        ]
      : []),
    '  tables:',
    ...tables.flatMap((table) => oneTable(table).map((line) => `    ${line}`)),
    ...(notPlaced.length > 0 ? wrapped(`not placed: ${notPlaced.map(clean).join(', ')}`) : []),
  ]
}

function formatPairs(format: FormatProposal): readonly (readonly [string, string])[] {
  const { type, delimiter, encoding, header, skip, footer, decimal, timeZone } = format
  return [
    ['type', type],
    ...pair('delimiter', delimiter),
    ...pair('encoding', encoding),
    ...(header
      ? [['header', `[${header.map(scalar).join(', ')}]`] as const]
      : type === 'csv'
        ? [['header', 'true'] as const]
        : []),
    ...pair('skip', skip),
    ...(typeof footer === 'number' ? pair('footer', footer) : names('footer', footer)),
    ...pair('decimal', decimal),
    ...pair('timeZone', timeZone),
  ]
}

const pair = (key: string, value: string | number | undefined) =>
  value === undefined ? [] : [[key, scalar(value)] as const]

function namelessFormat(
  format: FormatProposal,
  nameless: readonly NamelessColumn[],
): readonly string[] {
  const { header = [], ...rest } = format
  const pairs = formatPairs(rest).filter(([key]) => key !== 'header')
  return [
    '  format:',
    ...pairs.map(([key, value]) => `    ${key}: ${value}`),
    '    # ? to answer: the file has no header. Write a name for each ? below and take the # away. One is customer_id;',
    '    #   what the other names are is up to you.',
    ...nameless.map(
      ({ examples, about, guess }, index) =>
        `    #   ${index + 1}  ${examples.map(clean).join(', ')} …   ${about}${guess ? `: ${guess}${header[index] === '?' ? '?' : ''}` : ''}`,
    ),
    `    # header: [${header.map(scalar).join(', ')}]`,
  ]
}

function oneTable({
  table,
  ids,
  trustEmails,
  rows = [],
  repeats,
  columns,
  remarks,
}: TableProposal): readonly string[] {
  return [
    `${table}:`,
    ...remarks.map((remark) => `  ${comment(remark)}`),
    ...(ids === undefined ? [] : [`  ids: ${ids}`]),
    ...(trustEmails ? ['  trustEmails: true'] : []),
    ...(repeats ? repeatsLines(repeats).map((line) => `  ${line}`) : []),
    ...(rows.length > 0 ? ['  rows:'] : []),
    ...rows.map(
      ({ column, is, why }) => `    ${scalar(column)}: ${condition(is)}   # ${clean(why)}`,
    ),
    '  columns:',
    ...columns.flatMap((column) => oneColumn(column).map((line) => `    ${line}`)),
  ]
}

function repeatsLines({ of, answer }: NonNullable<TableProposal['repeats']>): readonly string[] {
  const once = `repeats: { of: ${of} }`
  if (answer !== undefined) return [answer ? once : 'repeats: false']
  return [
    `# ${once}   # the same orders: each counts once`,
    '# repeats: false   # orders of their own',
  ]
}

function oneColumn(proposal: ColumnProposal): readonly string[] {
  const { column, mapping, choices = [], alternative, remarks } = proposal
  const comments = remarks.map(comment)
  if (!mapping) return [...comments, ...choices.map((one) => `# ${column}: ${short(one)}`)]
  const other = alternative
    ? [`# ${alternative.column}: ${short(alternative.mapping)}   # in place of the line above`]
    : []
  return [...comments, ...taken(proposal, mapping), ...other]
}

/** The mapping that is taken, with the reason behind it. */
function taken({ column, unknownWords, why }: ColumnProposal, mapping: MappingProposal) {
  const reason = why === undefined ? '' : `   # ${clean(why)}`
  if (unknownWords) return withUnknownWords(column, mapping, unknownWords, reason)
  const inline = `${column}: ${short(mapping)}`
  if (inline.length <= 90) return [`${inline}${reason}`]
  return [`${column}:${reason}`, ...mappingBlock(mapping).map((line) => `  ${line}`)]
}

const short = (mapping: MappingProposal): string =>
  mapping.from !== undefined && Object.keys(mapping).length === 1
    ? scalar(mapping.from)
    : flow(mappingPairs(mapping))

/** A condition as config writes it. */
const condition = (is: Condition): string =>
  flow(
    Object.entries(is).flatMap(([key, value]) => {
      if (Array.isArray(value)) return names(key, value)
      return typeof value === 'boolean' ? [[key, String(value)] as const] : pair(key, value)
    }),
  )

function mappingPairs(mapping: MappingProposal): readonly (readonly [string, string])[] {
  const { from, join, constant, date, time, zone, when, fileName, fileDay } = mapping
  const { map, otherwise, format, decimal, strip } = mapping
  return [
    ...pair('from', from),
    ...names('else', mapping.else),
    ...names('plus', mapping.plus),
    ...names('minus', mapping.minus),
    ...(join ? [['join', `[${join.map(scalar).join(', ')}]`] as const] : []),
    ...pair('constant', constant),
    ...pair('date', date),
    ...pair('time', time),
    ...pair('zone', zone),
    ...words('fileName', fileName),
    ...(mapping.through
      ? [
          [
            'through',
            `[${mapping.through.map((step) => flow(Object.entries(step).map(([k, v]) => [k, scalar(v)]))).join(', ')}]`,
          ] as const,
        ]
      : []),
    ...(fileDay ? [['fileDay', 'true'] as const] : []),
    ...(when
      ? [['when', flow(Object.entries(when).map(([k, v]) => [scalar(k), condition(v)]))] as const]
      : []),
    ...pair('format', format),
    ...pair('decimal', decimal),
    ...(typeof strip === 'string' ? pair('strip', strip) : names('strip', strip)),
    ...words('map', map),
    ...pair('otherwise', otherwise),
  ]
}

const names = (key: string, list: readonly string[] | undefined) =>
  list ? [[key, `[${list.map(scalar).join(', ')}]`] as const] : []

const words = (key: string, map: Readonly<Record<string, string>> | undefined) =>
  map ? [[key, flow(Object.entries(map).map(([k, v]) => [scalar(k), scalar(v)]))] as const] : []

function mappingBlock(mapping: MappingProposal): readonly string[] {
  const { map = {}, ...rest } = mapping
  return [
    ...mappingPairs(rest).map(([key, value]) => `${key}: ${value}`),
    ...(Object.keys(map).length > 0
      ? ['map:', ...Object.entries(map).map(([word, ours]) => `  ${scalar(word)}: ${scalar(ours)}`)]
      : []),
  ]
}

/** Unknown words stand below the known ones, each a line to complete. */
function withUnknownWords(
  column: string,
  mapping: MappingProposal,
  unknown: readonly string[],
  reason: string,
): readonly string[] {
  const hasKnown = Object.keys(mapping.map ?? {}).length > 0
  const allowed = column === 'status' ? statusesForPeople : 'our word'
  return [
    `${column}:${reason}`,
    ...mappingBlock(mapping).map((line) => `  ${line}`),
    ...(hasKnown ? [] : ['  # map:']),
    ...unknown.map((word) => `  ${hasKnown ? '  # ' : '#   '}${scalar(word)}:   # ? ${allowed}`),
  ]
}

const flow = (pairs: readonly (readonly [string, string])[]) =>
  pairs.length === 0 ? '{}' : `{ ${pairs.map(([key, value]) => `${key}: ${value}`).join(', ')} }`

const mark = ({ weight }: Remark) =>
  weight === 'ask' ? '? to answer: ' : weight === 'unsure' ? '? ' : ''

const comment = (remark: Remark) => `# ${mark(remark)}${clean(remark.text)}`

/** What comes from a file must not end a comment. */
const clean = (text: string) => text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ')

function wrapped(text: string): readonly string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] += ` ${word}`
    else lines.push(`${lines.length === 0 ? '  # ' : '  #   '}${word}`)
  }
  return lines
}

function restLines({ events, otherEvents }: Proposal): readonly string[] {
  const named = Object.entries(events).map(
    ([ours, theirs]) => [ours, `[${theirs.map(scalar).join(', ')}]`] as const,
  )
  const others = otherEvents.slice(0, 12).map(clean).join(', ')
  return [
    'attributes: {}                       # further columns of customers: loyalty_level: { type: text }',
    `events: ${flow(named)}   # ours (view, cart, share, referral): the shop’s names`,
    ...(others === '' ? [] : [`# ? other events: ${others}${otherEvents.length > 12 ? ' …' : ''}`]),
    'lifecycle: { newDays: 90, atRiskGaps: 2, churnedDays: 365, loyalDays: 4 }',
    'rfm: { names: default }              # or a map of all 125 codes',
    'catalogue: all                       # or ids; all = those whose sources are there',
    'segments: []                         # own rules',
    'checks:',
    '  default: { staleDays: 7, maxRejectedRate: 0.05, shrinkRate: 0.2, growRate: 1, severity: stop }',
    '# what customers are worth needs no key; marginRate is the share of spend that is left after costs',
    '# value: { horizonDays: 365, churnHorizonDays: 90, marginRate: 1, discountRate: 0.1 }',
    'report: { minimumSegment: 10, headline: [] }',
    'retention: { personalNights: 7, nights: 30, journalMonths: 25 }',
  ]
}
