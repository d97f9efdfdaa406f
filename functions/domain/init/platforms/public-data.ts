/** Data that anybody can download, in the shape of shops’ exports. */
import type { ShopExport } from './platform.ts'

export const uciRetail: ShopExport = {
  id: 'uci-online-retail',
  name: 'UCI Online Retail',
  role: 'shop',
  isPlain: true,
  plainAmounts: true,
  knownBy: ['InvoiceNo | Invoice', 'StockCode', 'InvoiceDate', 'UnitPrice | Price'],
  tables: {
    order_items: {
      columns: {
        order_id: {
          from: 'InvoiceNo | Invoice',
          why: 'one that starts with C takes goods back, with quantities below 0',
        },
        customer_id: { from: 'CustomerID | Customer ID', why: 'a quarter is blank: guests' },
        ordered_at: { from: 'InvoiceDate', why: 'in the shop’s own time, which is London’s' },
        status: { constant: 'paid', why: 'what was taken back is below 0' },
        sku: { from: 'StockCode', why: 'the product' },
        quantity: { from: 'Quantity', why: 'below 0 for what was taken back', counts: true },
        unit_price: { from: 'UnitPrice | Price', why: 'of one piece', counts: true },
        currency: { constant: 'GBP', why: 'the data set is in sterling' },
      },
    },
    customers: {
      columns: {
        customer_id: { from: 'CustomerID | Customer ID', why: 'as in the lines' },
        country: { from: 'Country', why: 'of the customer' },
      },
    },
  },
}

export const dunnhumby: ShopExport = {
  id: 'dunnhumby',
  name: 'dunnhumby The Complete Journey',
  role: 'shop',
  isPlain: true,
  knownBy: ['household_key', 'BASKET_ID', 'DAY', 'SALES_VALUE'],
  refused:
    'DAY counts days from a start that nobody knows: put a date into a column of its own, and it is read as order lines',
}

export const instacartOrders: ShopExport = {
  id: 'instacart-orders',
  name: 'Instacart orders',
  role: 'shop',
  isPlain: true,
  knownBy: ['order_id', 'user_id', 'order_dow', 'days_since_prior_order'],
  refused: 'no date and no price: nobody can tell when something was bought, nor for how much',
}

export const instacartProducts: ShopExport = {
  id: 'instacart-products',
  name: 'Instacart order products',
  role: 'shop',
  isPlain: true,
  knownBy: ['order_id', 'product_id', 'add_to_cart_order', 'reordered'],
  refused: 'no date and no price: nobody can tell when something was bought, nor for how much',
}
