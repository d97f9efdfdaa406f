/** Everything that rules may name: one line a feature. `customer_features` is generated from this list. */
import type { CanonicalName } from '../ingest/canonical.ts'
import type { Column, SqlType } from '../types.ts'

export interface Feature extends Column {
  /** The table of this run that holds it, one row a customer. */
  readonly from: FeatureTable
  /** Any of these sources lights it; without all of them it is null. */
  readonly sources: readonly CanonicalName[]
  /** What the column may hold, where that is a closed list. */
  readonly values?: readonly string[]
  /** What config says of how it is worked out: rules on it mean something else when that changes. */
  readonly definition?: unknown
}

export type FeatureTable =
  | 'customers'
  | 'int_customer_profile'
  | 'customer_activity'
  | 'customer_rfm'
  | 'customer_value'
  | 'int_customer_lifecycle'

export const ageBands = ['under 18', '18-24', '25-34', '35-44', '45-54', '55-64', '65+'] as const
export const lifecycleStages = [
  'prospect',
  'new',
  'active',
  'loyal',
  'at risk',
  'churned',
  'back',
] as const
export const rfmNames = [
  'Champions',
  'Loyal',
  'Potential Loyalist',
  'New Customers',
  'Promising',
  'Need Attention',
  'About To Sleep',
  'At Risk',
  'Cannot Lose Them',
  'Hibernating',
  'Lost',
] as const
export const continents = [
  'Africa',
  'Antarctica',
  'Asia',
  'Europe',
  'North America',
  'Oceania',
  'South America',
] as const
export const climates = ['polar', 'cold', 'temperate', 'subtropical', 'arid', 'tropical'] as const
export const hemispheres = ['northern', 'southern'] as const
export const clvTiers = ['high', 'medium', 'low'] as const
/** By the cuts of tonight · near a cut: as last night · without a model, by what was spent so far. */
export const tierReasons = ['value', 'band', 'spend'] as const
export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const

const people: readonly CanonicalName[] = ['customers']
const orders: readonly CanonicalName[] = ['orders', 'order_items']
const items: readonly CanonicalName[] = ['order_items']
const events: readonly CanonicalName[] = ['events']
const mail: readonly CanonicalName[] = ['email_events']

type Rest = readonly [name: string, type: SqlType, meaning: string, values?: readonly string[]]
const list = (
  from: FeatureTable,
  sources: readonly CanonicalName[],
  rows: readonly Rest[],
): readonly Feature[] =>
  rows.map(([name, type, meaning, values]) => ({
    name,
    type,
    meaning,
    from,
    sources,
    ...(values && { values }),
  }))

const money: SqlType = 'decimal(18,2)'
const rate: SqlType = 'decimal(9,6)'

/** The features that every shop may have; declared attributes come on top (`featuresOf`). */
export const features: readonly Feature[] = [
  ...list('int_customer_profile', people, [
    ['age', 'integer', 'full years on the night'],
    ['age_band', 'varchar', 'age in bands', ageBands],
    ['birth_month', 'integer', 'month of birth, 1 to 12'],
    ['gender', 'varchar', 'as the shop writes it, lower case'],
    ['country', 'varchar', 'country'],
    ['region', 'varchar', 'state, province or region'],
    ['city', 'varchar', 'city'],
    ['language', 'varchar', 'language code, lower case'],
    ['timezone', 'varchar', 'IANA time zone of the customer'],
    ['is_home_country', 'boolean', 'lives in the country that most customers live in'],
    ['is_large_city', 'boolean', 'lives in one of the ten cities with most customers'],
    ['continent', 'varchar', 'continent of the country', continents],
    ['hemisphere', 'varchar', 'hemisphere of the country', hemispheres],
    ['climate', 'varchar', 'prevailing climate of the country', climates],
    ['season', 'varchar', 'season on the night where the customer lives', seasons],
    ['has_email', 'boolean', 'an email address is known'],
    ['has_phone', 'boolean', 'a phone number is known'],
    ['is_business', 'boolean', 'belongs to a company account'],
    ['days_since_signup', 'integer', 'days since the account was made'],
  ]),
  ...list('customer_activity', orders, [
    ['orders', 'bigint', 'orders that count: paid, of more than 0'],
    ['purchase_days', 'bigint', 'days with a purchase'],
    ['first_order_on', 'date', 'first purchase day'],
    ['last_order_on', 'date', 'last purchase day'],
    ['days_since_first_order', 'integer', 'days since the first purchase day'],
    ['days_since_order', 'integer', 'days since the last purchase day'],
    ['net_spend', money, 'spent in all, net of refunds and cancelled orders'],
    ['gross_spend', money, 'charged in all, before refunds'],
    ['average_order', money, 'average order, before refunds'],
    ['largest_order', money, 'largest order, before refunds'],
    ['refund_rate', rate, 'share of what was charged that was given back'],
    ['discount_rate', rate, 'share of orders with a discount'],
    ['discount_share', rate, 'discounts as a share of the full price'],
    ['median_gap_days', 'decimal(9,1)', 'median days between purchase days'],
    ['last_gap_days', 'integer', 'days between the last two purchase days'],
    [
      'gap_ratio',
      'decimal(9,2)',
      'days since the last purchase day as a multiple of the customer’s own median gap',
    ],
    ['orders_30d', 'bigint', 'orders in the last 30 days'],
    ['orders_90d', 'bigint', 'orders in the last 90 days'],
    ['orders_365d', 'bigint', 'orders in the last 365 days'],
    ['orders_prior_30d', 'bigint', 'orders in the 30 days before the last 30'],
    ['orders_prior_90d', 'bigint', 'orders in the 90 days before the last 90'],
    ['orders_prior_365d', 'bigint', 'orders in the 365 days before the last 365'],
    ['net_spend_30d', money, 'net spend in the last 30 days'],
    ['net_spend_90d', money, 'net spend in the last 90 days'],
    ['net_spend_365d', money, 'net spend in the last 365 days'],
    ['net_spend_prior_30d', money, 'net spend in the 30 days before the last 30'],
    ['net_spend_prior_90d', money, 'net spend in the 90 days before the last 90'],
    ['net_spend_prior_365d', money, 'net spend in the 365 days before the last 365'],
    ['favourite_weekday', 'integer', 'weekday of most orders, Monday 1 to Sunday 7'],
    ['favourite_hour', 'integer', 'hour of most orders, 0 to 23, company time'],
    ['weekend_rate', rate, 'share of orders on Saturday or Sunday'],
    ['year_end_rate', rate, 'share of orders in November or December'],
  ]),
  ...list(
    'customer_activity',
    ['orders'],
    [
      ['favourite_channel', 'varchar', 'channel of most orders'],
      ['favourite_store', 'varchar', 'store of most orders'],
      ['channels', 'bigint', 'different channels used'],
      ['stores', 'bigint', 'different stores used'],
    ],
  ),
  ...list('customer_activity', items, [
    ['items', 'decimal(18,4)', 'pieces bought'],
    ['products', 'bigint', 'different products bought'],
    ['categories', 'bigint', 'different categories bought from'],
    ['brands', 'bigint', 'different brands bought'],
    ['favourite_category', 'varchar', 'category of most pieces'],
    ['favourite_brand', 'varchar', 'brand of most pieces'],
    ['items_per_order', 'decimal(18,2)', 'pieces an order'],
    ['returned_items', 'decimal(18,4)', 'pieces sent back, from lines of negative quantity'],
  ]),
  ...list('customer_activity', events, [
    ['events', 'bigint', 'events in all'],
    ['events_30d', 'bigint', 'events in the last 30 days'],
    ['events_90d', 'bigint', 'events in the last 90 days'],
    ['views_90d', 'bigint', 'views in the last 90 days'],
    ['carts_90d', 'bigint', 'additions to a cart in the last 90 days'],
    ['shares', 'bigint', 'shares in all'],
    ['referrals', 'bigint', 'referrals in all'],
    ['days_since_event', 'integer', 'days since the last event'],
    ['cart_abandoned', 'boolean', 'last addition to a cart 1 to 14 days ago and no order since'],
    ['device', 'varchar', 'device of most events'],
    ['os', 'varchar', 'operating system of most events'],
    ['app_version', 'varchar', 'latest app version seen'],
    ['devices', 'bigint', 'different devices used'],
  ]),
  ...list(
    'customer_activity',
    [...events, ...mail],
    [
      [
        'engagement_points',
        'decimal(18,2)',
        'points for opens, clicks, views, carts and shares, halved every 30 days',
      ],
      ['engagement_score', 'integer', 'points as a rank from 0 to 100'],
    ],
  ),
  ...list('customer_activity', mail, [
    ['opens_90d', 'bigint', 'emails opened in the last 90 days'],
    ['clicks_90d', 'bigint', 'emails clicked in the last 90 days'],
  ]),
  ...list('customer_rfm', orders, [
    ['recency_days', 'integer', 'days since the last purchase day'],
    ['frequency', 'bigint', 'purchase days'],
    ['monetary', money, 'net spend'],
    ['r_score', 'integer', 'recency score, 5 is best'],
    ['f_score', 'integer', 'frequency score, 5 is best'],
    ['m_score', 'integer', 'spend score, 5 is best'],
    ['rfm_code', 'varchar', 'the three scores, e.g. 555'],
    ['rfm_segment', 'varchar', 'the name of the code', rfmNames],
  ]),
  ...list('customer_value', orders, [
    ['p_alive', rate, 'probability of still being a customer'],
    ['churn_probability', rate, 'probability of no purchase within the churn horizon'],
    ['expected_purchases', 'decimal(12,6)', 'purchase days expected within the horizon'],
    ['expected_spend', money, 'expected net spend of a purchase day'],
    ['clv', money, 'expected value within the horizon, discounted, after margin'],
    ['clv_low', money, 'value that nine in ten such customers reach'],
    ['clv_high', money, 'value that one in ten such customers reaches'],
    ['clv_tier', 'varchar', 'tier of value among all customers', clvTiers],
    ['tier_reason', 'varchar', 'what the tier goes by', tierReasons],
    [
      'expected_next_order',
      'date',
      'day by which half of such customers order again; null if unlikely',
    ],
  ]),
  ...list('int_customer_lifecycle', orders, [
    ['lifecycle_stage', 'varchar', 'where the customer stands', lifecycleStages],
  ]),
]
