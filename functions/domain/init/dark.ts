/** Which kinds of segment the proposed sources light, and what the others wait for. */
import type { CanonicalName } from '../ingest/canonical.ts'
import type { DarkKind, SourceProposal } from './proposal.ts'

interface Light {
  readonly kinds: string
  /** What a person would bring. */
  readonly needs: string
  /** Any one of these lists of columns, all of one table, lights it. */
  readonly any: readonly (readonly [CanonicalName, ...string[]])[]
}

/** In the order of the canonical tables. */
const lights: readonly Light[] = [
  {
    kinds: 'behavioural, value, lifecycle, RFM, lifetime value, churn',
    needs: 'orders or order lines with customer, date and amount',
    any: [
      ['orders', 'customer_id', 'ordered_at', 'total'],
      ['order_items', 'customer_id', 'ordered_at', 'amount'],
      ['order_items', 'customer_id', 'ordered_at', 'unit_price'],
    ],
  },
  {
    kinds: 'affinity, recommendations',
    needs: 'order lines with sku, category or brand',
    any: [
      ['order_items', 'sku'],
      ['order_items', 'category'],
      ['order_items', 'brand'],
    ],
  },
  {
    kinds: 'price sensitivity',
    needs: 'order lines with unit price, or orders with discount',
    any: [
      ['order_items', 'unit_price'],
      ['orders', 'discount'],
    ],
  },
  {
    kinds: 'demographic',
    needs: 'customers with birth date or gender',
    any: [
      ['customers', 'birth_date'],
      ['customers', 'gender'],
    ],
  },
  {
    kinds: 'geographic',
    needs: 'customers with country, region or city',
    any: [
      ['customers', 'country'],
      ['customers', 'region'],
      ['customers', 'city'],
    ],
  },
  {
    kinds: 'engagement, cart abandonment, product usage, social',
    needs: 'events',
    any: [['events', 'customer_id', 'name']],
  },
  {
    kinds: 'technographic',
    needs: 'events with device or os',
    any: [
      ['events', 'customer_id', 'device'],
      ['events', 'customer_id', 'os'],
    ],
  },
  {
    kinds: 'psychographic, emotional, attitudinal, personas from answers',
    needs: 'survey answers with customer',
    any: [['survey_answers', 'customer_id']],
  },
  {
    kinds: 'firmographic, ideal customer profile',
    needs: 'accounts, and customers with account id',
    any: [['accounts', 'account_id']],
  },
  {
    kinds: 'who may be profiled and mailed',
    needs: 'consents with purpose and date',
    any: [['consents', 'customer_id']],
  },
  {
    kinds: 'suppression, fatigue, lift of emails',
    needs: 'email events',
    any: [['email_events', 'kind']],
  },
  {
    kinds: 'weddings and other dates of a life',
    needs: 'life events',
    any: [['life_events', 'kind']],
  },
]

/** What the proposed sources leave dark. */
export function darkKinds(sources: readonly SourceProposal[]): readonly DarkKind[] {
  const there = new Set(
    sources.flatMap(({ tables }) =>
      tables.flatMap(({ table, columns }) => columns.map(({ column }) => `${table}.${column}`)),
    ),
  )
  return lights
    .filter(({ any }) =>
      any.every(([table, ...columns]) => columns.some((one) => !there.has(`${table}.${one}`))),
    )
    .map(({ kinds, needs }) => ({ kinds, needs }))
}

/** Whether a night would have orders at all. Of a known platform they may be nobody’s: some name no customer. */
export const hasOrders = (sources: readonly SourceProposal[]): boolean =>
  sources.some(
    ({ as, tables }) => as !== undefined && tables.some(({ table }) => /^order/.test(table)),
  ) || !darkKinds(sources).some(({ kinds }) => kinds.startsWith('behavioural'))
