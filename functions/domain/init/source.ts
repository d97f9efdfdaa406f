/** One group of files as a source of the config. */
import { namesIn } from '../../config/mapping.ts'
import { type CanonicalName, canonicalTable } from '../ingest/canonical.ts'
import { mapColumn } from './columns.ts'
import type { Facts } from './facts.ts'
import { fileRemarks } from './file-remarks.ts'
import type { FileGroup } from './groups.ts'
import { namelessSource } from './headerless.ts'
import { adjusted, invented, withTime } from './invented.ts'
import type { TableMatch } from './match.ts'
import { isUtcByName } from './names.ts'
import { neverSaid } from './never-read.ts'
import type { ShopExport } from './platforms/platform.ts'
import type {
  ColumnProposal,
  FormatProposal,
  Remark,
  SourceProposal,
  TableProposal,
} from './proposal.ts'
import type { Habits } from './readings.ts'
import { namedColumns, recognise, sideCustomers } from './tables.ts'

/** A source with the columns that other sources must be compared with. */
export interface Draft {
  readonly source: SourceProposal
  /** Who the rows of its first table are of. */
  readonly customer?: Facts
  /** The export that it was recognised as. */
  readonly export?: ShopExport
  /** The columns of its first table, by ours. */
  readonly columns: ReadonlyMap<string, Facts>
}

/** Proposes a source for a group of files of no platform that is known, or says why it feeds nothing. */
export function generalSource(
  group: FileGroup,
  never: readonly string[],
): Draft | { readonly reason: string } {
  const [first] = group.files
  if (!first) return { reason: 'no file' }
  if (!first.header) {
    const source = namelessSource(group, formatOf(group, {}))
    return 'reason' in source ? source : { source, columns: new Map() }
  }
  const recognised = recognise(group)
  if (recognised.kind === 'unknown') return { reason: recognised.reason }
  const columns = namedColumns(group)
  const habits = habitsOf(group, columns)
  const { match } = recognised
  const tables = [mainTable(match, columns, habits), ...customersBeside(match, columns, habits)]
  const used = new Set(tables.flatMap((table) => table.columns.flatMap(columnsUsed)))
  const said = neverSaid(group, never)
  const source: SourceProposal = {
    name: group.name,
    files: group.patterns,
    paths: group.files.map(({ path }) => path),
    rows: group.files.reduce((sum, file) => sum + file.rows, 0),
    isWhole: group.files.every(({ whole }) => whole),
    format: formatOf(group, habits, utcByName(tables[0]!)),
    ...(said.never ? { never: said.never } : {}),
    tables,
    notPlaced: group.columns
      .filter(({ name, filled }) => name !== '' && filled > 0 && !used.has(name))
      .map(({ name }) => name),
    remarks: [...said.remarks, ...fileRemarks(group, match, used)],
    evidence: {
      rivals: recognised.ranked.map(({ table, score }) => ({
        name: table,
        score: Math.round(score),
        why: table === match.table ? 'taken' : `${match.table} fits better`,
      })),
    },
  }
  const id = tables[0]?.columns.find(({ column }) => column === 'customer_id')?.mapping?.from
  const customer = columns.find(({ name }) => name === id)
  const byOurs = new Map([...match.matches].map(([column, { facts }]) => [column, facts]))
  return { source, ...(customer ? { customer } : {}), columns: byOurs }
}

/** The columns of the file that a column of ours reads. */
export const columnsUsed = ({ mapping, choices = [] }: ColumnProposal): readonly string[] =>
  [...(mapping ? [mapping] : []), ...choices].flatMap(namesIn)

/** What the columns of a group tell of how it is written. */
export function habitsOf(group: FileGroup, columns: readonly Facts[]): Habits {
  const votes = { '.': 0, ',': 0 }
  const orders = new Set<boolean>()
  for (const { numbers, dates, native } of columns) {
    if (native === undefined && numbers?.decimal && numbers.share >= 0.9)
      votes[numbers.decimal] += 1
    const [format = '', ...rivals] = dates?.formats ?? []
    if (dates && dates.share >= 0.9 && rivals.length === 0 && /^[DM]{1,2}[-/.][DM]/.test(format)) {
      orders.add(format.startsWith('D'))
    }
  }
  const decimal = votes['.'] + votes[','] === 0 ? undefined : votes[','] > votes['.'] ? ',' : '.'
  const [dayFirst] = orders
  return {
    type: group.files[0]?.type ?? 'csv',
    isWhole: group.files.every(({ whole }) => whole),
    ...(decimal === undefined ? {} : { decimal }),
    ...(orders.size === 1 && dayFirst !== undefined ? { dayFirst } : {}),
  }
}

/** How the files of a group are written. */
export function formatOf(
  { files }: FileGroup,
  habits: Partial<Habits>,
  timeZone?: string,
): FormatProposal {
  const { type, delimiter, encoding, skip, footer, columns, header } = files[0]!
  if (type === 'json' || type === 'parquet') return { type, ...(timeZone ? { timeZone } : {}) }
  // Runs of blanks have no header of their own to read: its names are written out, its line skipped.
  const spelled = type === 'spaces' && header
  const skipped = skip + (spelled ? 1 : 0)
  return {
    type,
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(spelled ? { header: columns.map(({ name }) => name) } : {}),
    ...(skipped > 0 ? { skip: skipped } : {}),
    ...(footer > 0 ? { footer } : {}),
    decimal: habits.decimal ?? '.',
    ...(timeZone ? { timeZone } : {}),
  }
}

function mainTable(match: TableMatch, columns: readonly Facts[], habits: Habits): TableProposal {
  const { table } = match
  const matches = adjusted(match)
  const found = [...Object.keys(canonicalTable(table).columns)].flatMap((column) => {
    const one = matches.get(column)
    return one ? [withTime(mapColumn(table, one, habits), columns, matches)] : []
  })
  const all = [...invented(match, matches, found), ...found]
  const remarks: Remark[] = []
  if (table === 'order_items' && !matches.has('order_id')) {
    remarks.push({
      weight: 'unsure',
      text: 'no order number: what a customer bought at one instant is one order',
    })
  }
  for (const { column, facts, why: refusal } of match.refused) {
    const isUsed = all.some((one) => columnsUsed(one).includes(facts.name))
    if (matches.has(column) || isUsed || facts.filled === 0) continue
    remarks.push({ weight: 'unsure', text: `${facts.name}: named like ${column}, but ${refusal}` })
  }
  if (table === 'survey_answers' && !matches.has('customer_id')) {
    remarks.push({ weight: 'unsure', text: 'no customer: answers of nobody light nothing' })
  }
  const customer = matches.get('customer_id')?.facts
  if (/^orders$|^order_items$/.test(table) && customer && customer.filled >= 50) {
    if (customer.words.size > 0.98 * customer.filled) {
      const text = `${customer.name} differs in nearly every row: does it name the customer, or the order?`
      remarks.push({ weight: 'unsure', text })
    }
  }
  return { table, columns: ordered(table, all), remarks }
}

function customersBeside(
  match: TableMatch,
  columns: readonly Facts[],
  habits: Habits,
): readonly TableProposal[] {
  const customer = match.matches.get('customer_id')
  if (!/^orders$|^order_items$/.test(match.table) || !customer) return []
  const beside = sideCustomers(columns.filter((facts) => !usedAsOrder(match, facts)))
  const told = [...beside.matches.values()]
  if (told.length === 0) return []
  const found = told.map((one) => mapColumn('customers', one, habits))
  const id = mapColumn('customers', { ...customer, rivals: [], fit: 4, isTie: false }, habits)
  return [{ table: 'customers', columns: ordered('customers', [id, ...found]), remarks: [] }]
}

const usedAsOrder = ({ matches }: TableMatch, facts: Facts) =>
  [...matches.values()].some((one) => one.facts === facts && one.column !== 'customer_id')

const ordered = (table: CanonicalName, proposals: readonly ColumnProposal[]) => {
  const names = Object.keys(canonicalTable(table).columns)
  return [...proposals].sort((a, b) => names.indexOf(a.column) - names.indexOf(b.column))
}

/** UTC, where the names of all instants without an offset say so. */
export function utcByName({ columns }: TableProposal): string | undefined {
  const local = columns.flatMap(({ column, mapping }) =>
    /_at$|^at$/.test(column) && mapping?.from && !mapping.format?.includes('ZZ')
      ? [mapping.from]
      : [],
  )
  return local.length > 0 && local.every(isUtcByName) ? 'UTC' : undefined
}
