/** What customers agreed to, and who may not be written to. */
import type { CanonicalName } from '../domain/ingest/canonical.ts'
import type { Warehouse } from '../platform/ports.ts'
import type { Params } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import type { Run } from '../stage.ts'
import { rowCounts } from './row-counts.ts'

/** Builds `customer_consents`. */
export async function buildConsents(run: Run, warehouse: Warehouse, params: Params): Promise<void> {
  const rows = await rowCounts(warehouse)
  if (has(run, 'consents') || rows('subjects') > 0) {
    await warehouse.build('customer_consents', queryText('customer_consents'), params)
  } else {
    await warehouse.write('customer_consents', [])
  }
}

/** Builds `suppressions`, which need the customers’ addresses. */
export async function buildStops(run: Run, warehouse: Warehouse, params: Params): Promise<void> {
  const rows = await rowCounts(warehouse)
  const isAny =
    has(run, 'email_events') ||
    hasAddresses(run) ||
    (run.previous?.tables.suppressions?.rows ?? 0) > 0 ||
    rows('ledger_people') > 0
  if (isAny) await warehouse.build('suppressions', queryText('suppressions'), params)
  else await warehouse.write('suppressions', [])
}

const hasAddresses = ({ config }: Run) =>
  Object.values(config.sources).some(({ tables }) => tables.customers?.columns.email)

const has = ({ config }: Run, table: CanonicalName) =>
  Object.values(config.sources).some(({ tables }) => tables[table])
