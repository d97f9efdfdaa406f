import type { Config } from '../../config.ts'
import type { CanonicalName } from '../ingest/canonical.ts'
import type { Feature } from './columns.ts'

/** The part of a config that says what is known of customers. */
export type Sources = Pick<Config, 'sources' | 'events'> &
  Partial<Pick<Config, 'campaigns' | 'sending'>>

/**
 * What would light a feature that tonight is null for everyone, in words; undefined when it is lit.
 * @example darkness(ageBand, config) // 'a column for customers.birth_date'
 */
export function darkness(feature: Feature, config: Sources): string | undefined {
  const mapped = mappedColumns(config)
  if (!feature.sources.some((source) => mapped.has(source)))
    return `a source for ${feature.sources.join(' or ')}`
  const needed = need(feature)
  return needed === undefined || mapped.has(needed) ? undefined : needInWords(needed)
}

/** What a feature needs to be known of anybody, in words. */
export function needOf(feature: Feature): string {
  const needed = need(feature)
  return needed ? needInWords(needed) : `a source for ${feature.sources.join(' or ')}`
}

const needInWords = (needed: string) =>
  needed.startsWith('events: ') ? `words under ${needed}` : `a column for ${needed}`

/**
 * Tables and `table.column`s that any source feeds, and `events: cart` for each kind of event with a word. A shop that
 * sends hears of its own emails from the mail service.
 */
export function mappedColumns({
  sources,
  events,
  campaigns = [],
  sending,
}: Partial<Sources>): ReadonlySet<string> {
  const tables = Object.values(sources ?? {}).flatMap((source) => Object.entries(source.tables))
  return new Set([
    ...tables.map(([name]) => name),
    ...tables.flatMap(([name, table]) =>
      Object.keys(table?.columns ?? {}).map((column) => `${name}.${column}`),
    ),
    ...Object.keys(events ?? {}).map((kind) => `events: ${kind}`),
    ...(sending?.live && campaigns.length > 0 ? ['email_events'] : []),
  ])
}

/** What a feature needs beyond its table; undefined when the table's required columns are enough. */
function need({ name, from }: Feature): string | undefined {
  if (from === 'customers') return `customers.${name}`
  return Object.entries(needs).find(([, names]) => names.includes(name))?.[0]
}

type Need = `${CanonicalName}.${string}` | `events: ${string}`

const needs: Readonly<Record<Need, readonly string[]>> = {
  'customers.birth_date': ['age', 'age_band', 'birth_month'],
  'customers.gender': ['gender'],
  'customers.country': [
    'country',
    'is_home_country',
    'continent',
    'hemisphere',
    'climate',
    'season',
  ],
  'customers.region': ['region'],
  'customers.city': ['city', 'is_large_city'],
  'customers.language': ['language'],
  'customers.timezone': ['timezone'],
  'customers.email': ['has_email'],
  'customers.phone': ['has_phone'],
  'customers.account_id': ['is_business'],
  'customers.signed_up_at': ['days_since_signup'],
  'orders.discount': ['discount_rate', 'discount_share'],
  'orders.channel': ['favourite_channel', 'channels'],
  'orders.store': ['favourite_store', 'stores'],
  'order_items.sku': ['products'],
  'order_items.category': ['favourite_category', 'categories'],
  'order_items.brand': ['favourite_brand', 'brands'],
  'order_items.quantity': ['items', 'items_per_order', 'returned_items'],
  'events.device': ['device', 'devices'],
  'events.os': ['os'],
  'events.app_version': ['app_version'],
  'events: view': ['views_90d'],
  'events: cart': ['carts_90d', 'cart_abandoned'],
  'events: share': ['shares'],
  'events: referral': ['referrals'],
}
