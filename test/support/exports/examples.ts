/** Exports of known platforms, people and products made up, and what each comes to net of refunds and cancellations. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Example {
  readonly name: string
  /** Names below the folder of examples. */
  readonly files: readonly string[]
  readonly net: string
  /** Orders without a customer are left out of the sum. */
  readonly ofCustomers?: true
}

export const exportsFolder = join(import.meta.dirname, '../../exports')

export const examples: readonly Example[] = [
  { name: 'shopify', files: ['shopify/shopify_orders.csv'], net: '170.35' },
  {
    name: 'woocommerce-export',
    files: ['woocommerce-export/woocommerce_order_export.csv'],
    net: '73.95',
  },
  {
    name: 'woocommerce-analytics',
    files: ['woocommerce-analytics/woocommerce_analytics_orders.csv'],
    net: '1386.95',
  },
  { name: 'prestashop', files: ['prestashop/prestashop_orders.csv'], net: '1307.95' },
  { name: 'square', files: ['square/square_items.csv'], net: '1285.00' },
  { name: 'stripe', files: ['stripe/stripe_payments.csv'], net: '1058.95' },
  { name: 'amazon', files: ['amazon/amazon_all_orders.csv'], net: '72.60' },
  { name: 'etsy', files: ['etsy/etsy_sold_orders.csv'], net: '124.35' },
  { name: 'ebay', files: ['ebay/ebay_orders.csv'], net: '1307.95' },
  { name: 'uci', files: ['uci/uci_online_retail_ii.csv'], net: '36.69', ofCustomers: true },
  {
    name: 'olist',
    files: [
      'olist/olist_orders_dataset.csv',
      'olist/olist_order_items_dataset.csv',
      'olist/olist_customers_dataset.csv',
      'olist/olist_order_reviews_dataset.csv',
    ],
    net: '96.00',
  },
]

/** The files of an example by name, as bytes. */
export const filesOf = ({ files }: Example): Readonly<Record<string, Uint8Array>> =>
  Object.fromEntries(
    files.map((file) => [file.split('/').at(-1)!, readFileSync(join(exportsFolder, file))]),
  )

/** Every example file there is, by platform and name. */
export const allFiles = (): readonly string[] =>
  readdirSync(exportsFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.csv'))
    .sort()
