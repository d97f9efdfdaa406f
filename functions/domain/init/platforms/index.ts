/** The exports that are known. To add one: its file, a line here. */
import { amazonAllOrders, amazonNewOrders } from './amazon.ts'
import { bigCommerceOrders } from './bigcommerce.ts'
import { ebayOrders } from './ebay.ts'
import { etsyItems, etsyOrders } from './etsy.ts'
import { hubspotContacts } from './hubspot.ts'
import { klaviyoProfiles } from './klaviyo.ts'
import { magentoCustomers, magentoOrders } from './magento.ts'
import { mailchimpSubscribed, mailchimpUnsubscribed } from './mailchimp.ts'
import {
  olistCategories,
  olistCustomers,
  olistItems,
  olistOrders,
  olistPayments,
  olistPlaces,
  olistProducts,
  olistReviews,
  olistSellers,
} from './olist.ts'
import type { ShopExport } from './platform.ts'
import { prestaShopCustomers, prestaShopOrders } from './prestashop.ts'
import { dunnhumby, instacartOrders, instacartProducts, uciRetail } from './public-data.ts'
import { shopifyCustomers, shopifyOrders } from './shopify.ts'
import { squareItems, squareTransactions } from './square.ts'
import { stripeCustomers, stripePayments } from './stripe.ts'
import { wooAnalyticsCustomers, wooAnalyticsOrders, wooOrderExport } from './woocommerce.ts'

export const shopExports: readonly ShopExport[] = [
  shopifyOrders,
  shopifyCustomers,
  wooAnalyticsOrders,
  wooAnalyticsCustomers,
  wooOrderExport,
  magentoCustomers,
  magentoOrders,
  bigCommerceOrders,
  prestaShopOrders,
  prestaShopCustomers,
  squareItems,
  squareTransactions,
  stripePayments,
  stripeCustomers,
  amazonAllOrders,
  amazonNewOrders,
  etsyOrders,
  etsyItems,
  ebayOrders,
  klaviyoProfiles,
  mailchimpSubscribed,
  mailchimpUnsubscribed,
  hubspotContacts,
  olistOrders,
  olistItems,
  olistCustomers,
  olistReviews,
  olistProducts,
  olistPayments,
  olistSellers,
  olistPlaces,
  olistCategories,
  uciRetail,
  dunnhumby,
  instacartOrders,
  instacartProducts,
]
