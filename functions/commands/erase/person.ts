/** Who is meant by an id or an address, and by what their rows are known. */
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { parseAddress } from '../../domain/email/address.ts'
import { idSpaces } from '../../domain/identity/keys.ts'
import type { Erasure } from '../../domain/ledger/erasure.ts'
import { addressHashOf, profileHashOf, subjectOf } from '../../domain/ledger/hash.ts'
import { UsageError } from '../../errors.ts'
import type { Reader, StoredTable } from '../../platform/ports.ts'
import { literal } from '../../platform/sql.ts'
import type { Published } from '../../stage.ts'
import { tablesOf } from '../../tables.ts'
import { rowsOf } from '../answers.ts'

/** A person in the clear, as one night knows them. Several customers where they have the address in common. */
export interface Person {
  readonly ids: readonly string[]
  readonly profiles: readonly { readonly id_space: string; readonly source_customer_id: string }[]
  readonly addresses: readonly string[]
  /** First and last name, as each source has them. */
  readonly names: readonly (readonly [first: string, last: string])[]
}

/** The tables that say who somebody is, as the night has them. */
export function personTables(config: Config, night: Published): readonly StoredTable[] {
  const described = new Map(tablesOf(config).map(({ name, columns }) => [name, columns]))
  return tableNames.map((name) => {
    const stored = night.tables[name]
    return { name, columns: described.get(name) ?? [], ...(stored && { stored }) }
  })
}

export const tableNames = [
  'identity_map',
  'customer_aliases',
  'stg_customers',
  'customers',
] as const

/** The person that a night knows by an id or an address; undefined when it knows none. Throws when an id is several’s. */
export async function findPerson(reader: Reader, wanted: string): Promise<Person | undefined> {
  const ids = await customersCalled(reader, wanted)
  if (ids.length === 0) return undefined
  const list = literal(ids)
  const aliases = rowsOf(
    await reader.ask(`select alias_id from customer_aliases where customer_id in ${list}`),
    z.object({ alias_id: z.string() }),
  )
  const profiles = rowsOf(
    await reader.ask(
      `select id_space, source_customer_id from identity_map where customer_id in ${list}`,
    ),
    z.object({ id_space: z.string(), source_customer_id: z.string() }),
  )
  const records = rowsOf(
    await reader.ask(`select distinct stg_customers.email, stg_customers.first_name, stg_customers.last_name
      from stg_customers inner join identity_map on identity_map.id_space = stg_customers.id_space
        and identity_map.source_customer_id = stg_customers.customer_id
      where identity_map.customer_id in ${list}`),
    record,
  )
  const written = [...records.map(({ email }) => email), wanted.includes('@') ? wanted : null]
  return {
    ids: [...ids, ...aliases.map(({ alias_id }) => alias_id)],
    profiles,
    addresses: [...new Set(written.flatMap((one) => (one ? [one.toLowerCase()] : [])))],
    names: records.flatMap(({ first_name: first, last_name: last }) =>
      first && last ? [[first, last] as const] : [],
    ),
  }
}

const maybe = z.string().nullable()
const record = z.object({ email: maybe, first_name: maybe, last_name: maybe })

/** What is known of somebody whom no night has seen: the id, in any space or in the one named before it, or the address. */
export function unseenPerson(config: Config, wanted: string): Person {
  const spaces = idSpaces(config)
  const space = spaces.find((one) => wanted.startsWith(`${one}:`))
  return {
    ids: [],
    profiles:
      space === undefined
        ? spaces.map((id_space) => ({ id_space, source_customer_id: wanted }))
        : [{ id_space: space, source_customer_id: wanted.slice(space.length + 1) }],
    addresses: wanted.includes('@') ? [wanted.toLowerCase()] : [],
    names: [],
  }
}

/** The hashes by which ledger and sources know the person. */
export function hashesOfPerson(
  { ids, profiles, addresses }: Person,
  salt: string,
): Pick<Erasure, 'subjects' | 'addresses' | 'profiles'> {
  // As it was written, and as it goes over the wire.
  const spellings = addresses.flatMap((one) => [one, parseAddress(one) ?? one])
  const all = (hashes: readonly string[]) => [...new Set(hashes)].sort()
  return {
    subjects: all(ids.map((id) => subjectOf(salt, id))),
    addresses: all(spellings.map((one) => addressHashOf(salt, one))),
    profiles: all(profiles.map((one) => profileHashOf(salt, one.id_space, one.source_customer_id))),
  }
}

/** By the customer’s id, an earlier one, a source’s, or an address, in this order; an address may be several’s. */
async function customersCalled(reader: Reader, wanted: string): Promise<readonly string[]> {
  const text = literal(wanted)
  const ids = async (sql: string) =>
    rowsOf(await reader.ask(sql), z.object({ customer_id: z.string() })).map(
      (row) => row.customer_id,
    )
  const byId = await ids(`select distinct customer_id from identity_map where customer_id = ${text}
    union select customer_id from customer_aliases where alias_id = ${text}`)
  if (byId.length > 0) return byId
  const bySource =
    await ids(`select distinct customer_id from identity_map where source_customer_id = ${text}
    order by customer_id`)
  if (bySource.length > 1) {
    throw new UsageError(
      `${wanted} is the id of ${bySource.length} customers, in several systems`,
      {
        next: bySource.map((id) => `nocturne erase ${id}`),
      },
    )
  }
  if (bySource.length > 0) return bySource
  return ids(`select distinct identity_map.customer_id from identity_map
    inner join stg_customers on stg_customers.id_space = identity_map.id_space
      and stg_customers.customer_id = identity_map.source_customer_id
    where lower(stg_customers.email) = lower(${text}) order by customer_id`)
}
