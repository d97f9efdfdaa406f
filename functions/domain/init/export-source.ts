/** A recognised export as a source of the config: the platform gives the meaning, the values how it is written. */
import { namesIn } from '../../config/mapping.ts'
import { type CanonicalName, canonicalTable } from '../ingest/canonical.ts'
import { exportColumn } from './export-column.ts'
import { combined, type ExportFile, exportFile } from './export-file.ts'
import type { Facts } from './facts.ts'
import { headerRemarks } from './file-remarks.ts'
import type { FileGroup } from './groups.ts'
import { type ExportFit, nearestName } from './known-export.ts'
import { neverRead, neverSaid } from './never-read.ts'
import { type ExportTable, type Header, namesOf } from './platforms/platform.ts'
import type {
  ColumnProposal,
  Evidence,
  FillProposal,
  Remark,
  RowsProposal,
  TableProposal,
} from './proposal.ts'
import type { Habits } from './readings.ts'
import { columnsUsed, type Draft, formatOf, utcByName } from './source.ts'
import { namedColumns } from './tables.ts'
import { undoneRemarks } from './undone.ts'

/** Proposes a source for a recognised group of files, or says why it can’t be mapped. */
export function exportSource(
  group: FileGroup,
  fit: ExportFit,
  habits: Habits,
  evidence: Evidence,
): Draft | { readonly reason: string } {
  const { export: known } = fit
  if (known.refused !== undefined) return { reason: `${known.name}: ${known.refused}` }
  const file = exportFile(group, known, habits)
  const tables = Object.entries(known.tables ?? {}).flatMap(([name, table]) =>
    tableOf(name as CanonicalName, table, file),
  )
  const used = new Set(tables.flatMap(namesUsed))
  const fill = fillOf(file, used)
  const never = neverRead(group, known)
  const said = neverSaid(group, never)
  if (tables.length === 0) return { reason: `${known.name}: none of the columns that tell` }
  const id = tables[0]?.columns.find(({ column }) => column === 'customer_id')?.mapping
  const customer =
    id?.from === undefined ? undefined : combined([id.from, ...(id.else ?? [])], file)
  const all = namedColumns(group)
  return {
    source: {
      name: group.name,
      as: known.id,
      shown: known.name,
      files: group.patterns,
      paths: group.files.map(({ path }) => path),
      rows: group.files.reduce((sum, { rows }) => sum + rows, 0),
      isWhole: group.files.every(({ whole }) => whole),
      format: {
        ...formatOf(group, habits, utcByName(tables[0]!)),
        ...(known.footer ? { footer: known.footer } : {}),
      },
      ...(said.never ? { never: said.never } : {}),
      ...(fill ? { fill } : {}),
      tables,
      notPlaced: all
        .filter(({ name, filled }) => filled > 0 && !used.has(name) && !never.includes(name))
        .map(({ name }) => name),
      remarks: [
        ...said.remarks,
        ...renamed(group, fit),
        ...zeroRemarks(file),
        ...unreadRemarks(file, all, used),
        ...headerRemarks(group),
      ],
      evidence,
    },
    export: known,
    ...(customer ? { customer } : {}),
    columns: new Map(
      (tables[0]?.columns ?? []).flatMap(({ column, mapping, choices = [] }) => {
        const name = mapping?.from ?? mapping?.date ?? choices[0]?.from
        const facts = all.find((one) => one.name === name)
        return facts ? [[column, facts] as const] : []
      }),
    ),
  }
}

function tableOf(
  table: CanonicalName,
  spec: ExportTable,
  file: ExportFile,
): readonly TableProposal[] {
  const remarks: Remark[] = []
  const columns: ColumnProposal[] = []
  for (const [column, one] of Object.entries(spec.columns)) {
    const proposal = exportColumn(table, column, one, file)
    if (proposal) columns.push(proposal)
    else if (one.counts || canonicalTable(table).columns[column]?.required) {
      remarks.push(vanished(file, table, namesIn(one)[0] ?? column, one.why))
    }
  }
  const rows = (spec.rows ?? []).flatMap(({ column, is, why, optional }): RowsProposal[] => {
    const facts = file.find(column)
    if (facts) return [{ column: facts.name, is, why }]
    if (!optional) remarks.push(vanished(file, table, column, why))
    return []
  })
  const has = (name: string) => columns.some(({ column }) => column === name)
  const needed = Object.keys(canonicalTable(table).columns).filter(
    (column) => canonicalTable(table).columns[column]?.required,
  )
  const isFed = needed.every((column) => has(column) || !(column in spec.columns))
  const isMain = table === 'orders' || table === 'order_items'
  if (!isFed && !isMain) return []
  const names = Object.keys(canonicalTable(table).columns)
  const sorted = [...columns].sort((a, b) => names.indexOf(a.column) - names.indexOf(b.column))
  return [{ table, columns: sorted, ...(rows.length > 0 ? { rows } : {}), remarks }]
}

/** A column that sums depend on is gone: a question, with the nearest name that is there. */
function vanished({ export: known, find }: ExportFile, table: string, header: Header, why: string) {
  const name = namesOf(header)[0]!
  const weight = table === 'orders' || table === 'order_items' ? 'ask' : 'unsure'
  return {
    weight,
    text: `${known.name} should have a column ${name} (${why}); this file has none${find(name) ? ' of that kind' : ''}: export it too, or map what takes its place`,
  } as const
}

function renamed({ columns }: FileGroup, { export: known, missing }: ExportFit): readonly Remark[] {
  return missing.map((name) => {
    const names = columns.map((one) => one.name)
    const near = nearestName(names, name)
    return {
      weight: 'unsure',
      text: `looks like ${known.name}, but has no ${name}${near ? `; nearest: ${near}` : ''}: a newer version of the export?`,
    }
  })
}

/** Columns that must hold nothing but 0 for sums to be right. */
function zeroRemarks({ export: known, find }: ExportFile): readonly Remark[] {
  return Object.entries(known.zero ?? {}).flatMap(([header, text]) => {
    const facts = find(header)
    const some = facts && [...facts.words.keys()].some((word) => /[1-9]/.test(word))
    return some ? [{ weight: 'ask' as const, text: `${facts.name} is not 0: ${text}` }] : []
  })
}

/** Columns that tell what was given back, of a platform that has no such column as we know it. */
function unreadRemarks(
  { export: { tables = {}, zero = {} }, find }: ExportFile,
  columns: readonly Facts[],
  used: ReadonlySet<string>,
): readonly Remark[] {
  const { orders } = tables
  if (!orders || orders.columns.refunded || orders.columns.total === undefined) return []
  const status = orders.columns.status?.from
  const known = Object.keys(zero).map((header) => find(header))
  return undoneRemarks(
    columns.filter((one) => one.filled > 0 && !used.has(one.name) && !known.includes(one)),
    status === undefined ? undefined : find(status),
  )
}

const namesUsed = ({ columns, rows = [] }: TableProposal): readonly string[] => [
  ...columns.flatMap(columnsUsed),
  ...rows.map(({ column }) => column),
]

function fillOf(file: ExportFile, used: ReadonlySet<string>): FillProposal | undefined {
  const { fill } = file.export
  const by = fill && file.find(fill.by)
  if (!fill || !by) return undefined
  const columns = fill.columns
    .flatMap((header) => file.find(header) ?? [])
    .filter(({ name }) => used.has(name))
  const isBlank = columns.some(({ filled, values }) => filled > 0 && filled < values.length)
  if (columns.length === 0 || (fill.ifBlank && !isBlank)) return undefined
  return { by: [by.name], columns: columns.map(({ name }) => name), why: fill.why }
}
