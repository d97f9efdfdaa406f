/** Which canonical table a source feeds, by its columns first and its files' names second. */
import type { CanonicalName } from '../ingest/canonical.ts'
import { type Facts, share } from './facts.ts'
import type { FileGroup } from './groups.ts'
import { alikeWithin, repeats } from './lines.ts'
import { matchTable, type Objection, type TableMatch } from './match.ts'
import { fileFit, nameFit } from './names.ts'
import { lacks } from './needs.ts'

export type Recognised =
  | {
      readonly kind: 'table'
      readonly match: TableMatch
      /** All tables that it could feed, best first. */
      readonly ranked: readonly { readonly table: CanonicalName; readonly score: number }[]
    }
  | { readonly kind: 'unknown'; readonly reason: string }

/** The table that a group of files feeds first. */
export function recognise(group: FileGroup): Recognised {
  const path = group.files[0]?.path ?? ''
  const columns = namedColumns(group)
  const scored = [...candidateTables(columns)]
    .map((match) => ({ match, score: scoreOf(match, path, hasEvents(columns)) }))
    .filter(({ match }) => lacks(match, path).length === 0)
    .sort((a, b) => b.score - a.score)
  const [best, next] = scored
  if (best === undefined) return { kind: 'unknown', reason: nearMiss(columns, path) }
  const { table } = best.match
  const ranked = scored.map(({ match, score }) => ({ table: match.table, score }))
  const withRanks = (match: TableMatch): Recognised => ({ kind: 'table', match, ranked })
  if (table === 'orders' || table === 'order_items')
    return withRanks(ordersOrLines(scored.map((s) => s.match)))
  if (next && next.score === best.score) {
    return { kind: 'unknown', reason: `could be ${table} or ${next.match.table}` }
  }
  return withRanks(best.match)
}

/** Columns that a mapping can name: named, and named once. */
export function namedColumns({ columns, files }: FileGroup): readonly Facts[] {
  const isJson = files[0]?.type === 'json'
  return columns.filter(({ name }) => {
    const key = name.trim().toLowerCase()
    const same = columns.filter((other) => other.name.trim().toLowerCase() === key)
    return (
      key !== '' && same.length === 1 && (!isJson || /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name))
    )
  })
}

/** Customers that stand beside orders or lines: what each row tells of its customer. */
export function sideCustomers(columns: readonly Facts[]): TableMatch {
  const told = /^(email|phone|first_name|last_name|birth_date|gender|country|region|city|language)$/
  const { matches, ...rest } = matchTable('customers', columns, (column, _facts, fit) =>
    told.test(column) && fit >= 2 ? undefined : 'not told by an order',
  )
  return { ...rest, matches, refused: [] }
}

function candidateTables(columns: readonly Facts[]): readonly TableMatch[] {
  return [
    matchTable('orders', columns),
    matchLines(columns),
    matchTable('customers', columns, unlessRepeated('customer_id', columns)),
    matchTable('events', columns, unlessRepeated('event_id', columns)),
    matchTable('survey_answers', columns, unlessRepeated('answer_id', columns)),
    matchTable('accounts', columns, unlessRepeated('account_id', columns)),
    ...(['consents', 'email_events', 'life_events', 'fx_rates'] as const).map((table) =>
      matchTable(table, columns),
    ),
  ]
}

/** A key that repeats would drop rows as duplicates: then it names something else, unless later rows win. */
function unlessRepeated(key: string, columns: readonly Facts[]): Objection {
  const hasVersions = columns.some(
    ({ name }) => (nameFit('customers', 'updated_at', name) ?? 0) >= 3,
  )
  return (column, facts) =>
    column === key && !hasVersions && repeats([facts]) > 0.05
      ? 'repeats: no key of these rows'
      : undefined
}

/** Lines know their order first; what else a column is depends on whether it repeats within one. */
function matchLines(columns: readonly Facts[]): TableMatch {
  const keys = matchTable('order_items', columns, (column) =>
    /^(order_id|customer_id|ordered_at)$/.test(column) ? undefined : 'later',
  ).matches
  const order = keys.get('order_id')
    ? [keys.get('order_id')!.facts]
    : ['customer_id', 'ordered_at'].flatMap((name) => keys.get(name)?.facts ?? [])
  return matchTable('order_items', columns, (column, facts, fit) => {
    if (column === 'line_id') {
      if (facts.filled < 0.99 * facts.values.length)
        return 'missing on some lines: it names no line'
      if (repeats([...order, facts]) > 0.01) return 'repeats within an order: it names no line'
    }
    if (column === 'sku' && share(facts, (word) => /[,;|]/.test(word)) > 0.2) {
      return 'holds several products a row'
    }
    if (/^(amount|refunded)$/.test(column) && fit < 3 && alikeWithin(order, facts)) {
      return 'the same on every line of an order: it is the order’s, not the line’s'
    }
    return undefined
  })
}

/** Columns that speak for a table alone count double. */
const signatures: Readonly<Record<CanonicalName, RegExp>> = {
  orders: /^(order_id|total|discount|refunded|store)$/,
  order_items: /^(order_id|line_id|sku|category|brand|quantity|unit_price|amount)$/,
  customers:
    /^(email|phone|first_name|last_name|birth_date|gender|signed_up_at|city|region|email_verified)$/,
  events: /^(event_id|name|device|os|app_version|properties)$/,
  survey_answers: /^(answer_id|question|score|text)$/,
  accounts: /^(account_id|industry|employees|revenue|growth_stage|technologies)$/,
  consents: /^(purpose|granted|expires_at)$/,
  email_events: /^(message_id|kind)$/,
  life_events: /^kind$/,
  fx_rates: /^rate$/,
}

function scoreOf({ table, matches }: TableMatch, path: string, hasEvents: boolean): number {
  let score = 4 * fileFit(table, path)
  for (const { column, fit } of matches.values()) {
    score +=
      fit * (signatures[table].test(column) ? 2 : /_at$|_id$|^status$/.test(column) ? 0.5 : 1)
  }
  const has = (column: string, least = 2) => (matches.get(column)?.fit ?? 0) >= least
  // Who bought when for how much is an order, however much it tells of the customer.
  if (table === 'orders' && has('order_id', 3) && has('ordered_at') && has('total')) score += 40
  const isPriced = has('unit_price') || has('amount', 3)
  if (table === 'order_items' && has('order_id', 3) && isPriced) {
    // Events of a checkout name an order and a price too, but seldom a quantity.
    score += hasEvents && !has('quantity') ? 0 : 40
  }
  return score
}

/** Whether a column says what happened. */
const hasEvents = (columns: readonly Facts[]): boolean =>
  columns.some(({ name }) => (nameFit('events', 'name', name) ?? 0) >= 2)

/** Orders have one row each; lines repeat the order's number, or have none. */
function ordersOrLines(fitting: readonly TableMatch[]): TableMatch {
  const orders = fitting.find(({ table }) => table === 'orders')
  const lines = fitting.find(({ table }) => table === 'order_items')
  if (!orders) return lines!
  if (!lines) return orders
  const number = orders.matches.get('order_id')
  if (!number) return lines
  const hasLines = ['line_id', 'sku', 'unit_price'].some((column) => {
    const one = lines.matches.get(column)
    return one !== undefined && one.fit >= 2 && one.facts !== number.facts
  })
  const repeated = repeats([number.facts])
  if (repeated > 0.02) {
    const total = orders.matches.get('total')
    const isOrders = !hasLines && total !== undefined && alikeWithin([number.facts], total.facts)
    return isOrders ? orders : lines
  }
  return hasLines ? lines : orders
}

/** What the best table lacked, for a file that is none. */
function nearMiss(columns: readonly Facts[], path: string): string {
  const [nearest] = candidateTables(columns)
    .map((match) => ({
      match,
      missing: lacks(match, path),
      score: scoreOf(match, path, hasEvents(columns)),
    }))
    .filter(({ match }) => match.matches.size >= 2)
    .sort((a, b) => b.score - a.score)
  if (!nearest) return 'no columns that Nocturne knows'
  const { match, missing } = nearest
  const refused = match.refused.map(({ facts, why }) => `${facts.name} ${why}`)
  return [`looks like ${match.table}, but lacks ${missing.join(' and ')}`, ...refused].join('; ')
}
