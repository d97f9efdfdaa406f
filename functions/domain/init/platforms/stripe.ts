import type { ShopExport } from './platform.ts'

export const stripePayments: ShopExport = {
  id: 'stripe-payments',
  name: 'Stripe payments',
  role: 'payments',
  knownBy: ['id', 'Amount Refunded', 'Created date (UTC) | Created (UTC)'],
  tables: {
    orders: {
      columns: {
        order_id: { from: 'id', why: 'of the payment; it may repeat an order of the shop' },
        reference: { from: 'order_id (metadata)', why: 'the shop’s number of the order' },
        customer_id: {
          from: 'Customer Email',
          else: ['Customer ID'],
          why: 'joins them with the shop’s customers',
        },
        ordered_at: { from: 'Created date (UTC) | Created (UTC)', why: 'in UTC, as its name says' },
        status: {
          from: 'Status',
          map: {
            paid: 'paid',
            succeeded: 'paid',
            refunded: 'refunded',
            'partial refund': 'paid',
            'partially refunded': 'paid',
            failed: 'cancelled',
            canceled: 'cancelled',
            blocked: 'cancelled',
            uncaptured: 'pending',
            pending: 'pending',
            incomplete: 'pending',
            requires_payment_method: 'pending',
            requires_capture: 'pending',
            requires_action: 'pending',
          },
          why: 'failed payments brought nothing',
          counts: true,
        },
        total: { from: 'Amount', why: 'charged, before refunds', counts: true },
        refunded: {
          from: 'Amount Refunded',
          why: 'Status may say Paid though all was given back',
          counts: true,
        },
        currency: { from: 'Currency', why: 'of Amount' },
      },
    },
    customers: {
      columns: {
        customer_id: { from: 'Customer Email', else: ['Customer ID'], why: 'as in orders' },
        email: { from: 'Customer Email', why: 'the payer’s' },
      },
    },
  },
}

export const stripeCustomers: ShopExport = {
  id: 'stripe-customers',
  name: 'Stripe customers',
  role: 'payments',
  knownBy: ['id', 'Total Spend', 'Payment Count', 'Refunded Volume'],
  tables: {
    customers: {
      columns: {
        customer_id: { from: 'id', why: 'Stripe’s number' },
        email: { from: 'Email', why: 'joins them with the shop’s customers' },
        signed_up_at: {
          from: 'Created (UTC) | Created date (UTC)',
          why: 'in UTC, as its name says',
        },
      },
    },
  },
}
