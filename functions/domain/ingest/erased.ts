/** Rows of the erased, found by salted hashes: they are read, counted, and nothing of them is kept. */
import { ident } from '../../platform/sql.ts'
import type { Column } from '../types.ts'
import type { CanonicalName } from './canonical.ts'
import { valueColumns } from './columns.ts'
import type { RawSource } from './raw-source.ts'
import { sourceQuery } from './source-query.ts'
import type { Staging } from './staging-facts.ts'

/** `erased_keys`: the hashes on the list, and those of profiles that have, or last had, an address on it. */
export function erasedKeysQuery(sources: readonly RawSource[], staging: Staging): string {
  const parts = sources
    .filter(({ config }) => config.tables.customers?.columns.email)
    .map((source) => rowsOf(source, 'customers', staging, 'email'))
  const people = [...parts, 'select id_space, customer_id, email from previous_stg_customers'].join(
    '\n    union all\n    ',
  )
  return `with people as (
    ${people}
),

hashed as (
    select
        ${hashSql(keyText)} as hash,
        ${hashSql('lower(people.email)')} as address_hash
    from people
    cross join lake_salt
    where people.email is not null
)

select hash from erasures
union
select hashed.hash
from hashed
inner join erasures on erasures.hash = hashed.address_hash
where hashed.hash is not null`
}

/** `erased_orders`: hashes of the orders that the erased placed: their lines may name nobody. */
export function erasedOrdersQuery(sources: readonly RawSource[], staging: Staging): string {
  const parts = orderTables.flatMap((table) =>
    sources
      .filter(({ config }) => config.tables[table]?.columns.customer_id)
      .map((source) => rowsOf(source, table, staging, 'order_id')),
  )
  return `with people as (
    ${parts.join('\n    union all\n    ')}
),

hashed as (
    select
        ${hashSql(keyText)} as hash,
        ${hashSql(orderText)} as order_hash
    from people
    cross join lake_salt
    where people.customer_id is not null
)

select hashed.order_hash as hash
from hashed
inner join erased_keys on erased_keys.hash = hashed.hash
group by hashed.order_hash`
}

/** Whether lines and orders may have to be known by each other. */
export const hasOrdersAndLines = (sources: readonly RawSource[]): boolean =>
  orderTables.every((table) => sources.some(({ config }) => config.tables[table])) &&
  sources.some(({ config }) =>
    orderTables.some((table) => config.tables[table]?.columns.customer_id),
  )

/** The rows of a source with `is_erased`: those of the erased keep their file, and no value. */
export function withoutErased(
  rows: string,
  table: CanonicalName,
  attributes: readonly Column[],
  byOrder: boolean,
): string {
  const values = valueColumns(table, attributes).map(({ name }) => ident(name))
  if (!values.includes(ident('customer_id')))
    return `select people.*, false as is_erased from (\n${rows}\n) as people`
  const isByOrder = byOrder && orderTables.some((name) => name === table)
  const found = ['erased_keys.hash', ...(isByOrder ? ['erased_orders.hash'] : [])]
  const isErased = found.map((hash) => `${hash} is not null`).join(' or ')
  const kept = (name: string) => `case when not (${isErased}) then hashed.${name} end as ${name}`
  return `with people as (
${rows}
),

hashed as (
    select people.*, ${hashSql(keyText)} as ${ident('key hash')}${
      isByOrder ? `,\n        ${hashSql(orderText)} as ${ident('order hash')}` : ''
    }
    from people
    cross join lake_salt
)

select
    hashed.source,
    hashed.id_space,
    hashed.file,
    ${[...values, 'problems'].map(kept).join(',\n    ')},
    hashed.is_rejected or ${isErased} as is_rejected,
    ${isErased} as is_erased
from hashed
left join erased_keys on erased_keys.hash = hashed.${ident('key hash')}${
    isByOrder
      ? `\nleft join erased_orders on erased_orders.hash = hashed.${ident('order hash')}`
      : ''
  }`
}

const orderTables = ['orders', 'order_items'] as const

const rowsOf = (source: RawSource, table: CanonicalName, staging: Staging, column: string) =>
  `select id_space, customer_id, ${column} from (\n${sourceQuery(source, table, staging)}\n) as ${ident(`${table} of ${source.name}`)}`

/** As `profileHashOf` names a source’s id. */
const keyText = `case
            when people.customer_id like '%@%' then lower(people.customer_id)
            else people.id_space || ':' || people.customer_id
        end`

const orderText = "'order:' || people.id_space || ':' || people.order_id"

const hashSql = (text: string) => `lower(to_hex(sha256(to_utf8(lake_salt.salt || ':' || ${text}))))`
