/** What a source says of one canonical table, as SQL: typed values, and what is wrong with each row. */
import type { Mapping } from '../../config.ts'
import { ident, literal } from '../../platform/sql.ts'
import type { Column, SqlType } from '../types.ts'
import { type CanonicalColumn, type CanonicalName, canonicalTable } from './canonical.ts'
import { type RawSource, type Reading, readColumn, rowOrder } from './mapping.ts'
import { toLocal, toUtc, type Years } from './zone.ts'

/** Stands before every entry of `problems` but the only one of a row, and between the parts of an entry. */
const entryMark = 'chr(30)'
const partMark = 'chr(31)'

/** What staging needs to know beside the source. */
export interface Staging {
  readonly companyZone: string
  readonly attributes: readonly Column[]
  /** Years whose clock changes matter. */
  readonly years: Years
}

/** Columns that staging works out for everybody after it: day and hour in the company’s zone. */
const derived: Partial<Record<CanonicalName, readonly (readonly [string, string, SqlType])[]>> = {
  orders: [
    ['ordered_on', 'ordered_at', 'date'],
    ['ordered_hour', 'ordered_at', 'integer'],
  ],
  order_items: [
    ['ordered_on', 'ordered_at', 'date'],
    ['ordered_hour', 'ordered_at', 'integer'],
  ],
  customers: [['signed_up_on', 'signed_up_at', 'date']],
  events: [['occurred_on', 'occurred_at', 'date']],
  email_events: [['on', 'at', 'date']],
}

/** The columns of `src_<table>` that hold values: canonical, declared, derived. */
export function valueColumns(
  table: CanonicalName,
  attributes: readonly Column[],
): readonly Column[] {
  return [
    ...ownColumns(table, attributes),
    ...(derived[table] ?? []).map(([name, , type]) => ({ name, type, meaning: '' })),
  ]
}

/**
 * One row a row of the source's files: `source`, `id_space`, `file`, the values, `problems` (null: none),
 * `is_rejected`, `row_order`. Where the files tell of something else first, customers come one row a customer, the
 * latest, and rows without one are left out: they are guests.
 */
export function sourceQuery(source: RawSource, table: CanonicalName, staging: Staging): string {
  const side = isSideTable(source, table)
  const columns = readColumns(source, table, staging, side)
  const days = derived[table] ?? []
  const zone = source.config.format.timeZone ?? staging.companyZone
  const values = valueColumns(table, staging.attributes)
  const problems = side
    ? { row: none('varchar'), value: problemsOfValues(columns) }
    : allProblems(columns)
  const instants = columns.filter(({ instant }) => instant)

  const read = columns.flatMap(({ name, raw, value, instant }) => [
    as(raw, `raw ${name}`),
    ...(value === undefined || value === raw ? [] : [as(value, name)]),
    ...(instant?.local ? [as(instant.local, `local ${name}`)] : []),
    ...(instant?.utc ? [as(instant.utc, `utc ${name}`)] : []),
  ])
  const timed = instants.map(({ name, instant }) => as(utcOf(name, instant, zone, staging), name))
  const final = ownColumns(table, staging.attributes).map(({ name, type }) =>
    as(
      wordOf(
        columns.find((one) => one.name === name),
        type,
      ),
      name,
    ),
  )
  const local = days
    .filter(([, from]) => instants.some(({ name }) => name === from))
    .map(([name, from]) => {
      const instant = instants.find((one) => one.name === from)?.instant
      return as(localOf(from, instant, zone, staging), `clock ${name}`)
    })
  const day = days.map(([name, from, type]) => {
    if (!instants.some((one) => one.name === from)) return as(none(type), name)
    const clock = ident(`clock ${name}`)
    return as(type === 'date' ? `cast(${clock} as date)` : `cast(hour(${clock}) as integer)`, name)
  })
  const sql = `select source, id_space, file, ${list(values.map(({ name }) => ident(name)))},
    coalesce(row_problem, value_problems) as problems, row_problem is not null as is_rejected, row_order
  from (
    select final.*, ${list([...day])}${day.length > 0 ? ',' : ''} 0 as last_column
    from (
      select ${literal(source.name)} as source, ${literal(source.config.tables[table]?.ids ?? 'shop')} as id_space,
        file, row_order, ${list([...final, ...local, as(problems.row, 'row_problem'), as(problems.value, 'value_problems')])}
      from (
        select mapped.*, ${list([...timed, '0 as timed_column'])}
        from (
          select file, row_error, row_text, ${as(rowOrder(source), 'row_order')}, ${list(read)}
          from ${ident(`raw_${source.name}`)}
        ) as mapped
      ) as timed
    ) as final
  ) as dated`
  return side ? latestOfEach(sql, values) : sql
}

/** Whether a source feeds customers beside the table that its files are made for. */
export const isSideTable = (source: Pick<RawSource, 'config'>, table: CanonicalName): boolean =>
  table === 'customers' && firstTable(source) !== 'customers'

/** The first table that a source feeds: its files are accounted for under it. */
export const firstTable = ({ config }: Pick<RawSource, 'config'>): CanonicalName =>
  Object.keys(config.tables)[0] as CanonicalName

/** Puts the row first that wins of several with one key: by `updated_at`, by its text, by its values. */
export const latestFirst = (columns: readonly Column[]): string =>
  [
    ...(columns.some(({ name }) => name === 'updated_at') ? ['updated_at'] : []),
    'row_order',
    ...columns.map(({ name }) => ident(name)),
    'file',
    'source',
  ]
    .map((column) => `${column} desc nulls last`)
    .join(', ')

interface ReadColumn extends Reading {
  readonly name: string
  readonly type: SqlType
  readonly definition: CanonicalColumn | undefined
  readonly isRequired: boolean
}

function ownColumns(table: CanonicalName, attributes: readonly Column[]): readonly Column[] {
  const canonical = Object.entries(canonicalTable(table).columns)
  return [
    ...canonical.map(([name, { type, meaning }]) => ({ name, type, meaning })),
    ...(table === 'customers' ? attributes : []),
  ]
}

/** The mapped columns of a table; a side table takes the instant of the files' own rows as the time of update. */
function readColumns(
  source: RawSource,
  table: CanonicalName,
  { attributes }: Staging,
  side: boolean,
): readonly ReadColumn[] {
  const mappings = mappingsOf(source, table)
  const required = requiredColumns(source, table)
  return ownColumns(table, attributes).flatMap(({ name, type }) => {
    const mapping =
      mappings[name] ?? (side && name === 'updated_at' ? instantOfFirstTable(source) : undefined)
    if (!mapping) return []
    const definition = canonicalTable(table).columns[name]
    const isRequired = !side && required.includes(name)
    return [{ name, type, definition, isRequired, ...readColumn(source, mapping, type) }]
  })
}

const mappingsOf = (source: RawSource, table: CanonicalName) =>
  (source.config.tables[table]?.columns ?? {}) as Readonly<Record<string, Mapping | undefined>>

function instantOfFirstTable(source: RawSource): Mapping | undefined {
  const first = mappingsOf(source, firstTable(source))
  return first.ordered_at ?? first.occurred_at ?? first.answered_at ?? first.at
}

/** Columns without which a row is rejected: key, instant, amount, as far as this source has them. */
function requiredColumns(source: RawSource, table: CanonicalName): readonly string[] {
  const always = Object.entries(canonicalTable(table).columns)
    .filter(([, { required }]) => required)
    .map(([name]) => name)
  if (table !== 'order_items') return always
  const { amount, quantity, unit_price, ordered_at } = mappingsOf(source, table)
  return [
    ...always,
    ...(ordered_at ? ['ordered_at'] : []),
    ...(amount ? ['amount'] : quantity && unit_price ? ['quantity', 'unit_price'] : []),
  ]
}

function utcOf(name: string, instant: Reading['instant'], zone: string, { years }: Staging) {
  const local = instant?.local && toUtc(ident(`local ${name}`), zone, years)
  const utc = instant?.utc && ident(`utc ${name}`)
  if (local && utc)
    return `case when ${ident(`local ${name}`)} is not null then ${local} else ${utc} end`
  return local ?? utc ?? none('timestamp(3)')
}

/** The company's clock: the file's own where the zones are one, else worked out from UTC. */
function localOf(
  name: string,
  instant: Reading['instant'],
  zone: string,
  { companyZone, years }: Staging,
) {
  const worked = toLocal(ident(name), companyZone, years)
  if (zone !== companyZone || !instant?.local) return worked
  const own = ident(`local ${name}`)
  return instant.utc ? `case when ${own} is not null then ${own} else ${worked} end` : own
}

/** A word list's own words in lower case; an unknown status counts as paid, another unknown word as nothing. */
function wordOf(column: ReadColumn | undefined, type: SqlType): string {
  if (!column) return none(type)
  const value = type === 'varchar' ? ident(`raw ${column.name}`) : ident(column.name)
  const words = column.definition?.values
  if (!words) return value
  const other = column.name === 'status' ? literal('paid') : none('varchar')
  return `case when ${value} is null then ${none('varchar')}
        when lower(${value}) in ${literal(words)} then lower(${value}) else ${other} end`
}

/** A broken line, or the first required column that is missing or unreadable; and the optional ones that are lost. */
function allProblems(columns: readonly ReadColumn[]) {
  const whens = columns
    .filter(({ isRequired }) => isRequired)
    .flatMap(({ name, type }) => [
      `when ${ident(`raw ${name}`)} is null then ${problem(name, 'missing', true)}`,
      ...(type === 'varchar'
        ? []
        : [`when ${ident(name)} is null then ${problem(name, 'unreadable', true)}`]),
    ])
  const line = `when row_error is not null then '(row)' || ${partMark} || ${shown('row_text')}
          || ${partMark} || row_error || ${partMark} || 'true'`
  return {
    row: `case ${[line, ...whens].join('\n        ')} end`,
    value: problemsOfValues(columns),
  }
}

function problemsOfValues(columns: readonly ReadColumn[]): string {
  const tests = columns
    .filter(({ isRequired }) => !isRequired)
    .flatMap(({ name, type, definition }) => {
      const raw = ident(`raw ${name}`)
      return [
        ...(type === 'varchar'
          ? []
          : [
              { name, reason: 'unreadable', test: `${raw} is not null and ${ident(name)} is null` },
            ]),
        ...(definition?.values
          ? [
              {
                name,
                reason: 'unknown-word',
                test: `lower(${raw}) not in ${literal(definition.values)}`,
              },
            ]
          : []),
      ]
    })
  if (tests.length === 0) return none('varchar')
  const entries = tests.map(
    ({ name, reason, test }) =>
      `case when ${test} then ${entryMark} || ${problem(name, reason, false)} else '' end`,
  )
  return `nullif(${entries.join('\n        || ')}, '')`
}

const problem = (name: string, reason: string, isRow: boolean) =>
  [literal(name), shown(ident(`raw ${name}`)), literal(reason), literal(String(isRow))].join(
    ` || ${partMark} || `,
  )

const shown = (text: string) =>
  `coalesce(substr(translate(${text}, ${entryMark} || ${partMark}, '  '), 1, 200), '')`

/** One row a customer of rows that tell of something else: the latest; rows without one are guests. */
const latestOfEach = (sql: string, values: readonly Column[]) =>
  `select source, id_space, file, ${list(values.map(({ name }) => ident(name)))}, problems, is_rejected, row_order
  from (
    select of_files.*, row_number() over (partition by customer_id order by ${latestFirst(values)}) as place
    from (${sql}) as of_files
    where customer_id is not null
  ) as ranked
  where place = 1`

const as = (sql: string, name: string) => `${sql} as ${ident(name)}`
const none = (type: SqlType) => `cast(null as ${type})`
const list = (parts: readonly string[]) => parts.join(',\n        ')
