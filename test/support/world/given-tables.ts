/** The tables that stages before `occasions` would have made: put once, then only what changed. */

import { createHash } from 'node:crypto'
import { countryRows } from '../../../functions/domain/features/countries.ts'
import { type Column, columns } from '../../../functions/domain/types.ts'
import type { Engine } from '../../../functions/platform/local/engine.ts'
import { listed } from '../../../functions/platform/local/listed.ts'
import type { Row } from '../../../functions/platform/ports.ts'
import { ident, literal } from '../../../functions/platform/sql.ts'
import type { Table } from '../../../functions/tables/table.ts'
import type { WorldCustomer } from './customer.ts'
import type { WorldNight } from './night.ts'

/** Names that `givenTables` makes. */
export const givenNames: ReadonlySet<string> = new Set([
  'customers',
  'customer_features',
  'previous_customer_features',
  'customer_consents',
  'suppressions',
  'customer_aliases',
  'identity_changes',
  'identity_map',
  'stg_life_events',
  'countries',
])

/** A table with a row or several of every customer: the rows, from what is known of one. */
type RowsOf = (customer: WorldCustomer) => readonly Row[]

const perCustomer: Readonly<Record<string, RowsOf>> = {
  customers: ({ lifeDates, features, consents, stops, ...row }) => [row],
  customer_features: ({ customer_id, features }) => [{ customer_id, ...features }],
  customer_consents: ({ customer_id, consents }) =>
    Object.entries(consents).map(([purpose, said]) => ({ customer_id, purpose, ...said })),
  suppressions: ({ customer_id, stops }) =>
    stops.map(({ reason, since, address }) => ({
      ...{ customer_id, reason, since },
      address_hash: address === null ? null : sha256(address),
    })),
  stg_life_events: ({ customer_id, lifeDates }) =>
    lifeDates.map(({ kind, date }) => ({ id_space: 'shop', customer_id, kind, date })),
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const profileColumns: readonly Column[] = columns(`
  profile varchar     its id
  customer_id varchar whose it is
  since date          from when on
  is_here boolean     whether a source has the customer tonight`)

export interface GivenTables {
  /** Puts what a night is given. */
  put(night: WorldNight): Promise<void>
}

export async function givenTables(engine: Engine, tables: readonly Table[]): Promise<GivenTables> {
  const columnsOf = (table: string): readonly Column[] => {
    const columns = tables.find(({ name }) => name === table)?.columns
    if (!columns) throw new Error(`no table ${table} in tables.ts`)
    return columns
  }
  let isFirst = true

  /** Columns that nobody has are not stored. */
  const stored = new Map<string, readonly Column[]>()
  const begin = async (night: WorldNight) => {
    for (const [table, rowsOf] of Object.entries(perCustomer)) {
      const names = new Set<string>()
      for (const customer of night.customers.values())
        for (const row of rowsOf(customer)) for (const name of Object.keys(row)) names.add(name)
      const all = columnsOf(table)
      const some = names.size === 0 ? all : all.filter(({ name }) => names.has(name))
      stored.set(table, some)
      await engine.run(
        `create table given_${table} (${some.map(({ name, type }) => `${ident(name)} ${type.replace('(3)', '')}`).join(', ')})`,
      )
      const select = (from: string) =>
        `select ${all
          .map(({ name, type }) =>
            some.some((one) => one.name === name)
              ? `${ident(name)}`
              : `cast(null as ${type}) as ${ident(name)}`,
          )
          .join(', ')} from ${from}`
      await engine.run(`create view ${ident(table)} as ${select(`given_${table}`)}`)
      if (table === 'customer_features') {
        await engine.run(`create table last_${table} as select * from given_${table} where false`)
        await engine.run(`create view previous_${table} as ${select(`last_${table}`)}`)
      }
    }
    await replace('countries', countryRows)
    await engine.run(
      'create table given_profiles (profile varchar, customer_id varchar, since date, is_here boolean)',
    )
  }

  const insert = async (table: string, columns: readonly Column[], rows: readonly Row[]) => {
    if (rows.length === 0) return
    await engine.run(`insert into ${table} ${await listed(engine, columns, rows)}`)
  }

  return {
    async put(night) {
      if (isFirst) await begin(night)
      else {
        await engine.run(
          'create or replace table last_customer_features as from given_customer_features',
        )
      }
      const ids = isFirst ? [...night.customers.keys()] : [...night.changed]
      const list = literal(ids)
      for (const [table, rowsOf] of Object.entries(perCustomer)) {
        if (!isFirst && ids.length > 0) {
          await engine.run(`delete from given_${table} where customer_id in ${list}`)
        }
        const rows = ids.flatMap((id) => {
          const customer = night.customers.get(id)
          return customer ? rowsOf(customer) : []
        })
        await insert(`given_${table}`, stored.get(table)!, rows)
      }
      const theirs = [...night.aliases].filter(([, id]) => night.changed.has(id))
      const profiles = [...new Set([...ids, ...theirs.map(([alias]) => alias)])]
      if (profiles.length > 0) {
        await engine.run(`delete from given_profiles where profile in ${literal(profiles)}`)
      }
      await insert(
        'given_profiles',
        profileColumns,
        profiles.map((profile) => {
          const customer_id = night.aliases.get(profile) ?? profile
          const is_here = night.customers.has(customer_id)
          return { profile, customer_id, since: night.asOf, is_here }
        }),
      )
      await engine.run(`create or replace view identity_map as
select 'shop' as id_space, profile as source_customer_id, customer_id, since,
  case when is_here then date '${night.asOf}' else date '2000-01-01' end as seen_on
from given_profiles`)
      await replace(
        'customer_aliases',
        [...night.aliases].map(([alias_id, customer_id]) => ({
          ...{ alias_id, customer_id, since: night.asOf },
        })),
      )
      await replace(
        'identity_changes',
        [...night.regrouped].map(([customer_id, change]) => ({
          ...{ customer_id, change },
        })),
      )
      isFirst = false
    },
  }

  async function replace(table: string, rows: readonly object[]) {
    const query = await listed(engine, columnsOf(table), rows as readonly Row[])
    await engine.run(`create or replace table ${table} as ${query}`)
  }
}
