/** Every table of the lake: what a row is, its columns, how long it lives. */
import type { Config } from './config.ts'
import { type Feature, type FeatureTable, features } from './domain/features/columns.ts'
import { type CanonicalName, canonicalNames, canonicalTable } from './domain/ingest/canonical.ts'
import { activeSegments } from './domain/segments/active.ts'
import { type Column, columns } from './domain/types.ts'

/** Lifecycle rules and rights go by class: `personal` holds raw rows, names and addresses. */
export type TableClass = 'personal' | 'results' | 'journals'

export interface Table {
  readonly name: string
  readonly class: TableClass
  /** What one row is, as a sentence. */
  readonly sentence: string
  /** The columns that name a row: unique and never null. Empty: rows have no name. */
  readonly grain: readonly string[]
  readonly columns: readonly Column[]
}

/** What a segment needs to become columns. */
export interface SegmentColumn {
  readonly id: string
  readonly name: string
}

/** All tables that a night of this config makes, given the segments that are on. */
export function tables(config: Config, segments: readonly SegmentColumn[] = []): readonly Table[] {
  return [
    ...canonicalNames.map((name) => stagingTable(name, config)),
    ...ingestTables,
    ...customerTables(config),
    ...activityTables,
    ...featureTables(config),
    ...segmentTables(segments),
    ...reportTables,
  ]
}

/** All tables of a config, with the segments that it switches on. */
export const tablesOf = (config: Config): readonly Table[] => tables(config, activeSegments(config))

/** The features that this config’s rules may name: ours, with what config says of them, and the declared attributes. */
export function featuresOf(
  config: Pick<Config, 'attributes'> & Partial<Pick<Config, 'rfm' | 'lifecycle' | 'events'>>,
): readonly Feature[] {
  const names = config.rfm?.names ?? 'default'
  const described = (feature: Feature): Feature => {
    if (feature.name === 'lifecycle_stage') return { ...feature, definition: config.lifecycle }
    if (feature.name === 'rfm_segment' && names !== 'default') {
      return { ...feature, values: [...new Set(Object.values(names))], definition: names }
    }
    const isOfEvents = feature.sources.every((source) => source === 'events')
    return isOfEvents ? { ...feature, definition: config.events } : feature
  }
  return [
    ...features.map(described),
    ...attributeColumns(config).map(
      (column): Feature => ({ ...column, from: 'customers', sources: ['customers'] }),
    ),
  ]
}

const attributeTypes = {
  text: 'varchar',
  number: 'decimal(18,4)',
  boolean: 'boolean',
  date: 'date',
} as const

/** The columns that `attributes:` declares. */
export const attributeColumns = (config: Pick<Config, 'attributes'>): readonly Column[] =>
  Object.entries(config.attributes).map(([name, { type, description }]) => ({
    name,
    type: attributeTypes[type],
    meaning: description ?? 'declared attribute',
  }))

/** Further columns of a staged table: what staging works out for everybody after it. */
const staged: Partial<Record<CanonicalName, readonly Column[]>> = {
  orders: columns(`
    ordered_on date          day of the order in the company’s zone
    ordered_hour integer     hour of the order in the company’s zone`),
  order_items: columns(`
    ordered_on date          day of the order in the company’s zone
    ordered_hour integer     hour of the order in the company’s zone`),
  events: columns(`
    occurred_on date         day of the event in the company’s zone`),
  survey_answers: columns(`
    answered_on date         day of the answer in the company’s zone`),
  consents: columns(`
    on date                  day of the choice in the company’s zone`),
  email_events: columns(`
    on date                  day of the event in the company’s zone`),
  customers: columns(`
    signed_up_on date        day of signing up in the company’s zone`),
}

function stagingTable(name: CanonicalName, config: Config): Table {
  const table = canonicalTable(name)
  return {
    name: `stg_${name}`,
    class: 'personal',
    sentence: table.grain,
    grain: [],
    columns: [
      ...columns(`
        source varchar       the source it came from
        id_space varchar     the id space of the source’s ids
        file varchar         the file it came from`),
      ...Object.entries(table.columns).map(([column, { type, meaning, as = column }]) => ({
        name: as,
        type,
        meaning,
      })),
      ...(staged[name] ?? []),
      ...(name === 'customers' ? attributeColumns(config) : []),
    ],
  }
}

const ingestTables: readonly Table[] = [
  {
    name: 'rejects',
    class: 'personal',
    sentence: 'One row per thing in the files that could not be used as it stood.',
    grain: [],
    columns: columns(`
      source varchar         the source
      file varchar           the file
      table_name varchar     the canonical table that the row was read for
      key varchar            the row’s key, as far as it could be read
      column varchar         the column that is wrong
      value varchar          what it held, at most 200 characters
      reason varchar         missing, unreadable, unknown-word, not-json, ragged-line, wrong-encoding, line-too-long, conflicting-duplicate
      is_row boolean         true: the row is not staged; false: only the value is lost`),
  },
  {
    name: 'source_quality',
    class: 'journals',
    sentence: 'One row per file: what became of its rows.',
    grain: ['source', 'file'],
    columns: columns(`
      source varchar         the source
      file varchar           the file
      rows_read bigint       rows in the file
      rows_staged bigint     rows that are used
      rows_rejected bigint   rows that lack their key, instant or amount
      rows_duplicate bigint  rows whose key was seen
      rows_later bigint      staged rows at or after the cut-off, which nobody sees tonight
      values_lost bigint     optional values that could not be read
      newest_on date         day of the newest row before the cut-off, in the company’s zone
      oldest_on date         day of the oldest row`),
  },
  {
    name: 'check_results',
    class: 'journals',
    sentence: 'One row per check and what it looked at: a source, a file or a table.',
    grain: ['check', 'source'],
    columns: columns(`
      check varchar          the check’s name
      source varchar         the source or table that it looked at
      severity varchar       stop or warn
      value decimal(18,6)    what was found
      limit decimal(18,6)    what is allowed
      passed boolean         whether it is within the limit
      detail varchar         what a person wants to know of it`),
  },
  {
    name: 'check_limits',
    class: 'results',
    sentence: 'One row per source: the limits of its checks.',
    grain: ['source'],
    columns: columns(`
      source varchar                    the source
      stale_days integer                days since the newest row; null: not checked
      max_rejected_rate decimal(18,6)   share of rows rejected
      shrink_rate decimal(18,6)         share of rows fewer than usual
      grow_rate decimal(18,6)           share of rows more than usual
      severity varchar                  stop or warn`),
  },
  {
    name: 'int_orders',
    class: 'personal',
    sentence: 'One row per order that counts, before the cut-off, in the company’s currency.',
    grain: [],
    columns: columns(`
      customer_id varchar    the customer; null for a guest
      order_id varchar       the order’s number in its id space
      id_space varchar       the id space
      ordered_on date        day in the company’s zone
      ordered_hour integer   hour in the company’s zone
      total decimal(18,4)    charged after discount, before refunds; null where no rate is known
      refunded decimal(18,4) given back
      discount decimal(18,4) taken off before charging
      channel varchar        where it was placed
      store varchar          the shop or site
      is_purchase boolean    whether its day is a purchase day`),
  },
]

const customerTables = (config: Config): readonly Table[] => [
  {
    name: 'source_ranks',
    class: 'results',
    sentence: 'One row per source: its place in the configuration.',
    grain: ['source'],
    columns: columns(`
      source varchar              the source
      position integer            1 is listed first`),
  },
  {
    name: 'identity_map',
    class: 'personal',
    sentence: 'One row per profile ever seen: the customer that it belongs to.',
    grain: ['id_space', 'source_customer_id'],
    columns: columns(`
      id_space varchar            the id space of the source’s ids
      source_customer_id varchar  the id in the source
      customer_id varchar         the customer
      since date                  first night that saw the profile
      seen_on date                last night that saw the profile`),
  },
  {
    name: 'customers',
    class: 'personal',
    sentence: 'One row per customer known tonight.',
    grain: ['customer_id'],
    columns: [
      ...columns(`
        customer_id varchar       the unified customer
        email varchar             address
        phone varchar             phone number
        first_name varchar        first name
        last_name varchar         last name
        birth_date date           birth date
        gender varchar            as the shop writes it, lower case
        country varchar           country
        region varchar            state, province or region
        city varchar              city
        timezone varchar          IANA time zone
        language varchar          language code, lower case
        signed_up_on date         day of signing up in the company’s zone
        account_id varchar        company account`),
      ...attributeColumns(config),
    ],
  },
]

const aCustomer = columns('customer_id varchar the unified customer')

/** Features by name, as columns of the table that works them out. */
const featuresNamed = (...names: string[]): readonly Column[] =>
  names.map((name) => {
    const feature = features.find((one) => one.name === name)
    if (!feature) throw new Error(`no feature ${name}`)
    return { name, type: feature.type, meaning: feature.meaning }
  })

const featuresFrom = (table: FeatureTable): readonly Column[] =>
  features
    .filter(({ from }) => from === table)
    .map(({ name, type, meaning }) => ({ name, type, meaning }))

const perCustomer = (name: string, sentence: string, names: string): Table => ({
  name,
  class: 'results',
  sentence,
  grain: ['customer_id'],
  columns: [...aCustomer, ...featuresNamed(...names.trim().split(/\s+/))],
})

const activityTables: readonly Table[] = [
  perCustomer(
    'int_customer_orders',
    'One row per customer with an order that counts: sums over the orders.',
    `orders net_spend gross_spend average_order largest_order refund_rate discount_rate discount_share
     orders_30d orders_90d orders_365d orders_prior_30d orders_prior_90d orders_prior_365d
     net_spend_30d net_spend_90d net_spend_365d
     net_spend_prior_30d net_spend_prior_90d net_spend_prior_365d
     favourite_weekday favourite_hour weekend_rate year_end_rate`,
  ),
  perCustomer(
    'int_customer_days',
    'One row per customer with a purchase day: the days and the gaps between them.',
    `purchase_days first_order_on last_order_on days_since_first_order days_since_order
     median_gap_days last_gap_days`,
  ),
  perCustomer(
    'int_customer_places',
    'One row per customer with an order whose channel or store is known.',
    'favourite_channel favourite_store channels stores',
  ),
  {
    name: 'int_order_lines',
    class: 'personal',
    sentence: 'One row per order line of a customer, before the cut-off, of orders that count.',
    grain: [],
    columns: columns(`
      customer_id varchar     the customer
      order_id varchar        the order’s number in its id space
      sku varchar             the product
      category varchar        the product’s category
      brand varchar           the product’s brand
      quantity decimal(18,4)  pieces; negative for a return`),
  },
  perCustomer(
    'int_customer_items',
    'One row per customer with an order line: what they buy.',
    `items products categories brands favourite_category favourite_brand items_per_order
     returned_items`,
  ),
  {
    name: 'event_words',
    class: 'results',
    sentence: 'One row per word of the shop for an event that we know.',
    grain: ['word'],
    columns: columns(`
      word varchar            the shop’s word
      kind varchar            view, cart, share or referral`),
  },
  {
    name: 'decay',
    class: 'results',
    sentence: 'One row per age in days: what is left of a point after so many days.',
    grain: ['days'],
    columns: columns(`
      days integer            age in days
      weight decimal(18,12)   what is left of one point`),
  },
  {
    name: 'int_customer_events',
    class: 'results',
    sentence: 'One row per customer with an event: what they do between orders.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...featuresNamed(
        ...`events events_30d events_90d views_90d carts_90d shares referrals days_since_event
            device os app_version devices`.split(/\s+/),
      ),
      ...columns(`
        last_cart_on date                 day of the last addition to a cart
        event_points decimal(38,12)       points for views, carts and shares, decayed`),
    ],
  },
  {
    name: 'int_customer_mail',
    class: 'results',
    sentence: 'One row per customer with an email event.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...featuresNamed('opens_90d', 'clicks_90d'),
      ...columns('mail_points decimal(38,12)  points for opens and clicks, decayed'),
    ],
  },
  perCustomer(
    'int_customer_engagement',
    'One row per customer with an event or an email event: how engaged, against all others.',
    'engagement_points engagement_score',
  ),
  {
    name: 'customer_activity',
    class: 'results',
    sentence: 'One row per customer: what their orders, items, events and mail come to.',
    grain: ['customer_id'],
    columns: [...aCustomer, ...featuresFrom('customer_activity')],
  },
  {
    name: 'rfm_names',
    class: 'results',
    sentence: 'One row per RFM code: its name.',
    grain: ['rfm_code'],
    columns: columns(`
      rfm_code varchar        three scores, e.g. 555
      rfm_segment varchar     the name`),
  },
  {
    name: 'customer_rfm',
    class: 'results',
    sentence: 'One row per customer with a purchase day: recency, frequency and spend, scored.',
    grain: ['customer_id'],
    columns: [...aCustomer, ...featuresFrom('customer_rfm')],
  },
]

const featureTables = (config: Config): readonly Table[] => [
  {
    name: 'countries',
    class: 'results',
    sentence: 'One row per country as config may write it: where it lies.',
    grain: ['country'],
    columns: columns(`
      country varchar         ISO 3166 code of two or three letters, or an English name
      continent varchar       continent
      hemisphere varchar      hemisphere
      climate varchar         prevailing climate`),
  },
  {
    name: 'int_customer_profile',
    class: 'results',
    sentence: 'One row per customer: who and where they are.',
    grain: ['customer_id'],
    columns: [...aCustomer, ...featuresFrom('int_customer_profile')],
  },
  {
    name: 'int_customer_lifecycle',
    class: 'results',
    sentence: 'One row per customer: the lifecycle stage.',
    grain: ['customer_id'],
    columns: [...aCustomer, ...featuresFrom('int_customer_lifecycle')],
  },
  {
    name: 'customer_features',
    class: 'results',
    sentence: 'One row per customer: everything that rules may name.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...featuresOf(config).map(({ name, type, meaning }) => ({ name, type, meaning })),
    ],
  },
]

/** `lapsing-vips` as the end of a column name: ids hold no underscore, so names stay apart. */
export const segmentColumn = (id: string): string => id.replaceAll('-', '_')

const segmentTables = (segments: readonly SegmentColumn[]): readonly Table[] => [
  {
    name: 'segment_membership',
    class: 'results',
    sentence: 'One row per customer: one flag a segment.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...segments.map(
        ({ id, name }): Column => ({
          name: `in_${segmentColumn(id)}`,
          type: 'boolean',
          meaning: name,
        }),
      ),
    ],
  },
  {
    name: 'int_segment_entries',
    class: 'results',
    sentence: 'One row per customer: since when in each segment; null when not in it.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...segments.map(
        ({ id, name }): Column => ({
          name: `on_${segmentColumn(id)}`,
          type: 'date',
          meaning: `in ${name} since`,
        }),
      ),
    ],
  },
  {
    name: 'segment_definitions',
    class: 'journals',
    sentence: 'One row per segment that is on: its rule and its size tonight.',
    grain: ['segment_id'],
    columns: columns(`
      segment_id varchar          the segment
      position integer            its place in the list
      name varchar                its name
      kind varchar                its kind
      strategy varchar            what to do with it
      rule varchar                the rule in words
      origin varchar              catalogue or config
      rule_hash varchar           sha256 of the rule
      is_baseline boolean         first night of this rule: nobody enters or leaves
      customers bigint            customers in it
      customer_share decimal(9,6) share of all customers
      net_spend_365d decimal(18,2) what they spent in the last 365 days, net
      revenue_share decimal(9,6)  share of what all customers spent in the last 365 days
      orders_365d bigint          their orders in the last 365 days
      average_order decimal(18,2) their average order in the last 365 days
      flag varchar                empty, everyone, unstable, or null`),
  },
  {
    name: 'customer_segments',
    class: 'results',
    sentence: 'One row per customer and segment that they are in.',
    grain: ['customer_id', 'segment_id'],
    columns: columns(`
      customer_id varchar     the unified customer
      segment_id varchar      the segment
      entered_on date         the night that first found them in it under this rule`),
  },
  {
    name: 'segment_overlaps',
    class: 'results',
    sentence: 'One row per pair of segments: how many customers are in both.',
    grain: ['segment_id', 'other_id'],
    columns: columns(`
      segment_id varchar      the segment listed first
      other_id varchar        the one listed later
      customers bigint        customers in both
      share decimal(9,6)      as a share of those in either`),
  },
  {
    name: 'segment_changes',
    class: 'results',
    sentence: 'One row per customer and segment that they entered or left tonight.',
    grain: ['customer_id', 'segment_id'],
    columns: columns(`
      customer_id varchar          the unified customer
      segment_id varchar           the segment
      change varchar               entered or left
      net_spend_365d decimal(18,2) what they spent in the last 365 days, net`),
  },
  {
    name: 'segment_flows',
    class: 'journals',
    sentence: 'One row per segment that somebody could enter or leave tonight.',
    grain: ['segment_id'],
    columns: columns(`
      segment_id varchar      the segment
      entered bigint          customers who entered
      left_count bigint       customers who left
      entered_spend decimal(18,2)  what those who entered spent in the last 365 days, net
      left_spend decimal(18,2)     what those who left spent in the last 365 days, net`),
  },
  {
    name: 'segment_history',
    class: 'results',
    sentence: 'One row per time a customer entered or left a segment, in the last 25 months.',
    grain: ['customer_id', 'segment_id', 'changed_on'],
    columns: columns(`
      customer_id varchar     the unified customer
      segment_id varchar      the segment
      change varchar          entered or left
      changed_on date         the night that saw it`),
  },
]

const reportTables: readonly Table[] = [
  {
    name: 'int_order_days',
    class: 'results',
    sentence: 'One row per day and kind of buyer: orders and revenue.',
    grain: ['ordered_on', 'buyer'],
    columns: columns(`
      ordered_on date           day in the company’s zone
      buyer varchar             first (a customer’s first purchase day), returning or guest
      orders bigint             orders of more than 0
      net decimal(18,2)         revenue, net of refunds
      new_customers bigint      customers whose first purchase day it is; 0 beside other buyers`),
  },
  {
    name: 'int_order_cohorts',
    class: 'results',
    sentence: 'One row per period of first purchase and period since: the customers who bought.',
    grain: ['cohort_on', 'period_on'],
    columns: columns(`
      unit varchar              quarter, or month while history is short
      cohort_on date            first day of the period of the first purchase
      period_on date            first day of the period in which they bought
      customers bigint          customers of the cohort who bought in it`),
  },
  {
    name: 'night_figures',
    class: 'journals',
    sentence: 'One row: the customers of the night, and of how many we know what.',
    grain: [],
    columns: columns(`
      customers bigint          customers in all
      buyers_365d bigint        customers with an order in the last 365 days
      buyers_prior_365d bigint  customers with an order in the 365 days before
      net_spend_365d decimal(18,2)  what customers spent in the last 365 days, net
      with_age bigint           customers whose age is known
      with_gender bigint        customers whose gender is known
      with_country bigint       customers whose country is known
      with_city bigint          customers whose city is known
      with_category bigint      customers with a favourite category
      with_engagement bigint    customers with an engagement score
      with_device bigint        customers whose device is known`),
  },
]
