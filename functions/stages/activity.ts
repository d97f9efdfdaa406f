/** What each customer did: orders, days, places, items, events, mail, in one row. */
import { severalAtOnce } from '../concurrency.ts'
import { decayRows } from '../domain/features/decay.ts'
import type { CanonicalName } from '../domain/ingest/canonical.ts'
import { queryText } from '../queries.ts'
import { runParams, type Stage } from '../stage.ts'
import { rowCounts } from './row-counts.ts'

/** Tables of a row read those of the rows before it. */
const inOrder = [
  ['int_orders', 'int_customer_events', 'int_customer_mail'],
  ['int_customer_orders', 'int_customer_order_days', 'int_customer_places', 'int_order_lines'],
  ['int_customer_days', 'int_customer_items', 'int_customer_engagement'],
  ['customer_activity'],
] as const

export const activity: Stage = async (run, { warehouse, log }) => {
  const { config } = run
  const has = (...tables: CanonicalName[]) =>
    Object.values(config.sources).some((source) => tables.some((table) => source.tables[table]))
  // Of our own emails opens are known when the mail service counts them.
  const hasMail = has('email_events') || (await rowCounts(warehouse))('opens_known') > 0
  const params = {
    ...runParams(run),
    currency: config.company.currency ?? '',
    has_items: has('order_items'),
    has_events: has('events'),
    has_mail: hasMail,
    has_engagement: has('events') || hasMail,
  }
  await warehouse.write('event_words', eventWords(config.events))
  await warehouse.write('decay', decayRows())
  const isEmpty: Partial<Record<string, boolean>> = {
    int_order_lines: !params.has_items,
    int_customer_items: !params.has_items,
    int_customer_events: !params.has_events,
    int_customer_mail: !params.has_mail,
    int_customer_engagement: !params.has_engagement,
  }
  const made = new Map<string, number>()
  for (const tables of inOrder) {
    await severalAtOnce(tables, warehouse.sideBySide, async (table) => {
      log.step({ stage: 'activity', text: `building ${table}` })
      const built = isEmpty[table]
        ? await warehouse.write(table, [])
        : await warehouse.build(table, queryText(table), params)
      made.set(table, built.rows)
    })
  }
  const rows = {
    customers: made.get('customer_activity') ?? 0,
    orders: made.get('int_orders') ?? 0,
  }
  return {
    text: `${rows.customers.toLocaleString('en')} customers, ${rows.orders.toLocaleString('en')} orders`,
    rows,
  }
}

/** The shop’s words for events that we know, lower case, each once: of two kinds with one word the first holds. */
function eventWords(events: Readonly<Partial<Record<string, readonly string[]>>>) {
  const kinds = new Map<string, string>()
  for (const [kind, words] of Object.entries(events)) {
    for (const word of words ?? []) {
      const folded = word.toLowerCase()
      if (!kinds.has(folded)) kinds.set(folded, kind)
    }
  }
  return [...kinds].map(([word, kind]) => ({ word, kind }))
}
