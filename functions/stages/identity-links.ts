/** Which profiles share a key, who is one with whom, and what that changes since the night before. */
import { severalAtOnce } from '../concurrency.ts'
import { type Key, possibleKeys } from '../domain/identity/keys.ts'
import { e164 } from '../domain/identity/phones.ts'
import type { Warehouse } from '../platform/ports.ts'
import type { Params } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import type { Run } from '../stage.ts'

/** Builds `identity_keys`, `identity_links`, `identity_groups` and what follows of them, empty where nobody can be joined. */
export async function buildLinks(run: Run, warehouse: Warehouse, params: Params): Promise<void> {
  const keys = possibleKeys(run.config)
  const before = (table: string) => run.previous?.tables[table]?.rows ?? 0
  await warehouse.write('phone_numbers', await phoneNumbers(run, warehouse, keys))
  const found =
    keys.length > 0
      ? await warehouse.build('identity_keys', queryText('identity_keys'), { ...params, keys })
      : await warehouse.write('identity_keys', [])
  const isNobodyJoined = found.rows === 0 && before('identity_links') === 0
  const make = (table: string, isEmpty = isNobodyJoined) =>
    isEmpty ? warehouse.write(table, []) : warehouse.build(table, queryText(table), params)
  await make('identity_links')
  await make('identity_groups')
  await severalAtOnce(
    [
      () => make('identity_changes'),
      () => make('identity_cuts'),
      () => make('customer_aliases', isNobodyJoined && before('customer_aliases') === 0),
    ],
    warehouse.sideBySide,
    (one) => one(),
  )
}

/** Those that may be the same as another; none unless phones are a key. */
async function phoneNumbers({ config }: Run, warehouse: Warehouse, keys: readonly Key[]) {
  if (!keys.includes('phone')) return []
  const written = await warehouse.read(queryText('written_phones'))
  return written.map((row) => {
    const one = { phone: String(row.phone), country: String(row.country) }
    return { ...one, e164: e164(one, config.identity.phoneCountry) }
  })
}
