/** From what sources say of a table to the rows that are staged: one a key, without the rejected. */
import { ident } from '../../platform/sql.ts'
import type { Column } from '../types.ts'
import { type CanonicalName, canonicalTable } from './canonical.ts'
import type { RawSource } from './mapping.ts'
import { latestFirst, type Staging, sourceQuery, valueColumns } from './source-query.ts'

/** `src_<table>`: what all sources say of a table; a typed nothing when none feeds it. */
export function unionQuery(
  table: CanonicalName,
  sources: readonly RawSource[],
  staging: Staging,
): string {
  const parts = sources
    .filter(({ config }) => config.tables[table])
    .map((source) => sourceQuery(source, table, staging))
  return parts.join('\nunion all\n') || emptyQuery(table, staging.attributes)
}

/**
 * `int_repeats_<table>`: every row whose key stands more than once, the winner first (`place` 1).
 * Keys with an empty part repeat nothing. Undefined for a table whose rows have no key.
 */
export function repeatsQuery(
  table: CanonicalName,
  attributes: readonly Column[],
): string | undefined {
  const key = keyOf(table)
  if (key.length === 0) return undefined
  const names = key.map(ident).join(', ')
  const columns = valueColumns(table, attributes)
  return `with keyed as (
    select * from ${ident(`src_${table}`)}
    where not is_rejected and ${key.map((name) => `${ident(name)} is not null`).join(' and ')}
),

repeated as (
    select ${names} from keyed group by ${names} having count(*) > 1
),

repeats as (
    select keyed.*
    from keyed
    inner join repeated
        on ${key.map((name) => `keyed.${ident(name)} = repeated.${ident(name)}`).join(' and ')}
)

select
    repeats.*,
    row_number() over (partition by ${names} order by ${latestFirst(columns)}) as place
from repeats`
}

/** `kept_<table>`: the rows to stage. */
export function keptQuery(table: CanonicalName, attributes: readonly Column[]): string {
  const key = keyOf(table)
  const names = [
    'source',
    'id_space',
    'file',
    ...valueColumns(table, attributes).map(({ name }) => name),
  ]
  const source = ident(`src_${table}`)
  const rows = (from: string) => names.map((name) => `${from}.${ident(name)}`).join(', ')
  if (key.length === 0) return `select ${rows(source)} from ${source} where not is_rejected`
  const repeats = ident(`int_repeats_${table}`)
  return `select ${rows(source)}
from ${source}
left join (select ${key.map(ident).join(', ')} from ${repeats} where place = 1) as repeated
    on ${key.map((name) => `${source}.${ident(name)} = repeated.${ident(name)}`).join(' and ')}
where not is_rejected and repeated.${ident(key[0] ?? '')} is null
union all
select ${rows(repeats)} from ${repeats} where place = 1`
}

/** Rows of one key in one id space are one; customers of two sources are two profiles of one. */
export function keyOf(table: CanonicalName): readonly string[] {
  const { key } = canonicalTable(table)
  if (key.length === 0) return []
  return [...(table === 'customers' ? ['source'] : []), 'id_space', ...key]
}

function emptyQuery(table: CanonicalName, attributes: readonly Column[]): string {
  const text = ['source', 'id_space', 'file']
  const values = valueColumns(table, attributes)
  return `select ${[
    ...text.map((name) => `cast(null as varchar) as ${name}`),
    ...values.map(({ name, type }) => `cast(null as ${type}) as ${ident(name)}`),
    'cast(null as varchar) as problems',
    'false as is_rejected',
    'cast(null as varchar) as row_order',
  ].join(', ')} from (values (1)) as nothing(n) where false`
}
