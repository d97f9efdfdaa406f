/** Nights of identity on one DuckDB: the queries in their order, over profiles that a test gives. */
import type { Engine } from '../../functions/platform/local/engine.ts'
import { bind, dateParam, instantParam, valuesSql } from '../../functions/platform/sql.ts'
import { queryText } from '../../functions/queries.ts'
import { put } from './occasion-nights.ts'
import { typesOf } from './types-of.ts'

export interface Profile {
  readonly id_space: string
  readonly customer_id: string
  readonly source?: string
  readonly email?: string
  readonly email_verified?: boolean
  readonly phone?: string
  readonly country?: string
  readonly first_name?: string
  readonly last_name?: string
  readonly birth_date?: string
}

export interface IdentityNight {
  readonly asOf: string
  readonly profiles: readonly Profile[]
  /** Profiles that only ordered. */
  readonly buyers?: readonly Pick<Profile, 'id_space' | 'customer_id'>[]
  readonly keys?: readonly string[]
  readonly phones?: readonly object[]
  readonly firstSpace?: string
  readonly oldestKept?: string
}

const inOrder = [
  'identity_keys',
  'identity_links',
  'identity_groups',
  'identity_changes',
  'identity_cuts',
  'customer_aliases',
  'identity_map',
] as const
const read = [
  ...['stg_customers', 'stg_orders', 'stg_order_items', 'source_ranks', 'phone_numbers'],
  'erased_profiles',
]
const carried = [
  'stg_customers',
  'identity_keys',
  'identity_links',
  'customer_aliases',
  'identity_map',
]

/** An engine’s tables before the first night. */
export async function firstNight(engine: Engine) {
  for (const table of read) await put(engine, table, [])
  for (const table of carried) {
    await engine.run(
      `create or replace table previous_${table} as ${valuesSql(typesOf(table) ?? [], [])}`,
    )
  }
}

/** One night: afterwards its tables stand by their names, and as the next one’s `previous_` ones. */
export async function identityNight(engine: Engine, night: IdentityNight) {
  const { asOf, profiles, buyers = [], keys = ['email'], phones = [] } = night
  await put(
    engine,
    'stg_customers',
    profiles.map((one) => ({ source: one.id_space, ...one })),
  )
  await put(
    engine,
    'stg_orders',
    buyers.map((one, i) => ({ ...one, order_id: `${i}`, ordered_at: '2020-01-01 00:00:00' })),
  )
  const spaces = ['shop', 'crm', 'store', 'app']
  await put(
    engine,
    'source_ranks',
    spaces.map((source, i) => ({ source, position: i + 1 })),
  )
  await put(engine, 'phone_numbers', phones)
  const params = {
    as_of: dateParam(asOf),
    cutoff: instantParam(`${asOf}T00:00:00Z`),
    first_space: night.firstSpace ?? 'shop',
    other_spaces: spaces.slice(1),
    oldest_kept: dateParam(night.oldestKept ?? '2000-01-01'),
    keys,
    trusted: [],
  }
  for (const table of inOrder) {
    await engine.run(`create or replace table ${table} as ${bind(queryText(table), params)}`)
  }
}

/** Makes the night the one before. */
export async function nextNight(engine: Engine) {
  for (const table of carried) {
    await engine.run(`create or replace table previous_${table} as select * from ${table}`)
  }
}

/** The customer of each profile tonight, those that are away too. */
export async function customersOf(engine: Engine): Promise<ReadonlyMap<string, string>> {
  const rows = await engine.rows(
    'select id_space, source_customer_id, customer_id from identity_map',
  )
  return new Map(
    rows.map((row) => [`${row.id_space}:${row.source_customer_id}`, String(row.customer_id)]),
  )
}
