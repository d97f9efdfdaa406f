import type { ShopExport } from './platform.ts'

export const bigCommerceOrders: ShopExport = {
  id: 'bigcommerce-orders',
  name: 'BigCommerce orders',
  role: 'shop',
  knownBy: ['Order ID', 'Order Status', 'Order Total (inc tax)'],
  tables: {
    orders: {
      columns: {
        order_id: { from: 'Order ID', why: 'the shop’s number' },
        customer_id: { from: 'Customer Email', why: 'names a buyer' },
        ordered_at: {
          date: 'Order Date',
          time: 'Order Time',
          format: 'MM/DD/YYYY',
          why: 'the instant stands in two columns, in the shop’s own time',
        },
        status: {
          from: 'Order Status',
          // Partially Refunded says no amount: what became of such an order is a question.
          map: {
            completed: 'paid',
            shipped: 'paid',
            'partially shipped': 'paid',
            'awaiting fulfillment': 'paid',
            'awaiting shipment': 'paid',
            'awaiting pickup': 'paid',
            pending: 'pending',
            incomplete: 'pending',
            'awaiting payment': 'pending',
            cancelled: 'cancelled',
            declined: 'cancelled',
            refunded: 'refunded',
          },
          why: 'BigCommerce’s words; no column says how much was given back',
          counts: true,
        },
        total: { from: 'Order Total (inc tax)', why: 'charged, with tax', counts: true },
        currency: { from: 'Order Currency Code', why: 'of all amounts of the order' },
      },
    },
    customers: {
      columns: {
        customer_id: { from: 'Customer Email', why: 'as in orders' },
        email: { from: 'Customer Email', why: 'the buyer’s' },
        first_name: { from: 'Billing First Name', why: 'as written' },
        last_name: { from: 'Billing Last Name', why: 'as written' },
      },
    },
  },
}
