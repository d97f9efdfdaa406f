/** Who is left out of the night: everybody on the list of the erased, as it stands when the night looks. */
import { erasedKeysQuery, erasedOrdersQuery, hasOrdersAndLines } from '../domain/ingest/erased.ts'
import type { Staging } from '../domain/ingest/staging-facts.ts'
import { hashesOf } from '../domain/ledger/erasure.ts'
import { activeErasures } from '../erasures.ts'
import type { Platform } from '../platform/ports.ts'
import { queryText } from '../queries.ts'
import { type Run, runParams } from '../stage.ts'

/** Builds what staging and identity need to leave the erased out; says nothing where nobody was erased. */
export async function findErased(
  run: Run,
  { warehouse, files }: Platform,
  staging: Staging,
): Promise<Staging['erased']> {
  const { sources } = staging
  const hashes = hashesOf(await activeErasures(files))
  // What an earlier call of this night has found is what the night goes by.
  const { rows } = await warehouse.write(
    'erasures',
    hashes.map((hash) => ({ hash })),
  )
  if (rows === 0) {
    await warehouse.write('erased_profiles', [])
    await warehouse.write('erased_customers', [])
    return undefined
  }
  const erased = { byOrder: hasOrdersAndLines(sources) }
  const reading = { ...staging, erased }
  await warehouse.build('erased_keys', erasedKeysQuery(sources, reading), runParams(run))
  await warehouse.build('erased_profiles', queryText('erased_profiles'))
  await warehouse.build('erased_customers', queryText('erased_customers'))
  if (erased.byOrder)
    await warehouse.build('erased_orders', erasedOrdersQuery(sources, reading), runParams(run))
  return erased
}
