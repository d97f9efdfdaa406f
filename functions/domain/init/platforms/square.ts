import type { ShopExport } from './platform.ts'

export const squareItems: ShopExport = {
  id: 'square-items',
  name: 'Square items',
  role: 'shop',
  knownBy: ['Time Zone', 'Price Point Name', 'Transaction ID'],
  tables: {
    order_items: {
      columns: {
        order_id: { from: 'Transaction ID', why: 'a refund has that of its sale' },
        customer_id: { from: 'Customer ID', why: 'often blank: guests' },
        ordered_at: {
          date: 'Date',
          time: 'Time',
          zone: 'Time Zone',
          why: 'the instant stands in two columns, its zone in a third, in words',
        },
        status: { constant: 'paid', why: 'refunds are rows of their own, below 0' },
        sku: { from: 'SKU', else: ['Item'], why: 'items without one by name' },
        category: { from: 'Category', why: 'as the shop sorts them' },
        quantity: { from: 'Qty', why: 'pieces' },
        amount: { from: 'Net Sales', why: 'after discounts, before tax', counts: true },
      },
    },
  },
}

export const squareTransactions: ShopExport = {
  id: 'square-transactions',
  name: 'Square transactions',
  role: 'shop',
  knownBy: ['Time Zone', 'Transaction ID', 'Total Collected', 'Partial Refunds'],
  repeats: 'square-items',
  zero: {
    'Partial Refunds':
      'money was given back in part, and nothing tells whether rows of refunds say so too: bring the items file instead',
  },
  tables: {
    order_items: {
      columns: {
        order_id: { from: 'Transaction ID', why: 'a refund has that of its sale' },
        line_id: { from: 'Payment ID', why: 'one row a payment or refund' },
        customer_id: { from: 'Customer ID', why: 'often blank: guests' },
        ordered_at: {
          date: 'Date',
          time: 'Time',
          zone: 'Time Zone',
          why: 'the instant stands in two columns, its zone in a third, in words',
        },
        status: { constant: 'paid', why: 'refunds are rows of their own, below 0' },
        amount: {
          from: 'Net Sales',
          why: 'after discounts, before tax; Card and Cash are how it was paid',
          counts: true,
        },
      },
    },
  },
}
