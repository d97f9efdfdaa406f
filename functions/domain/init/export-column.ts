/** A column of a recognised export: its meaning by the platform, its spelling by the values. */
import type { CanonicalName } from '../ingest/canonical.ts'
import { fileWords } from '../ingest/raw-source.ts'
import { combined, type ExportFile } from './export-file.ts'
import { readingRemarks, readWith, stripped } from './export-reading.ts'
import type { Facts } from './facts.ts'
import { clockOf } from './invented.ts'
import { growsWithQuantity } from './lines.ts'
import type { ExportColumn } from './platforms/platform.ts'
import type { ColumnProposal, MappingProposal, Remark } from './proposal.ts'
import type { Found } from './readings.ts'

/** Proposes one column; nothing where the file has none of the headers that it comes from. */
export function exportColumn(
  table: CanonicalName,
  column: string,
  spec: ExportColumn,
  file: ExportFile,
): ColumnProposal | undefined {
  const { why } = spec
  if (spec.constant !== undefined) {
    return { column, mapping: { constant: spec.constant }, why, remarks: [] }
  }
  if (spec.fileDay && spec.from === undefined)
    return { column, mapping: { fileDay: true }, why, remarks: [] }
  if (spec.fileName) return byFileName(column, spec.fileName, file, why)
  if (spec.join) {
    const parts = spec.join.flatMap((header) => file.find(header) ?? [])
    const isWhole = parts.length === spec.join.length
    return isWhole
      ? { column, mapping: { join: parts.map(({ name }) => name) }, why, remarks: [] }
      : undefined
  }
  if (spec.date) return instantOfTwo(table, column, spec, file)
  const find = column.endsWith('_id') ? file.findKey : file.find
  const ways = [spec.from, ...(spec.else ?? [])].flatMap((one) => (one && find(one)) || [])
  const [first, ...others] = [...new Set(ways)]
  if (!first) return undefined
  const added = (headers: ExportColumn['plus']) => headers?.flatMap((one) => file.find(one) ?? [])
  const [plus = [], minus = []] = [added(spec.plus), added(spec.minus)]
  const read = [first, ...others, ...plus, ...minus].map(({ name }) => name)
  const facts = combined(read, file)
  const names = (list: readonly Facts[]) => list.map(({ name }) => name)
  const way: MappingProposal = {
    from: first.name,
    ...(others.length > 0 ? { else: names(others) } : {}),
    ...(plus.length > 0 ? { plus: names(plus) } : {}),
    ...(minus.length > 0 ? { minus: names(minus) } : {}),
    ...whenOf(spec, file),
    ...(spec.fileDay ? { fileDay: true } : {}),
    ...(spec.through
      ? { through: spec.through.map(({ export: source, key, value }) => ({ source, key, value })) }
      : {}),
  }
  const gone = [
    ...(spec.plus ?? []),
    ...(spec.minus ?? []),
    ...Object.keys(spec.when ?? {}),
  ].filter((header) => !file.find(header))
  const remarks: Remark[] = gone.map((header) => ({
    weight: 'ask',
    text: `${file.export.name} should have a column ${header}, on which ${column} depends (${why}); this file has none`,
  }))
  const isMoney =
    !file.export.plainAmounts && /^(total|amount|refunded|discount|unit_price)$/.test(column)
  const found = stripped(readWith(table, column, spec, facts, file), spec, facts, isMoney)
  const proposal = withReading(column, way, found, [
    ...remarks,
    ...readingRemarks(table, column, spec, facts),
  ])
  if (spec.doubtful !== undefined) return doubtful(proposal, spec.doubtful)
  return { ...withAlternative(proposal, spec, first, file), why }
}

function byFileName(
  column: string,
  patterns: Readonly<Record<string, string>>,
  { paths, export: known }: ExportFile,
  why: string,
): ColumnProposal {
  const words = fileWords({ files: paths }, patterns)
  const strange = paths.find((path) => words.get(path) === undefined)
  if (strange === undefined) return { column, mapping: { fileName: patterns }, why, remarks: [] }
  return {
    column,
    choices: [...new Set(Object.values(patterns))].sort().map((constant) => ({ constant })),
    why,
    remarks: [
      {
        weight: 'ask',
        text: `${known.name} say by the file’s name who they hold (${Object.keys(patterns).join(', ')}), and ${strange} does not: keep one of the lines`,
        choice: true,
      },
    ],
  }
}

function instantOfTwo(
  table: CanonicalName,
  column: string,
  spec: ExportColumn,
  file: ExportFile,
): ColumnProposal | undefined {
  const date = file.find(spec.date!)
  const time = spec.time === undefined ? undefined : file.find(spec.time)
  const zone = spec.zone === undefined ? undefined : file.find(spec.zone)
  if (!date) return undefined
  const { why } = spec
  const clock = time && clockOf(time)
  const remarks: Remark[] = []
  if (spec.zone && !zone) {
    remarks.push({ weight: 'unsure', text: `no ${spec.zone}: times are the shop’s own` })
  }
  const found = readWith(table, column, spec, date, file)
  const isoDay = date.dates?.formats[0]
  const zoned = zone ? { zone: zone.name } : {}
  if (!time || !clock) {
    if (time && time.filled > 0) {
      const [example] = time.words.keys()
      remarks.push({
        weight: 'ask',
        text: `${time.name} holds no times of day that a format reads, e.g. ${example}`,
      })
    }
    const way = { from: date.name, ...zoned }
    return {
      ...withReading(column, way, found, [
        ...remarks,
        ...readingRemarks(table, column, spec, date),
      ]),
      why,
    }
  }
  const way = { date: date.name, time: time.name, ...zoned }
  const timed = (format: string | undefined) => ({
    format: `${format ?? isoDay ?? 'YYYY-MM-DD'} ${clock}`,
  })
  const both: Found = {
    ...found,
    mapping: { ...found.mapping, ...timed(found.mapping?.format) },
    ...(found.choices ? { choices: found.choices.map(({ format }) => timed(format)) } : {}),
  }
  return {
    ...withReading(column, way, both, [...remarks, ...readingRemarks(table, column, spec, date)]),
    why,
  }
}

function whenOf({ when }: ExportColumn, file: ExportFile): MappingProposal {
  const known = Object.entries(when ?? {}).flatMap(([header, is]) => {
    const facts = file.find(header)
    return facts ? [[facts.name, is] as const] : []
  })
  return known.length > 0 ? { when: Object.fromEntries(known) } : {}
}

function withReading(
  column: string,
  way: MappingProposal,
  { mapping = {}, choices, unknownWords = [], remarks = [] }: Found,
  more: readonly Remark[],
): ColumnProposal {
  const all = [...more, ...remarks.filter(({ text }) => !more.some((one) => one.text === text))]
  if (choices) return { column, choices: choices.map((one) => ({ ...way, ...one })), remarks: all }
  return {
    column,
    mapping: { ...way, ...mapping },
    ...(unknownWords.length > 0 ? { unknownWords } : {}),
    remarks: all,
  }
}

function doubtful({ column, mapping, choices = [] }: ColumnProposal, text: string): ColumnProposal {
  return {
    column,
    choices: mapping ? [mapping] : choices,
    without: true,
    remarks: [{ weight: 'unsure', text, choice: true }],
  }
}

/** A price that may be of the line or of a piece: the file itself may tell. */
function withAlternative(
  proposal: ColumnProposal,
  { or }: ExportColumn,
  price: Facts,
  { find, export: known }: ExportFile,
): ColumnProposal {
  const ofLine = (column: string) => {
    const header = known.tables?.order_items?.columns[column]?.from
    return header === undefined ? undefined : find(header)
  }
  const [quantity, sku] = [ofLine('quantity'), ofLine('sku')]
  if (!or || !quantity || !proposal.mapping) return proposal
  const isOnePiece = [...quantity.words.keys()].every((word) => Number(word) <= 1)
  if (isOnePiece || (sku && growsWithQuantity(sku, quantity, price))) return proposal
  const { minus: _minus, ...way } = proposal.mapping
  return {
    ...proposal,
    alternative: { column: or.column, mapping: way },
    remarks: [
      ...proposal.remarks,
      { weight: 'unsure', text: `${or.ask} Nothing tells: taken as the line’s`, choice: true },
    ],
  }
}
