import type { ShopExport } from './platform.ts'

const statuses = {
  completed: 'paid',
  processing: 'paid',
  'on-hold': 'pending',
  'on hold': 'pending',
  pending: 'pending',
  'pending payment': 'pending',
  'checkout-draft': 'pending',
  draft: 'pending',
  cancelled: 'cancelled',
  failed: 'cancelled',
  trash: 'cancelled',
  refunded: 'refunded',
}

export const wooAnalyticsOrders: ShopExport = {
  id: 'woocommerce-analytics-orders',
  name: 'WooCommerce analytics orders',
  role: 'shop',
  knownBy: ['Order #', 'N. Revenue (formatted) | N. Revenue', 'Customer type'],
  tables: {
    orders: {
      columns: {
        order_id: { from: 'Order #', strip: 'hash', why: 'the shop’s number' },
        customer_id: {
          from: 'Customer',
          why: 'a name and no more: two people may share it',
          doubtful:
            'WooCommerce analytics names buyers by their names only: without a customer, orders are guests. Keep the line if no two share a name, or bring the order export plugin’s file',
        },
        ordered_at: { from: 'Date', why: 'in the shop’s own time' },
        status: { from: 'Status', map: statuses, why: 'WooCommerce’s words', counts: true },
        total: {
          from: 'N. Revenue (formatted) | N. Revenue',
          why: 'what the order brought',
          counts: true,
        },
      },
    },
  },
}

export const wooAnalyticsCustomers: ShopExport = {
  id: 'woocommerce-analytics-customers',
  name: 'WooCommerce analytics customers',
  role: 'shop',
  knownBy: ['Sign Up', 'AOV', 'Email'],
  tables: {
    customers: {
      columns: {
        customer_id: { from: 'Email', why: 'WooCommerce writes no number' },
        email: { from: 'Email', why: 'the customer’s' },
        country: { from: 'Country / Region', why: 'of the bill' },
        region: { from: 'Region', why: 'of the bill' },
        city: { from: 'City', why: 'of the bill' },
        signed_up_at: { from: 'Sign Up', why: 'blank for guests' },
      },
    },
  },
}

/** One row a line; what is the order’s repeats on each, or stands on the first only. */
export const wooOrderExport: ShopExport = {
  id: 'woocommerce-order-export',
  name: 'WooCommerce order export plugin',
  role: 'shop',
  knownBy: ['Order Number', 'Email (Billing)', 'Order Total Amount'],
  fill: {
    by: 'Order Number',
    columns: [
      'Order Status',
      'Order Date',
      'Email (Billing)',
      'Phone (Billing)',
      'First Name (Billing)',
      'Last Name (Billing)',
      'City (Billing)',
      'State Code (Billing)',
      'Country Code (Billing)',
      'Cart Discount Amount',
      'Order Refund Amount',
      'Order Total Amount',
    ],
    why: 'the plugin can be told to write what is the order’s on its first row only',
    ifBlank: true,
  },
  tables: {
    orders: {
      columns: {
        order_id: { from: 'Order Number', strip: 'hash', why: 'the shop’s number' },
        customer_id: { from: 'Email (Billing)', why: 'names a buyer' },
        ordered_at: { from: 'Order Date', why: 'in the shop’s own time' },
        status: { from: 'Order Status', map: statuses, why: 'WooCommerce’s words', counts: true },
        total: {
          from: 'Order Total Amount',
          why: 'charged, before refunds; the same on each line',
          counts: true,
        },
        discount: { from: 'Cart Discount Amount', why: 'the order’s' },
        refunded: { from: 'Order Refund Amount', why: 'what was given back', counts: true },
      },
    },
    order_items: {
      columns: {
        order_id: { from: 'Order Number', strip: 'hash', why: 'the order of the line' },
        line_id: { from: 'Item #', why: 'counts the lines of an order' },
        sku: { from: 'SKU', else: ['Name | Item Name'], why: 'products without one by name' },
        quantity: { from: 'Quantity', why: 'pieces before returns' },
        amount: { from: 'Order Line Total', why: 'the line’s, before refunds' },
        refunded: { from: 'Order Line Total Refunded', why: 'given back of the line' },
      },
    },
    customers: {
      columns: {
        customer_id: { from: 'Email (Billing)', why: 'as in orders' },
        email: { from: 'Email (Billing)', why: 'the buyer’s' },
        phone: { from: 'Phone (Billing)', why: 'the buyer’s' },
        first_name: { from: 'First Name (Billing)', why: 'as written' },
        last_name: { from: 'Last Name (Billing)', why: 'as written' },
        country: { from: 'Country Code (Billing)', why: 'of the bill' },
        region: { from: 'State Code (Billing)', why: 'of the bill' },
        city: { from: 'City (Billing)', why: 'of the bill' },
      },
    },
  },
}
