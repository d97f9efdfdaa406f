import type { ShopExport } from './platform.ts'

export const prestaShopOrders: ShopExport = {
  id: 'prestashop-orders',
  name: 'PrestaShop orders',
  role: 'shop',
  knownBy: ['Reference', 'New client', 'Delivery', 'Payment'],
  tables: {
    orders: {
      columns: {
        order_id: { from: 'ID', why: 'a Reference may be of several orders' },
        customer_id: {
          from: 'Customer',
          why: 'an initial and a name: two people may share them',
          doubtful:
            'PrestaShop names buyers by initial and name only: without a customer, orders are guests. Keep the line if no two share a name',
        },
        ordered_at: { from: 'Date', why: 'in the shop’s own time' },
        status: {
          from: 'Status',
          map: {
            'awaiting check payment': 'pending',
            'awaiting bank wire payment': 'pending',
            'payment accepted': 'paid',
            'processing in progress': 'paid',
            shipped: 'paid',
            delivered: 'paid',
            'remote payment accepted': 'paid',
            canceled: 'cancelled',
            'payment error': 'cancelled',
            refunded: 'refunded',
          },
          why: 'in the words of the back office, which may be translated',
          counts: true,
        },
        total: { from: 'Total', why: 'with tax', counts: true },
      },
    },
  },
}

export const prestaShopCustomers: ShopExport = {
  id: 'prestashop-customers',
  name: 'PrestaShop customers',
  role: 'shop',
  knownBy: ['Social title', 'Email address', 'Newsletter', 'Partner offers'],
  tables: {
    customers: {
      columns: {
        customer_id: { from: 'ID', why: 'the shop’s number' },
        email: { from: 'Email address', why: 'the customer’s' },
        first_name: { from: 'First name', why: 'as written' },
        last_name: { from: 'Last name', why: 'as written' },
        signed_up_at: { from: 'Registration', why: 'when the account was made' },
      },
    },
    consents: {
      rows: [{ column: 'Newsletter', is: { known: true }, why: 'blank is neither yes nor no' }],
      columns: {
        customer_id: { from: 'ID', why: 'as in customers' },
        purpose: { constant: 'marketing', why: 'Partner offers are third parties’, not yours' },
        channel: { constant: 'email', why: 'a newsletter' },
        granted: { from: 'Newsletter', why: '1 is yes' },
        at: { fileDay: true, why: 'no date: it holds on the day of the export' },
      },
    },
  },
}
