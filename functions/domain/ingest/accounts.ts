/** Accounting for every row of every file: what was rejected and why, and what became of each file. */
import { ident, literal } from '../../platform/sql.ts'
import { type CanonicalName, canonicalNames, canonicalTable } from './canonical.ts'
import { firstTable, keyOf } from './columns.ts'
import { unpricedRows } from './order-totals.ts'
import { pairsOf } from './order-twins.ts'
import { problemRows } from './problems.ts'
import type { RawSource } from './raw-source.ts'
import { isTypedOnce } from './staging.ts'

/** `rejects`: everything in the files that could not be used as it stood. */
export function rejectsQuery(sources: readonly RawSource[]): string {
  const fed = canonicalNames.filter((name) => sources.some(({ config }) => config.tables[name]))
  const entries = [
    ...fed.map(problemsOf),
    ...fed.filter((table) => keyOf(table).length > 0).map(conflictsOf),
    ...unpricedRows(sources),
  ]
  return `select
    cast(source as varchar) as source,
    cast(file as varchar) as file,
    cast(table_name as varchar) as table_name,
    cast(key as varchar) as key,
    cast("column" as varchar) as "column",
    cast(value as varchar) as value,
    cast(reason as varchar) as reason,
    is_row
from (
    ${entries.join('\n    union all\n    ')}
) as entries`
}

/** `source_quality`: what became of the rows of each file, counted under the first table that it feeds. */
export function qualityQuery(sources: readonly RawSource[], hasErased: boolean): string {
  const ignored = sources.filter(mayIgnore)
  const dropped = pairsOf(sources).some(({ isRule }) => isRule) ? [droppedRows] : []
  return `select
    cast(files.source as varchar) as source,
    cast(files.file as varchar) as file,
    cast(coalesce(read.rows_read, 0) as bigint) as rows_read,
    cast(coalesce(staged.rows_staged, 0) as bigint) as rows_staged,
    cast(coalesce(refused.rows_rejected, 0) as bigint) as rows_rejected,
    cast(coalesce(repeated.rows_duplicate, 0) as bigint) as rows_duplicate,
    cast(${ignored.length > 0 ? 'coalesce(ignored.rows_ignored, 0)' : '0'} as bigint) as rows_ignored,
    cast(${dropped.length > 0 ? 'coalesce(dropped.rows_repeated, 0)' : '0'} as bigint) as rows_repeated,
    cast(${hasErased ? 'coalesce(erased.rows_erased, 0)' : '0'} as bigint) as rows_erased,
    cast(coalesce(staged.rows_later, 0) as bigint) as rows_later,
    cast(coalesce(refused.values_lost, 0) as bigint) as values_lost,
    staged.newest_on,
    staged.oldest_on
from (values ${sources.flatMap(filesOf).join(', ')}) as files(source, file)
${counted(
  'read',
  sources.map((source) => readRows(source, sources)),
)}
${counted('staged', sources.map(stagedRows))}
${counted('refused', sources.map(refusedRows))}
${counted('repeated', sources.map(repeatedRows))}
${
  ignored.length > 0
    ? counted(
        'ignored',
        ignored.map((source) => ignoredRows(source, hasErased)),
      )
    : ''
}
${dropped.length > 0 ? counted('dropped', dropped) : ''}
${hasErased ? counted('erased', sources.map(erasedRows)) : ''}`
}

/** What became of the rows of all files together. */
export const totalsQuery = `select sum(rows_read) as "read", sum(rows_staged) as staged,
    sum(rows_rejected) as rejected, sum(rows_duplicate) as duplicates,
    sum(rows_ignored) as ignored, sum(rows_repeated) as repeated, sum(rows_erased) as erased
from source_quality`

/** The instant of each table that has one, and the day that goes with it. */
const instants: Partial<Record<CanonicalName, readonly [at: string, on: string]>> = {
  orders: ['ordered_at', 'ordered_on'],
  order_items: ['ordered_at', 'ordered_on'],
  events: ['occurred_at', 'occurred_on'],
  survey_answers: ['answered_at', 'answered_on'],
  consents: ['at', '"on"'],
  email_events: ['at', '"on"'],
}

const filesOf = ({ name, files }: RawSource) =>
  files.map((file) => `(${literal(name)}, ${literal(file)})`)

const counted = (name: string, counts: readonly string[]) => `left join (
    ${counts.join('\n    union all\n    ')}
) as ${name} on files.source = ${name}.source and files.file = ${name}.file`

/** Text that was taken apart and stored has a row for every row of the files, and need not be read for its number. */
function readRows(source: RawSource, sources: readonly RawSource[]): string {
  const { name } = source
  const table = firstTable(source)
  const rows = isTypedOnce(table, sources)
    ? `${ident(`src_${table}`)} where source = ${literal(name)}`
    : ident(`raw_${name}`)
  return `select ${literal(name)} as source, file, count(*) as rows_read
    from ${rows} group by file`
}

function stagedRows(source: RawSource): string {
  const table = firstTable(source)
  const [at, on = 'cast(null as date)'] = instants[table] ?? []
  const later = at ? `count(*) filter (where ${ident(at)} >= :cutoff)` : '0'
  const seen = at ? ` filter (where ${ident(at)} < :cutoff)` : ''
  return `select source, file, count(*) as rows_staged, ${later} as rows_later,
        max(${on})${seen} as newest_on, min(${on}) as oldest_on
    from ${ident(`stg_${table}`)} where source = ${literal(source.name)} group by source, file`
}

/** What a file loses for the tables that it feeds beside its first is values, not rows. */
const refusedRows = (source: RawSource) => {
  const isRow = `is_row and table_name = ${literal(firstTable(source))}`
  return `select source, file, count(*) filter (where ${isRow}) as rows_rejected,
        count(*) filter (where not (${isRow}) and reason not in ('conflicting-duplicate', 'several-values')) as values_lost
    from rejects where source = ${literal(source.name)} group by source, file`
}

function repeatedRows(source: RawSource): string {
  const table = firstTable(source)
  if (keyOf(table).length === 0) {
    return `select cast(null as varchar) as source, cast(null as varchar) as file,
        cast(0 as bigint) as rows_duplicate where false`
  }
  return `select source, file, count(*) as rows_duplicate from ${ident(`int_repeats_${table}`)}
    where place > 1 and source = ${literal(source.name)} group by source, file`
}

/** Whether rows of a source may be none of its first table. */
const mayIgnore = (source: RawSource) =>
  Array.isArray(source.config.format.footer) ||
  source.config.tables[firstTable(source)]?.rows !== undefined

function ignoredRows(source: RawSource, hasErased: boolean): string {
  const isElse = hasErased ? ' and not is_erased' : ''
  return `select source, file, count(*) as rows_ignored from ${ident(`src_${firstTable(source)}`)}
    where is_rejected and problems is null${isElse} and source = ${literal(source.name)} group by source, file`
}

/** Orders that another source has too and that are left out, in the files that they stood in. */
const droppedRows = `select seen_orders.source, seen_orders.file, count(*) as rows_repeated
    from seen_orders
    where exists (
        select 1 from order_twins
        where order_twins.is_dropped
            and order_twins.id_space = seen_orders.id_space
            and order_twins.order_id = seen_orders.order_id
    )
    group by seen_orders.source, seen_orders.file`

const erasedRows = (source: RawSource) =>
  `select source, file, count(*) as rows_erased from ${ident(`src_${firstTable(source)}`)}
    where is_erased and source = ${literal(source.name)} group by source, file`

const problemsOf = (table: CanonicalName) =>
  problemRows(ident(`src_${table}`), [
    'source',
    'file',
    `${literal(table)} as table_name`,
    `${keyText(table)} as key`,
  ])

/** Repeats that say something else than the row that was kept. */
const conflictsOf = (table: CanonicalName) =>
  `select source, file, ${literal(table)} as table_name, ${keyText(table)} as key, '(row)' as "column",
      cast(null as varchar) as value, 'conflicting-duplicate' as reason, false as is_row
    from ${ident(`int_repeats_${table}`)}
    where place > 1 and variant > 1`

const keyText = (table: CanonicalName) => {
  const parts = canonicalTable(table).key.map(
    (name) => `coalesce(cast(${ident(name)} as varchar), '')`,
  )
  return parts.length > 0 ? parts.join(` || '|' || `) : 'cast(null as varchar)'
}
