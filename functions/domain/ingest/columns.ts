/** The columns of a staged table, and which of them a source fills. */
import { foldedName, namesIn } from '../../config/mapping.ts'
import type { Mapping } from '../../config.ts'
import type { Column, SqlType } from '../types.ts'
import {
  type CanonicalColumn,
  type CanonicalName,
  canonicalNames,
  canonicalTable,
} from './canonical.ts'
import { type Reading, readColumn } from './mapping.ts'
import type { RawSource } from './raw-source.ts'
import type { Staging } from './staging-facts.ts'

/** A column that staging works out for everybody after it: day or hour of an instant on the company’s clock. */
export interface DerivedColumn {
  readonly name: string
  readonly from: string
  readonly type: 'date' | 'integer'
}

/** A mapped column of a source. */
export interface MappedColumn {
  readonly name: string
  readonly type: SqlType
  readonly reading: Reading
  /** The words that it may hold. */
  readonly words: readonly string[] | undefined
  /** Without it a row is rejected. */
  readonly isRequired: boolean
  /** Read for a side table from another’s mapping, under which what is wrong with it is told. */
  readonly isBorrowed: boolean
  /** SQL of whether it was chosen from several that differ. */
  readonly doubt: string | undefined
}

/**
 * The first table that a source feeds: its files are accounted for under it. What happens comes before whom it happens
 * to, however config lists them.
 */
export const firstTable = ({ config }: Pick<RawSource, 'config'>): CanonicalName =>
  [...happenings, ...canonicalNames].find((name) => config.tables[name]) ?? 'orders'

const happenings: readonly CanonicalName[] = ['orders', 'order_items', 'events', 'survey_answers']

/** Whether a source feeds customers beside the table that its files are made for. */
export const isSideTable = (source: Pick<RawSource, 'config'>, table: CanonicalName): boolean =>
  table === 'customers' && firstTable(source) !== 'customers'

/** What names a row. Ids are those of an id space; customers of two sources are two profiles of one. */
export function keyOf(table: CanonicalName): readonly string[] {
  const { key } = canonicalTable(table)
  if (key.length === 0) return []
  return [...(table === 'customers' ? ['source'] : []), 'id_space', ...key]
}

/** The columns that hold values: canonical, declared, derived. */
export const valueColumns = (
  table: CanonicalName,
  attributes: readonly Column[],
): readonly Column[] => [
  ...ownColumns(table, attributes),
  ...derivedColumns(table).map(({ name, type }) => ({ name, type, meaning: '' })),
]

/** Those that sources fill: canonical and, for customers, declared. */
export const ownColumns = (
  table: CanonicalName,
  attributes: readonly Column[],
): readonly Column[] => [
  ...Object.entries(canonicalTable(table).columns).map(([name, { type, meaning, as }]) => ({
    name: as ?? name,
    type,
    meaning,
  })),
  ...(table === 'customers' ? attributes : []),
]

/** Those that staging works out. */
export const derivedColumns = (table: CanonicalName): readonly DerivedColumn[] =>
  derived[table] ?? []

/** The mappings of a table, by column; a side table takes the instant of the files' own rows as the time of update. */
export function tableMappings(
  source: RawSource,
  table: CanonicalName,
): readonly (readonly [column: string, mapping: Mapping])[] {
  const mappings = mappingsOf(source, table)
  const borrowed = isBorrowed(source, table) ? instantOf(source) : undefined
  const all = borrowed ? { ...mappings, updated_at: borrowed } : mappings
  return Object.entries(all).flatMap(([column, mapping]) =>
    mapping ? [[column, mapping] as const] : [],
  )
}

/** Whether a table takes its time of update from another’s mapping. */
const isBorrowed = (source: RawSource, table: CanonicalName) =>
  isSideTable(source, table) && mappingsOf(source, table).updated_at === undefined

/** The mapped columns of a table. `doubts` are SQL by the folded name of a column of the files. */
export function mappedColumns(
  source: RawSource,
  table: CanonicalName,
  staging: Staging,
  doubts: ReadonlyMap<string, string> = new Map(),
): readonly MappedColumn[] {
  const mappings = new Map(tableMappings(source, table))
  const required = isSideTable(source, table)
    ? []
    : requiredColumns(mappingsOf(source, table), table)
  const declared = table === 'customers' ? staging.attributes : []
  const all: readonly (readonly [string, CanonicalColumn])[] = [
    ...Object.entries(canonicalTable(table).columns),
    ...declared.map((column) => [column.name, column] as const),
  ]
  return all.flatMap(([key, { type, values, as }]) => {
    const mapping = mappings.get(key)
    if (!mapping) return []
    const doubtful = namesIn(mapping).flatMap((name) => doubts.get(foldedName(name)) ?? [])
    return [
      {
        name: as ?? key,
        type,
        reading: readColumn(source, key, mapping, type, staging),
        words: values,
        isRequired: required.includes(key),
        isBorrowed: key === 'updated_at' && isBorrowed(source, table),
        doubt: doubtful.length > 0 ? `(${doubtful.join(' or ')})` : undefined,
      },
    ]
  })
}

const day = (name: string, from: string): DerivedColumn => ({ name, from, type: 'date' })
const hour = (name: string, from: string): DerivedColumn => ({ name, from, type: 'integer' })

const derived: Partial<Record<CanonicalName, readonly DerivedColumn[]>> = {
  orders: [day('ordered_on', 'ordered_at'), hour('ordered_hour', 'ordered_at')],
  order_items: [day('ordered_on', 'ordered_at'), hour('ordered_hour', 'ordered_at')],
  customers: [day('signed_up_on', 'signed_up_at')],
  events: [day('occurred_on', 'occurred_at')],
  survey_answers: [day('answered_on', 'answered_at')],
  consents: [day('on', 'at')],
  email_events: [day('on', 'at')],
}

type Mappings = Readonly<Record<string, Mapping | undefined>>

const mappingsOf = (source: RawSource, table: CanonicalName) =>
  (source.config.tables[table]?.columns ?? {}) as Mappings

/** The instant of the rows that a source's files are made of. */
function instantOf(source: RawSource): Mapping | undefined {
  const first = mappingsOf(source, firstTable(source))
  return first.ordered_at ?? first.occurred_at ?? first.answered_at ?? first.at
}

/** Key, instant and amount, as far as this source has them. */
function requiredColumns(mappings: Mappings, table: CanonicalName): readonly string[] {
  const always = Object.entries(canonicalTable(table).columns)
    .filter(([, { required }]) => required)
    .map(([name]) => name)
  // What no total is mapped for takes it from its lines.
  if (table === 'orders') return always.filter((name) => name !== 'total' || mappings.total)
  if (table !== 'order_items') return always
  const { amount, quantity, unit_price, ordered_at } = mappings
  return [
    ...always,
    ...(ordered_at ? ['ordered_at'] : []),
    ...(amount ? ['amount'] : quantity && unit_price ? ['quantity', 'unit_price'] : []),
  ]
}
