import { NocturneError } from '../errors.ts'
import type { Reader } from '../platform/ports.ts'
import { literal } from '../platform/sql.ts'
import type { Published } from '../stage.ts'
import { printable } from '../terminal.ts'

/** The id of a customer by it, by an id of before, by a source’s id, or by address, in this order. Throws when there is none, or several. */
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
    `select distinct customer_id, place from (${parts.join(' union all ')}) as found order by place, customer_id limit ${mostNamed}`,
  )
  const ids = rows.flatMap(([id, place]) => (id && place === rows[0]?.[1] ? [id] : []))
  const [id] = ids
  if (id === undefined) {
    throw new NocturneError(`no customer ${printable(wanted)} in the night of ${night.asOf}`, {
      next: [`see ids with: nocturne query${flag} "select customer_id from customers limit 10"`],
    })
  }
  if (ids.length > 1) {
    throw new NocturneError(`${printable(wanted)} may be any of several customers`, {
      details: ids.map(printable),
      next: ['name one of them by this id'],
    })
  }
  return id
}

/** As many of several customers are named. */
const mostNamed = 10
