/** What a source says of one canonical table, as SQL: typed values, and what is wrong with each row. */
import { type Conditions, namesIn } from '../../config/mapping.ts'
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
  tableMappings,
} from './columns.ts'
import { fits } from './conditions.ts'
import { filled } from './fill.ts'
import { ownCell } from './mapping.ts'
import { problemsSql } from './problems.ts'
import type { RawSource } from './raw-source.ts'
import { brokenLine, rowProblems, valueProblems } from './row-problems.ts'
import { latestOfEach } from './side-table.ts'
import type { Staging } from './staging-facts.ts'
import { lookedUp } from './through.ts'

/**
 * One row a row of the source's files: `source`, `id_space`, `file`, the values, `problems` (null: none), `is_rejected`.
 * Of a first table, rows that do not fit `rows` and footers are rejected without a problem: nothing is wrong with them.
 * Where the files tell of something else first, customers come one row a customer: the latest before `:cutoff`.
 */
export function sourceQuery(given: RawSource, table: CanonicalName, staging: Staging): string {
  const mapped = tableMappings(given, table)
  const rows = given.config.tables[table]?.rows ?? {}
  const read = [...mapped.flatMap(([, mapping]) => namesIn(mapping)), ...Object.keys(rows)]
  const { source, sql: filledSql, doubts } = filled(given, read)
  const columns = mappedColumns(source, table, staging, doubts)
  const required = columns.filter(({ isRequired }) => isRequired)
  // A line that can't be read is told once, under the first table.
  const isFirst = firstTable(source) === table
  const ignored = isFirst ? ignoredRows(source, rows) : ''
  const sought = mapped.flatMap(([name, mapping]) =>
    mapping.through ? [{ name, cell: ownCell(source, mapping), steps: mapping.through }] : [],
  )
  const whole = filledSql ? 'whole' : ident(`raw_${source.name}`)
  const found = sought.length > 0 ? 'found' : whole
  const others = [
    'row_error is null',
    ...(Object.keys(rows).length > 0 ? [fits(source, rows)] : []),
  ]
  const from = `${found}${isFirst ? '' : `\n    where ${others.join('\n        and ')}`}`
  const problems = problemsSql(
    [...(isFirst ? [toldLine(staging)] : []), ...rowProblems(required)],
    valueProblems(columns),
  )
  const rejected = [
    ...(isFirst ? [brokenLine.when] : []),
    ...required.map((column) => `(${isLost(column)})`),
  ].join(' or ')
  const step = stepsOf(columns, source, table, staging)
  const ctes = [
    ...(filledSql ? [cte('whole', filledSql)] : []),
    ...(sought.length > 0 ? [cte('found', lookedUp(whole, sought, staging.sources))] : []),
    cte('cells', step('cell', from, ignored && [`${ignored} as ${ignoredName}`])),
    cte('texts', step('text', 'cells')),
    cte('readings', step('value', 'texts')),
    cte('instants', step('utc', 'readings')),
    cte('clocks', step('clock', 'instants')),
  ]
  const sql = `with ${ctes.join(',\n\n')}

select
    ${literal(source.name)} as source,
    ${literal(source.config.tables[table]?.ids ?? 'shop')} as id_space,
    file,
    ${finalValues(table, columns, staging.attributes).join(',\n    ')},
    ${ignored ? `case when not ${ignoredName} then ${problems} end` : problems} as problems,
    ${[...(ignored ? [ignoredName] : []), rejected].filter(Boolean).join(' or ') || 'false'} as is_rejected
from clocks`
  return isSideTable(source, table) ? latestOfEach(sql, table, staging.attributes) : sql
}

const cte = (name: string, sql: string) => `${name} as (\n    ${sql}\n)`

/** No name of ours holds a blank. */
const ignoredName = ident('is ignored')

/** SQL of whether a row of a first table is none: a footer, or one that does not fit; empty where all are rows. */
function ignoredRows(source: RawSource, rows: Conditions): string {
  return [
    ...(Array.isArray(source.config.format.footer)
      ? [`coalesce(row_error = 'footer', false)`]
      : []),
    ...(Object.keys(rows).length > 0
      ? [`(row_error is null and not (${fits(source, rows)}))`]
      : []),
  ].join(' or ')
}

/** Nobody can say whose a line is that can’t be taken apart: once somebody was erased, none is shown. */
const toldLine = ({ erased }: Staging) =>
  erased ? { ...brokenLine, value: none('varchar') } : brokenLine

/** The select of each step: all there was before it, and what the step makes of the columns. */
function stepsOf(
  columns: readonly MappedColumn[],
  { config }: RawSource,
  table: CanonicalName,
  { companyZone, years, zones: words }: Staging,
) {
  const zones = {
    source: config.format.timeZone ?? companyZone,
    company: companyZone,
    years,
    words,
  }
  const steps = columns.map((column) => {
    const hasClock = derivedColumns(table).some(({ from }) => from === column.name)
    return columnSteps(column, zones, hasClock)
  })
  return (step: keyof ColumnSteps, from: string, more: '' | readonly string[] = []) => {
    const made = steps.flatMap((one) => one[step])
    return `select ${['*', ...more, ...made].join(',\n        ')}\n    from ${from}`
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
