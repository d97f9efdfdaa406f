/** Who is meant where ledger and sends name somebody, and what came of each message. */
import type { Warehouse } from '../platform/ports.ts'
import { queryText } from '../queries.ts'
import { rowCounts } from './row-counts.ts'

/** Builds `subjects`; nothing is asked where neither names anybody. */
export async function buildSubjects(warehouse: Warehouse): Promise<void> {
  const rows = await rowCounts(warehouse)
  const isNobody = rows('ledger_people') + rows('stg_sends') === 0
  if (isNobody) await warehouse.write('subjects', [])
  else await warehouse.build('subjects', queryText('subjects'))
}

/** Builds `message_outcomes`. */
export async function buildOutcomes(warehouse: Warehouse): Promise<void> {
  const rows = await rowCounts(warehouse)
  if (rows('stg_sends') === 0) await warehouse.write('message_outcomes', [])
  else await warehouse.build('message_outcomes', queryText('message_outcomes'))
}
