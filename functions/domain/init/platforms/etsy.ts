import type { ShopExport } from './platform.ts'

export const etsyOrders: ShopExport = {
  id: 'etsy-orders',
  name: 'Etsy sold orders',
  role: 'marketplace',
  knownBy: ['Order ID', 'Buyer User ID', 'Order Value', 'Order Net'],
  tables: {
    orders: {
      columns: {
        order_id: { from: 'Order ID', strip: 'hash', why: 'Etsy’s number' },
        customer_id: { from: 'Buyer User ID', why: 'Etsy writes no address' },
        ordered_at: { from: 'Sale Date', format: 'MM/DD/YY', why: 'a day, written as Etsy does' },
        status: {
          from: 'Status',
          map: { '': 'paid' },
          why: 'Etsy lists what was sold, and mostly says no more',
          counts: true,
        },
        total: {
          from: 'Order Value',
          minus: ['Discount Amount'],
          plus: ['Shipping'],
          why: 'the seller’s: Order Total may hold tax that Etsy keeps',
          counts: true,
        },
        discount: { from: 'Discount Amount', why: 'taken off by a coupon' },
        refunded: {
          from: 'Order Total',
          minus: ['Adjusted Order Total'],
          when: { 'Adjusted Order Total': { not: 0 } },
          why: 'an adjusted total of 0 means that nothing was adjusted',
          counts: true,
        },
        currency: { from: 'Currency', why: 'of all amounts' },
      },
    },
    customers: {
      columns: {
        customer_id: { from: 'Buyer User ID', why: 'as in orders' },
        first_name: { from: 'First Name', why: 'as written' },
        last_name: { from: 'Last Name', why: 'as written' },
        country: { from: 'Ship Country', why: 'where it was sent' },
        region: { from: 'Ship State', why: 'where it was sent' },
        city: { from: 'Ship City', why: 'where it was sent' },
      },
    },
  },
}

export const etsyItems: ShopExport = {
  id: 'etsy-items',
  name: 'Etsy sold order items',
  role: 'marketplace',
  knownBy: ['Listing ID', 'Item Total', 'Order ID', 'Transaction ID'],
  tables: {
    order_items: {
      columns: {
        order_id: { from: 'Order ID', strip: 'hash', why: 'Etsy’s number' },
        line_id: { from: 'Transaction ID', why: 'names the line' },
        customer_id: { from: 'Buyer', why: 'Etsy writes no address' },
        ordered_at: { from: 'Sale Date', format: 'MM/DD/YY', why: 'a day, written as Etsy does' },
        status: { constant: 'paid', why: 'Etsy lists what was sold' },
        sku: { from: 'SKU', else: ['Listing ID'], why: 'listings without one by number' },
        quantity: { from: 'Quantity', why: 'pieces' },
        amount: {
          from: 'Item Total',
          minus: ['Discount Amount'],
          why: 'the line’s; Order Shipping repeats on each line and is left out',
          counts: true,
        },
        currency: { from: 'Currency', why: 'of all amounts' },
      },
    },
  },
}
