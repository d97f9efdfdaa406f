import type { ShopExport } from './platform.ts'

const askPrice = 'is item-price the price of the line, or of one piece?'

export const amazonAllOrders: ShopExport = {
  id: 'amazon-all-orders',
  name: 'Amazon all orders',
  role: 'marketplace',
  plainAmounts: true,
  knownBy: ['amazon-order-id', 'item-status', 'order-status', 'item-price'],
  tables: {
    order_items: {
      rows: [
        {
          column: 'order-status',
          is: { not_in: ['Cancelled', 'Canceled'] },
          why: 'cancelled orders count nowhere',
        },
        {
          column: 'item-status',
          is: { not_in: ['Cancelled', 'Canceled'] },
          why: 'an item of a shipped order may be cancelled',
        },
        {
          column: 'item-price',
          is: { known: true },
          why: 'Amazon prices an item when it is paid',
        },
      ],
      columns: {
        order_id: { from: 'amazon-order-id', why: 'Amazon’s number; no column names the buyer' },
        ordered_at: { from: 'purchase-date', why: 'with its offset' },
        status: {
          from: 'order-status',
          map: {
            shipped: 'paid',
            unshipped: 'paid',
            'partially shipped': 'paid',
            shipping: 'paid',
            complete: 'paid',
            'shipped - delivered to buyer': 'paid',
            'shipped - picked up': 'paid',
            'shipped - out for delivery': 'paid',
            pending: 'pending',
            'pending - waiting for pick up': 'pending',
          },
          why: 'Amazon’s words',
          counts: true,
        },
        sku: { from: 'sku', why: 'the seller’s' },
        quantity: { from: 'quantity', why: 'pieces' },
        amount: {
          from: 'item-price',
          minus: ['item-promotion-discount'],
          why: 'taken for the line’s, less what a promotion took off',
          counts: true,
          or: { column: 'unit_price', ask: askPrice },
        },
        currency: { from: 'currency', why: 'of item-price' },
      },
    },
  },
}

export const amazonNewOrders: ShopExport = {
  id: 'amazon-new-orders',
  name: 'Amazon new orders',
  role: 'marketplace',
  plainAmounts: true,
  knownBy: ['order-id', 'order-item-id', 'quantity-purchased', 'item-price'],
  tables: {
    order_items: {
      columns: {
        order_id: { from: 'order-id', why: 'Amazon’s number' },
        line_id: { from: 'order-item-id', why: 'names the line' },
        customer_id: {
          from: 'buyer-email',
          why: 'Amazon’s alias of the buyer: an id, and never an address to write to',
        },
        ordered_at: { from: 'purchase-date', why: 'with its offset' },
        status: { constant: 'paid', why: 'new orders are paid; later refunds are not in the file' },
        sku: { from: 'sku', why: 'the seller’s' },
        quantity: { from: 'quantity-purchased', why: 'pieces' },
        amount: {
          from: 'item-price',
          why: 'taken for the line’s',
          counts: true,
          or: { column: 'unit_price', ask: askPrice },
        },
        currency: { from: 'currency', why: 'of item-price' },
      },
    },
  },
}
