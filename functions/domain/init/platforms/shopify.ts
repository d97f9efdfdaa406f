import type { ShopExport } from './platform.ts'

/** One row a line item; what an order says of itself stands on its first row only. */
export const shopifyOrders: ShopExport = {
  id: 'shopify-orders',
  name: 'Shopify orders',
  role: 'shop',
  plainAmounts: true,
  knownBy: ['Name', 'Financial Status', 'Lineitem quantity', 'Lineitem name'],
  fill: {
    by: 'Name',
    columns: [
      'Id',
      'Email',
      'Phone',
      'Financial Status',
      'Created at',
      'Cancelled at',
      'Currency',
      'Total',
      'Discount Amount',
      'Refunded Amount',
      'Accepts Marketing',
      'Source',
      'Location',
      'Billing Country',
      'Billing Province',
      'Billing City',
    ],
    why: 'Shopify writes what is the order’s on its first row only',
  },
  tables: {
    orders: {
      rows: [
        {
          column: 'Cancelled at',
          is: { known: false },
          why: 'cancelled orders count nowhere',
        },
      ],
      columns: {
        order_id: { from: 'Id | Name', why: 'two orders may share a Name, none an Id' },
        reference: { from: 'Name', strip: 'hash', why: 'the number that people know' },
        customer_id: { from: 'Email', else: ['Phone'], why: 'Shopify names a buyer no other way' },
        ordered_at: { from: 'Created at', why: 'when it was placed, with the shop’s offset' },
        status: {
          from: 'Financial Status',
          map: {
            pending: 'pending',
            authorized: 'pending',
            partially_paid: 'pending',
            paid: 'paid',
            partially_refunded: 'paid',
            refunded: 'refunded',
            voided: 'cancelled',
            expired: 'cancelled',
          },
          why: 'voided and expired were never paid',
          counts: true,
        },
        total: { from: 'Total', why: 'charged, before refunds', counts: true },
        discount: { from: 'Discount Amount', why: 'the order’s, in its currency' },
        refunded: { from: 'Refunded Amount', why: 'what was given back', counts: true },
        currency: { from: 'Currency', why: 'of all amounts of the order' },
        channel: { from: 'Source', why: 'web, pos, draft order …' },
        store: { from: 'Location', why: 'the shop where it was sold' },
      },
    },
    order_items: {
      rows: [
        {
          column: 'Cancelled at',
          is: { known: false },
          why: 'as their orders',
          optional: true,
        },
      ],
      columns: {
        order_id: { from: 'Id | Name', why: 'the order of the line' },
        sku: { from: 'Lineitem sku', else: ['Lineitem name'], why: 'products without one by name' },
        brand: { from: 'Vendor', why: 'Shopify’s word for the brand' },
        quantity: { from: 'Lineitem quantity', why: 'pieces' },
        unit_price: { from: 'Lineitem price', why: 'of one piece' },
      },
    },
    customers: {
      columns: {
        customer_id: { from: 'Email', else: ['Phone'], why: 'as in orders' },
        email: { from: 'Email', why: 'the buyer’s' },
        phone: { from: 'Phone', why: 'the buyer’s' },
        country: { from: 'Billing Country', why: 'where bills go' },
        region: { from: 'Billing Province', why: 'where bills go' },
        city: { from: 'Billing City', why: 'where bills go' },
      },
    },
    consents: {
      rows: [
        {
          column: 'Accepts Marketing',
          is: { known: true },
          why: 'blank is neither yes nor no',
        },
        { column: 'Email', is: { known: true }, why: 'it is about emails' },
      ],
      columns: {
        customer_id: { from: 'Email', why: 'as in orders' },
        purpose: { constant: 'marketing', why: 'Shopify asks for nothing else' },
        channel: { constant: 'email', why: 'Shopify asks for nothing else' },
        granted: { from: 'Accepts Marketing', why: 'yes or no' },
        at: { from: 'Created at', why: 'as it stood when the order was placed' },
      },
    },
  },
}

export const shopifyCustomers: ShopExport = {
  id: 'shopify-customers',
  name: 'Shopify customers',
  role: 'shop',
  knownBy: ['Accepts Email Marketing', 'Total Spent', 'Total Orders'],
  tables: {
    customers: {
      columns: {
        customer_id: { from: 'Email', else: ['Phone'], why: 'as orders name them' },
        email: { from: 'Email', why: 'joins them with their orders' },
        phone: { from: 'Phone', else: ['Default Address Phone'], why: 'the customer’s own first' },
        first_name: { from: 'First Name', why: 'as written' },
        last_name: { from: 'Last Name', why: 'as written' },
        country: {
          from: 'Default Address Country Code | Country Code | Default Address Country | Country',
          why: 'of the default address',
        },
        region: {
          from: 'Default Address Province Code | Province Code | Province',
          why: 'of the default address',
        },
        city: { from: 'Default Address City | City', why: 'of the default address' },
      },
    },
    consents: {
      rows: [
        {
          column: 'Accepts Email Marketing',
          is: { known: true },
          why: 'blank is neither yes nor no',
        },
        { column: 'Email', is: { known: true }, why: 'it is about emails' },
      ],
      columns: {
        customer_id: { from: 'Email', why: 'as in customers' },
        purpose: { constant: 'marketing', why: 'Shopify asks for nothing else' },
        channel: { constant: 'email', why: 'text messages have a column of their own' },
        granted: { from: 'Accepts Email Marketing', why: 'yes or no' },
        at: { fileDay: true, why: 'Shopify writes no date: it holds on the day of the export' },
      },
    },
  },
}
