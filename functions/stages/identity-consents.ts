/** What customers agreed to, who may not be written to, and the digest of it all. */

import { chained } from '../domain/identity/consent-chain.ts'
import type { CanonicalName } from '../domain/ingest/canonical.ts'
import type { Warehouse } from '../platform/ports.ts'
import type { Params } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import type { Run } from '../stage.ts'

/** Builds `customer_consents` and `consent_digests`. */
export async function buildConsents(run: Run, warehouse: Warehouse, params: Params): Promise<void> {
  if (has(run, 'consents')) {
    await warehouse.build('customer_consents', queryText('customer_consents'), params)
  } else {
    await warehouse.write('customer_consents', [])
  }
  const [rows] = await warehouse.read(queryText('consent_rows_digest'))
  const digest = { events: Number(rows?.events ?? 0), rows_sha256: String(rows?.rows_sha256) }
  await warehouse.write('consent_digests', [
    { ...chained(run.asOf, digest, await previousLink(run, warehouse)) },
  ])
}

/** Builds `suppressions`, which need the customers’ addresses. */
export async function buildStops(run: Run, warehouse: Warehouse, params: Params): Promise<void> {
  const isAny = has(run, 'email_events') || (run.previous?.tables.suppressions?.rows ?? 0) > 0
  if (isAny) await warehouse.build('suppressions', queryText('suppressions'), params)
  else await warehouse.write('suppressions', [])
}

const has = ({ config }: Run, table: CanonicalName) =>
  Object.values(config.sources).some(({ tables }) => tables[table])

async function previousLink(run: Run, warehouse: Warehouse): Promise<string | null> {
  if (!run.previous) return null
  const [last] = await warehouse.read('select sha256 from previous_consent_digests')
  return last ? String(last.sha256) : null
}
