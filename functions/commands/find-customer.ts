import { NocturneError } from '../errors.ts'
import type { Reader } from '../platform/ports.ts'
import { literal } from '../platform/sql.ts'
import type { Published } from '../stage.ts'

/** The id of a customer by it, by an id of before, by a source’s id, or by address, in this order. Throws when there is none. */
export async function findCustomer(
  reader: Reader,
  night: Published,
  wanted: string,
  flag: string,
): Promise<string> {
  const text = literal(wanted)
  const ways: readonly (readonly [string, string])[] = [
    ['customers', `customer_id = ${text}`],
    ['customer_aliases', `alias_id = ${text}`],
    ['identity_map', `source_customer_id = ${text}`],
    ['customers', `email = lower(${text})`],
  ]
  const parts = ways
    .filter(([table]) => night.tables[table])
    .map(([table, is], place) => `select customer_id, ${place} as place from ${table} where ${is}`)
  const { rows } = await reader.ask(
    `select customer_id from (${parts.join(' union all ')}) as found order by place, customer_id limit 1`,
  )
  const id = rows[0]?.[0]
  if (id) return id
  throw new NocturneError(`no customer ${wanted} in the night of ${night.asOf}`, {
    next: [`see ids with: nocturne query${flag} "select customer_id from customers limit 10"`],
  })
}
