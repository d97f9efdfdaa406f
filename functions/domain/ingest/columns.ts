/** The columns of a staged table, and which of them a source fills. */
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

/** The mapped columns of a table; a side table takes the instant of the files' own rows as the time of update. */
export function mappedColumns(
  source: RawSource,
  table: CanonicalName,
  attributes: readonly Column[],
): readonly MappedColumn[] {
  const side = isSideTable(source, table)
  const mappings = mappingsOf(source, table)
  const required = side ? [] : requiredColumns(mappings, table)
  const canonical = Object.entries(canonicalTable(table).columns)
  const declared = table === 'customers' ? attributes : []
  const all: readonly (readonly [string, CanonicalColumn])[] = [
    ...canonical,
    ...declared.map((column) => [column.name, column] as const),
  ]
  return all.flatMap(([key, { type, values, as }]) => {
    const own = mappings[key]
    const mapping = own ?? (side && key === 'updated_at' ? instantOf(source) : undefined)
    if (!mapping) return []
    const reading = readColumn(source, mapping, type)
    return [
      {
        name: as ?? key,
        type,
        reading,
        words: values,
        isRequired: required.includes(key),
        isBorrowed: own === undefined,
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
  if (table !== 'order_items') return always
  const { amount, quantity, unit_price, ordered_at } = mappings
  return [
    ...always,
    ...(ordered_at ? ['ordered_at'] : []),
    ...(amount ? ['amount'] : quantity && unit_price ? ['quantity', 'unit_price'] : []),
  ]
}
