/** One group of files as a source of the config. */
import { type CanonicalName, canonicalTable } from '../ingest/canonical.ts'
import { mapColumn } from './columns.ts'
import type { Facts } from './facts.ts'
import type { FileGroup } from './groups.ts'
import { namelessSource } from './headerless.ts'
import { growsWithQuantity, repeats } from './lines.ts'
import type { Match, TableMatch } from './match.ts'
import { isUtcByName, plainName } from './names.ts'
import type {
  ColumnProposal,
  FormatProposal,
  MappingProposal,
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
  /** The columns of its first table, by ours. */
  readonly columns: ReadonlyMap<string, Facts>
}

/** Proposes a source for a group of files, or says why it feeds nothing. */
export function proposeSource(group: FileGroup): Draft | { readonly reason: string } {
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
  const source: SourceProposal = {
    name: group.name,
    files: group.patterns,
    paths: group.files.map(({ path }) => path),
    rows: group.files.reduce((sum, file) => sum + file.rows, 0),
    isWhole: group.files.every(({ whole }) => whole),
    format: formatOf(group, habits, utcByName(tables[0]!)),
    tables,
    notPlaced: group.columns
      .filter(({ name, filled }) => name !== '' && filled > 0 && !used.has(name))
      .map(({ name }) => name),
    remarks: layoutRemarks(group, match, used),
  }
  const id = tables[0]?.columns.find(({ column }) => column === 'customer_id')?.mapping?.from
  const customer = columns.find(({ name }) => name === id)
  const byOurs = new Map([...match.matches].map(([column, { facts }]) => [column, facts]))
  return { source, ...(customer ? { customer } : {}), columns: byOurs }
}

/** The columns of the file that a column of ours reads. */
export function columnsUsed({ mapping, choices = [] }: ColumnProposal): readonly string[] {
  return [...(mapping ? [mapping] : []), ...choices].flatMap(({ from, join, date, time }) =>
    [from, ...(join ?? []), date, time].filter((name): name is string => name !== undefined),
  )
}

function habitsOf(group: FileGroup, columns: readonly Facts[]): Habits {
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

function formatOf(
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
      weight: 'say',
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

/** Lines: what is said twice is dropped, what is called a price and grows with the quantity is an amount. */
function adjusted({ table, matches }: TableMatch): ReadonlyMap<string, Match> {
  if (table !== 'order_items') return matches
  const kept = new Map(matches)
  const [sku, quantity, price, amount] = ['sku', 'quantity', 'unit_price', 'amount'].map((name) =>
    matches.get(name),
  )
  if (price && quantity && amount && (amount.fit < 3 || amount.facts.filled < price.facts.filled)) {
    kept.delete('amount')
  }
  if (price && sku && quantity && !kept.has('amount')) {
    if (growsWithQuantity(sku.facts, quantity.facts, price.facts)) {
      kept.delete('unit_price')
      kept.set('amount', { ...price, column: 'amount' })
    }
  }
  return kept
}

/** Columns that the file lacks and that follow from others. */
function invented(
  { table }: TableMatch,
  matches: ReadonlyMap<string, Match>,
  found: readonly ColumnProposal[],
): readonly ColumnProposal[] {
  const has = (column: string) => matches.has(column)
  const name = (column: string) => matches.get(column)?.facts.name ?? ''
  const more: ColumnProposal[] = []
  const add = (column: string, mapping: MappingProposal, ...remarks: readonly Remark[]) =>
    more.push({ column, mapping, remarks })
  if (table === 'order_items' && !has('order_id')) {
    const when = found.find(({ column }) => column === 'ordered_at')?.mapping
    const instant = when?.date ? [when.date, when.time ?? ''] : [name('ordered_at')]
    add('order_id', { join: [name('customer_id'), ...instant] })
  }
  if (table === 'order_items' && has('unit_price') && !has('quantity') && !has('amount')) {
    const text = 'no quantity: every line counts as one piece'
    add('quantity', { constant: 1 }, { weight: 'unsure', text })
  }
  if (/^orders$|^order_items$/.test(table) && has('ordered_at') && !has('status')) {
    const text = 'no status: every order counts as paid'
    add('status', { constant: 'paid' }, { weight: 'say', text })
  }
  if (table === 'customers' && !has('customer_id') && has('email')) {
    const text = 'no number of the customer: the address is the id'
    add('customer_id', { from: name('email') }, { weight: 'say', text })
  }
  return more
}

/** A date beside a column of times becomes one instant. */
function withTime(
  proposal: ColumnProposal,
  columns: readonly Facts[],
  matches: ReadonlyMap<string, Match>,
): ColumnProposal {
  const { column, mapping } = proposal
  if (
    !mapping?.from ||
    !mapping.format ||
    /[Hh]/.test(mapping.format) ||
    !/_at$|^at$/.test(column)
  ) {
    return proposal
  }
  const taken = new Set([...matches.values()].map(({ facts }) => facts))
  const time = columns.find(
    (facts) =>
      !taken.has(facts) &&
      /time|hour|uhrzeit|heure|hora/.test(plainName(facts.name)) &&
      clockOf(facts),
  )
  if (!time) return proposal
  const { from, format, ...rest } = mapping
  const joined = { ...rest, date: from, time: time.name, format: `${format} ${clockOf(time)}` }
  return { ...proposal, mapping: joined }
}

/** The format of a column of times of day, or nothing. */
function clockOf({ words, filled }: Facts): string | undefined {
  const shapes = new Map<string, number>()
  for (const [word, count] of words) {
    const parts = /^(\d{1,2}):\d{2}(:\d{2})?( ?)([AaPp][Mm])?$/.exec(word)
    if (!parts) continue
    const [, , seconds, blank, half] = parts
    const shape = `${half ? 'h' : 'H'}:mm${seconds ? ':ss' : ''}${half ? `${blank}A` : ''}`
    shapes.set(shape, (shapes.get(shape) ?? 0) + count)
  }
  const [best] = [...shapes].sort((a, b) => b[1] - a[1])
  return best && best[1] >= 0.95 * filled ? best[0] : undefined
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
function utcByName({ columns }: TableProposal): string | undefined {
  const local = columns.flatMap(({ column, mapping }) =>
    /_at$|^at$/.test(column) && mapping?.from && !mapping.format?.includes('ZZ')
      ? [mapping.from]
      : [],
  )
  return local.length > 0 && local.every(isUtcByName) ? 'UTC' : undefined
}

function layoutRemarks(
  { files, columns }: FileGroup,
  { table, matches }: TableMatch,
  used: ReadonlySet<string>,
): readonly Remark[] {
  const remarks: Remark[] = []
  const say = (weight: Remark['weight'], text: string) => remarks.push({ weight, text })
  const [{ skip, footer }] = files as [FileGroup['files'][number]]
  const ragged = files.reduce((sum, file) => sum + file.ragged, 0)
  if (skip > 0) say('say', `${skip} ${skip === 1 ? 'line' : 'lines'} before the header`)
  if (footer > 0) say('say', `${footer} ${footer === 1 ? 'line' : 'lines'} after the last row`)
  if (ragged > 0)
    say(
      'unsure',
      files[0]?.type === 'json'
        ? `${ragged} lines are no JSON objects: they will be rejected`
        : `${ragged} lines have more or fewer fields than the header: they will be rejected`,
    )
  const names = columns.map(({ name }) => name)
  const twice = names.filter((name, i) => name !== '' && names.indexOf(name) !== i)
  if (twice.length > 0)
    say('unsure', `columns that occur twice cannot be mapped: ${[...new Set(twice)].join(', ')}`)
  const empty = columns.filter(({ name, filled }) => name !== '' && filled === 0)
  if (empty.length > 0) {
    say('say', `nothing in ${listed(empty.map(({ name }) => name))} in the lines looked at`)
  }
  const number = matches.get('order_id')
  if (table === 'orders' && number && repeats([number.facts]) > 0) {
    say('say', `some order numbers of ${number.facts.name} repeat: of two rows one counts`)
  }
  for (const { name, filled } of columns) {
    if (used.has(name) || filled === 0) continue
    if (
      /^(acceptsmarketing|acceptsemailmarketing|newsletter|optin|unsubscribedfromallemail|emailmarketingconsent)$/.test(
        plainName(name),
      )
    ) {
      say(
        'unsure',
        `${name} speaks of consent: a consent needs its purpose and its date, see consents`,
      )
    }
    if (plainName(name) === 'cancelledat' && !matches.has('status')) {
      say('unsure', `${name} marks cancelled orders, which a status must say`)
    }
  }
  return remarks
}

const listed = (names: readonly string[]) =>
  names.length > 6
    ? `${names.slice(0, 6).join(', ')} and ${names.length - 6} more`
    : names.join(', ')
