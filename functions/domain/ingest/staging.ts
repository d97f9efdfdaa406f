/** From what sources say of a table to the rows that are staged: one a key, without the rejected. */
import { ident, literal } from '../../platform/sql.ts'
import type { Column } from '../types.ts'
import type { CanonicalName } from './canonical.ts'
import { keyOf, valueColumns } from './columns.ts'
import { withoutErased } from './erased.ts'
import { latestFirst } from './latest-first.ts'
import type { RawSource } from './raw-source.ts'
import { sourceQuery } from './source-query.ts'
import type { Staging } from './staging-facts.ts'

/** Tables of few rows, in any shop: what lies between their files and staging is worked out wherever it is read. */
export const isFew = (table: CanonicalName): boolean => table === 'accounts' || table === 'fx_rates'

/**
 * Whether `src_<table>` is stored. Typed columns cost little to read again. Text is taken apart once, but for tables of
 * few rows and those without a key: these are read for their rows and for what is wrong with them, and that is all.
 */
export const isTypedOnce = (table: CanonicalName, sources: readonly RawSource[]): boolean =>
  !isFew(table) &&
  keyOf(table).length > 0 &&
  sources.some(({ config }) => config.tables[table] && config.format.type !== 'parquet')

/** `src_<table>`: what all sources say of a table. */
export function unionQuery(
  table: CanonicalName,
  sources: readonly RawSource[],
  staging: Staging,
): string {
  const parts = sources
    .filter(({ config }) => config.tables[table])
    .map((source) => {
      const rows = sourceQuery(source, table, staging)
      const { attributes, erased } = staging
      const kept = erased ? withoutErased(rows, table, attributes, erased.byOrder) : rows
      return `select * from (\n${kept}\n) as of_${source.name}`
    })
  return parts.join('\nunion all\n')
}

/** The keys that stand more than once. Keys with an empty part repeat nothing. */
function repeatedKeys(table: CanonicalName, sources: readonly RawSource[]): string {
  const common = commonParts(table, sources)
  const apart = keyOf(table).filter((name) => common[name] === undefined)
  const key = keyOf(table).map((name) => {
    const value = common[name]
    return value === undefined ? ident(name) : `${literal(value)} as ${ident(name)}`
  })
  // A part that is missing counts as none; a condition on the parts themselves would work each of them out twice.
  return `select ${key.join(', ')}
from ${ident(`src_${table}`)}
group by ${apart.map(ident).join(', ')}
having ${apart.map((name) => `count(${ident(name)}) > 1`).join(' and ')}`
}

/** Parts of a key that all rows have in common: they need not be grouped by, and grouping is most of the work. */
function commonParts(table: CanonicalName, sources: readonly RawSource[]) {
  const feeding = sources.filter(({ config }) => config.tables[table])
  const onlyOne = (values: readonly string[]) =>
    new Set(values).size === 1 ? values[0] : undefined
  return {
    source: onlyOne(feeding.map(({ name }) => name)),
    id_space: onlyOne(feeding.map(({ config }) => config.tables[table]?.ids ?? '')),
  } as Readonly<Record<string, string | undefined>>
}

/**
 * `int_repeats_<table>`: every row whose key stands more than once, the winner first (`place` 1). `variant` is 1 for
 * the rows that say just what the winner says.
 */
export function repeatsQuery(
  table: CanonicalName,
  sources: readonly RawSource[],
  attributes: readonly Column[],
): string {
  const key = keyOf(table)
  const rows = ident(`src_${table}`)
  const same = key.map((name) => `${rows}.${ident(name)} = repeated.${ident(name)}`)
  const within = `partition by ${key.map(ident).join(', ')}`
  const order = latestFirst(valueColumns(table, attributes))
  return `with repeated as (
${repeatedKeys(table, sources)}
),

repeats as (
    select ${rows}.*
    from ${rows}
    inner join repeated on ${same.join(' and ')}
    where not ${rows}.is_rejected
)

select
    repeats.*,
    row_number() over (${within} order by ${order}, file desc, source) as place,
    rank() over (${within} order by ${order}) as variant
from repeats`
}

/** `kept_<table>`: the rows to stage. */
export function keptQuery(
  table: CanonicalName,
  attributes: readonly Column[],
  hasRepeats: boolean,
): string {
  const values = valueColumns(table, attributes).map(({ name }) => name)
  const names = ['source', 'id_space', 'file', ...values].map(ident)
  const rows = ident(`src_${table}`)
  const all = `select ${names.map((name) => `${rows}.${name}`).join(', ')} from ${rows}`
  if (!hasRepeats) return `${all} where not is_rejected`
  const repeats = ident(`int_repeats_${table}`)
  const key = keyOf(table).map(ident)
  return `${all}
left join ${repeats} on ${key.map((name) => `${rows}.${name} = ${repeats}.${name}`).join(' and ')} and ${repeats}.place = 1
where not ${rows}.is_rejected and ${repeats}.place is null
union all
select ${names.join(', ')} from ${repeats} where place = 1`
}
