/** Accounting for every row of every file: what was rejected and why, and what became of each file. */
import { ident, literal } from '../../platform/sql.ts'
import type { Column } from '../types.ts'
import { type CanonicalName, canonicalNames, canonicalTable } from './canonical.ts'
import type { RawSource } from './mapping.ts'
import { firstTable, valueColumns } from './source-query.ts'
import { keyOf } from './staging.ts'

/** `rejects`: everything in the files that could not be used as it stood. */
export function rejectsQuery(sources: readonly RawSource[], attributes: readonly Column[]): string {
  const fed = canonicalNames.filter((name) => sources.some(({ config }) => config.tables[name]))
  const keyed = fed.filter((table) => keyOf(table).length > 0)
  const entries = [
    ...fed.map(problemsQuery),
    ...keyed.map((table) => conflictsQuery(table, attributes)),
  ]
  return `select
    cast(source as varchar) as source,
    cast(file as varchar) as file,
    cast(table_name as varchar) as table_name,
    cast(key as varchar) as key,
    split_part(problem, chr(31), 1) as "column",
    nullif(split_part(problem, chr(31), 2), '') as value,
    split_part(problem, chr(31), 3) as reason,
    split_part(problem, chr(31), 4) = 'true' as is_row
from (
    ${entries.join('\n    union all\n    ')}
) as entries`
}

/** The instant of each table that has one, and the day that goes with it in the company’s zone. */
const instants: Partial<Record<CanonicalName, readonly [at: string, on: string]>> = {
  orders: ['ordered_at', 'ordered_on'],
  order_items: ['ordered_at', 'ordered_on'],
  events: ['occurred_at', 'occurred_on'],
  survey_answers: ['answered_at', 'cast(answered_at as date)'],
  consents: ['at', 'cast("at" as date)'],
  email_events: ['at', '"on"'],
}

/** `source_quality`: what became of the rows of each file, counted under the first table that it feeds. */
export function qualityQuery(sources: readonly RawSource[]): string {
  return `select
    cast(files.source as varchar) as source,
    cast(files.file as varchar) as file,
    cast(coalesce(read.rows_read, 0) as bigint) as rows_read,
    cast(coalesce(staged.rows_staged, 0) as bigint) as rows_staged,
    cast(coalesce(refused.rows_rejected, 0) as bigint) as rows_rejected,
    cast(coalesce(repeated.rows_duplicate, 0) as bigint) as rows_duplicate,
    cast(coalesce(staged.rows_later, 0) as bigint) as rows_later,
    cast(coalesce(refused.values_lost, 0) as bigint) as values_lost,
    staged.newest_on,
    staged.oldest_on
from (values ${sources.flatMap(fileRows).join(', ')}) as files(source, file)
left join (
    ${sources.map(readRows).join('\n    union all\n    ')}
) as read on files.source = read.source and files.file = read.file
left join (
    ${sources.map(stagedRows).join('\n    union all\n    ')}
) as staged on files.source = staged.source and files.file = staged.file
left join (
    select source, file, count(*) filter (where is_row) as rows_rejected,
        count(*) filter (where not is_row and reason <> 'conflicting-duplicate') as values_lost
    from rejects
    group by source, file
) as refused on files.source = refused.source and files.file = refused.file
left join (
    ${sources.map(repeatedRows).join('\n    union all\n    ')}
) as repeated on files.source = repeated.source and files.file = repeated.file`
}

const fileRows = ({ name, files }: RawSource) =>
  files.map((file) => `(${literal(name)}, ${literal(file)})`)

const readRows = ({ name }: RawSource) =>
  `select ${literal(name)} as source, file, count(*) as rows_read from ${ident(`raw_${name}`)} group by file`

function stagedRows(source: RawSource): string {
  const table = firstTable(source)
  const [at, on] = instants[table] ?? []
  const day = on ?? 'cast(null as date)'
  const later = at ? `count(*) filter (where ${ident(at)} >= :cutoff)` : '0'
  const seen = at ? ` filter (where ${ident(at)} < :cutoff)` : ''
  return `select source, file, count(*) as rows_staged, ${later} as rows_later,
        max(${day})${seen} as newest_on, min(${day}) as oldest_on
    from ${ident(`stg_${table}`)} where source = ${literal(source.name)} group by source, file`
}

function repeatedRows(source: RawSource): string {
  const table = firstTable(source)
  const nothing =
    'cast(null as varchar) as source, cast(null as varchar) as file, 0 as rows_duplicate'
  if (keyOf(table).length === 0) return `select ${nothing} where false`
  return `select source, file, count(*) as rows_duplicate from ${ident(`int_repeats_${table}`)}
    where place > 1 and source = ${literal(source.name)} group by source, file`
}

const keyText = (table: CanonicalName, from: string) => {
  const parts = canonicalTable(table).key.map(
    (name) => `coalesce(cast(${from}.${ident(name)} as varchar), '')`,
  )
  return parts.length > 0 ? parts.join(` || '|' || `) : 'cast(null as varchar)'
}

/** Every entry of `problems` as a row. */
const problemsQuery = (table: CanonicalName) =>
  `select source, file, '${table}' as table_name, ${keyText(table, `src_${table}`)} as key, problem
    from ${ident(`src_${table}`)}
    cross join unnest(regexp_split(problems, '\\x1e')) as parts(problem)
    where problems is not null and problem <> ''`

/** Repeats that say something else than the row that was kept. */
function conflictsQuery(table: CanonicalName, attributes: readonly Column[]): string {
  const repeats = ident(`int_repeats_${table}`)
  const same = keyOf(table).map((name) => `other.${ident(name)} = kept.${ident(name)}`)
  const columns = ['row_order', ...valueColumns(table, attributes).map(({ name }) => name)]
  const differs = columns.map((name) => `other.${ident(name)} is distinct from kept.${ident(name)}`)
  return `select other.source, other.file, '${table}' as table_name, ${keyText(table, 'other')} as key,
        '(row)' || chr(31) || chr(31) || 'conflicting-duplicate' || chr(31) || 'false' as problem
    from ${repeats} as other
    inner join ${repeats} as kept on ${same.join(' and ')} and kept.place = 1
    where other.place > 1 and (${differs.join('\n        or ')})`
}
