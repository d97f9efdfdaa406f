/** A source of which two people were erased, and the queries that leave them out. */
import { erasedKeysQuery, erasedOrdersQuery } from '../../functions/domain/ingest/erased.ts'
import { unionQuery } from '../../functions/domain/ingest/staging.ts'
import { addressHashOf, profileHashOf } from '../../functions/domain/ledger/hash.ts'
import { columns } from '../../functions/domain/types.ts'
import { bind, emptySql, instantParam, literal, valuesSql } from '../../functions/platform/sql.ts'
import { sourceOf } from '../domain/ingest/source-rows.ts'
import { typesOf } from './types-of.ts'

const source = sourceOf({
  tables: {
    orders: {
      columns: { order_id: 'id', customer_id: 'customer', ordered_at: 'at', total: 'total' },
    },
    order_items: { columns: { order_id: 'id', sku: 'sku' } },
    customers: { columns: { customer_id: 'customer', email: 'mail', country: 'country' } },
  },
  columns: ['id', 'customer', 'at', 'total', 'sku', 'mail', 'country'],
  rows: [],
})
const rows = [
  ['o1', 'c1', '2026-01-05 10:00', '5', 'a', 'Ann@Shop.example', 'FR'],
  ['o2', 'c1', 'never', '5', 'b', null, 'FR'],
  ['o3', 'c2', '2026-01-05 10:00', '7', 'c', 'BOB@shop.example', 'BE'],
  ['o4', 'Bob@shop.example', '2026-01-05 10:00', '8', 'd', null, 'BE'],
  ['o5', 'c3', '2026-01-05 10:00', 'free', 'e', null, null],
  ['o6', null, '2026-01-05 10:00', '9', 'f', null, null],
]
const raw = valuesSql(
  columns(
    ['file', 'row_error', 'row_text', ...source.columns.map(({ column }) => column)]
      .map((name) => `${name} varchar x`)
      .join('\n'),
  ),
  rows.map((row) => ({
    file: 'shop.csv',
    ...Object.fromEntries(row.map((cell, i) => [source.columns[i]?.column, cell])),
  })),
)
const staging = {
  ...{ attributes: [], companyZone: 'Europe/Paris', years: { from: 1970, to: 2028 } },
  ...{ asOf: '2026-03-10', sources: [source], zones: new Map<string, string>() },
  erased: { byOrder: true },
}
const hashes = (list: readonly string[]) =>
  valuesSql(
    columns('hash varchar x'),
    list.map((hash) => ({ hash })),
  )
const given = {
  raw_shop: raw,
  lake_salt: `select ${literal('salt')} as salt`,
  previous_stg_customers: emptySql(typesOf('stg_customers') ?? []),
  erasures: hashes([
    profileHashOf('salt', 'shop', 'c1'),
    addressHashOf('salt', 'bob@shop.example'),
  ]),
  erased_keys: erasedKeysQuery([source], staging),
  erased_orders: erasedOrdersQuery([source], staging),
}

/** The hashes that are left out: ids of the list, and that of the profile with an address on it. */
export const keysLeftOut = [
  profileHashOf('salt', 'shop', 'c1'),
  profileHashOf('salt', 'shop', 'c2'),
  addressHashOf('salt', 'bob@shop.example'),
].sort()

/** Who stays of each table: the others have no key any more. */
export const staying = [
  ['orders', 'order_id', ['o5', 'o6', null, null, null, null]],
  ['order_items', 'order_id', ['o5', 'o6', null, null, null, null]],
  ['customers', 'customer_id', ['c3', null, null, null]],
] as const

/** What is staged of a table. */
export const stagedRows = (table: (typeof staying)[number][0]): string =>
  unionQuery(table, [source], staging)

/** A question with all that it reads in front of it. */
export function whole(sql: string): string {
  const names = Object.entries(given).map(([name, query]) => `${name} as (${query})`)
  return bind(`with ${names.join(', ')} select * from (${sql}) as rows_of_it`, {
    cutoff: instantParam('2026-03-10T00:00:00Z'),
  })
}
