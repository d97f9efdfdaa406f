/** What a source says of one canonical table, as SQL: typed values, and what is wrong with each row. */
import { ident, literal } from '../../platform/sql.ts'
import type { Column, SqlType } from '../types.ts'
import type { CanonicalName } from './canonical.ts'
import { type ColumnSteps, columnSteps, isLost, stepName } from './column-steps.ts'
import {
  derivedColumns,
  firstTable,
  isSideTable,
  type MappedColumn,
  mappedColumns,
  ownColumns,
} from './columns.ts'
import { problemsSql } from './problems.ts'
import type { RawSource } from './raw-source.ts'
import { brokenLine, rowProblems, valueProblems } from './row-problems.ts'
import { latestOfEach } from './side-table.ts'
import type { Years } from './zone.ts'

/** What staging needs to know beside the source. */
export interface Staging {
  readonly companyZone: string
  readonly attributes: readonly Column[]
  /** Years whose clock changes matter. */
  readonly years: Years
  /** Set once somebody was erased: whether orders and lines must be known by each other. */
  readonly erased?: { readonly byOrder: boolean }
}

/**
 * One row a row of the source's files: `source`, `id_space`, `file`, the values, `problems` (null: none), `is_rejected`.
 * Where the files tell of something else first, customers come one row a customer: the latest before `:cutoff`.
 */
export function sourceQuery(source: RawSource, table: CanonicalName, staging: Staging): string {
  const columns = mappedColumns(source, table, staging.attributes)
  const required = columns.filter(({ isRequired }) => isRequired)
  // A line that can't be read is told once, under the first table.
  const isFirst = firstTable(source) === table
  const raw = `${ident(`raw_${source.name}`)}${isFirst ? '' : '\n    where row_error is null'}`
  const problems = problemsSql(
    [...(isFirst ? [toldLine(staging)] : []), ...rowProblems(required)],
    valueProblems(columns),
  )
  const rejected = [
    ...(isFirst ? [brokenLine.when] : []),
    ...required.map((column) => `(${isLost(column)})`),
  ]
  const step = stepsOf(columns, source, table, staging)
  const sql = `with cells as (
    ${step('cell', raw)}
),

texts as (
    ${step('text', 'cells')}
),

readings as (
    ${step('value', 'texts')}
),

instants as (
    ${step('utc', 'readings')}
),

clocks as (
    ${step('clock', 'instants')}
)

select
    ${literal(source.name)} as source,
    ${literal(source.config.tables[table]?.ids ?? 'shop')} as id_space,
    file,
    ${finalValues(table, columns, staging.attributes).join(',\n    ')},
    ${problems} as problems,
    ${rejected.join(' or ') || 'false'} as is_rejected
from clocks`
  return isSideTable(source, table) ? latestOfEach(sql, table, staging.attributes) : sql
}

/** Nobody can say whose a line is that can’t be taken apart: once somebody was erased, none is shown. */
const toldLine = ({ erased }: Staging) =>
  erased ? { ...brokenLine, value: none('varchar') } : brokenLine

/** The select of each step: all there was before it, and what the step makes of the columns. */
function stepsOf(
  columns: readonly MappedColumn[],
  { config }: RawSource,
  table: CanonicalName,
  { companyZone, years }: Staging,
) {
  const zones = { source: config.format.timeZone ?? companyZone, company: companyZone, years }
  const steps = columns.map((column) => {
    const hasClock = derivedColumns(table).some(({ from }) => from === column.name)
    return columnSteps(column, zones, hasClock)
  })
  return (step: keyof ColumnSteps, from: string) => {
    const made = steps.flatMap((one) => one[step])
    return `select ${['*', ...made].join(',\n        ')}\n    from ${from}`
  }
}

/** Every column of the table: values as they were read, words of ours, days and hours, nulls for what is not mapped. */
function finalValues(
  table: CanonicalName,
  columns: readonly MappedColumn[],
  attributes: readonly Column[],
): readonly string[] {
  const mapped = new Map(columns.map((column) => [column.name, column]))
  const own = ownColumns(table, attributes).map(({ name, type }) => {
    const column = mapped.get(name)
    return `${column ? wordOf(column) : none(type)} as ${ident(name)}`
  })
  const days = derivedColumns(table).map(({ name, from, type }) => {
    const clock = stepName(from, 'clock')
    const part = type === 'date' ? `cast(${clock} as date)` : `cast(hour(${clock}) as integer)`
    return `${mapped.has(from) ? part : none(type)} as ${ident(name)}`
  })
  return [...own, ...days]
}

/** A word list's own words in lower case; an unknown status counts as paid, another unknown word as nothing. */
function wordOf({ name, words }: MappedColumn): string {
  const value = stepName(name, 'value')
  if (!words) return value
  const other =
    name === 'status' ? `case when ${value} is not null then 'paid' end` : none('varchar')
  return `case when lower(${value}) in ${literal(words)} then lower(${value}) else ${other} end`
}

const none = (type: SqlType) => `cast(null as ${type})`
