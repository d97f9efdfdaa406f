import { columns } from '../domain/types.ts'
import { aCustomer, featuresFrom, featuresNamed, perCustomer } from './per-customer.ts'
import type { Table } from './table.ts'

/** What customers did: orders, items, events and mail. */
export const activityTables: readonly Table[] = [
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
  perCustomer(
    'int_customer_orders',
    'One row per customer with an order that counts: sums over the orders.',
    `orders net_spend gross_spend average_order largest_order refund_rate discount_rate discount_share
     orders_30d orders_90d orders_365d orders_prior_30d orders_prior_90d orders_prior_365d
     net_spend_30d net_spend_90d net_spend_365d
     net_spend_prior_30d net_spend_prior_90d net_spend_prior_365d
     favourite_weekday favourite_hour weekend_rate year_end_rate`,
  ),
  {
    name: 'int_customer_order_days',
    class: 'results',
    sentence: 'One row per customer and day with an order that counts.',
    grain: ['customer_id', 'ordered_on'],
    columns: columns(`
      customer_id varchar     the customer
      ordered_on date         day in the company’s zone
      is_purchase boolean     whether it is a purchase day
      net_spend decimal(18,4) charged less what was given back
      gap_days integer        days since the purchase day before; null for the first and for other days`),
  },
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
]
