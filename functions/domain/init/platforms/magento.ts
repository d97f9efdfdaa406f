import type { ShopExport } from './platform.ts'

export const magentoCustomers: ShopExport = {
  id: 'magento-customers',
  name: 'Magento customers',
  role: 'shop',
  knownBy: ['_website', '_store', 'group_id', 'email'],
  never: ['password_hash', 'rp_token', 'rp_token_created_at', 'password', 'confirmation', 'taxvat'],
  tables: {
    customers: {
      columns: {
        customer_id: { from: 'email', why: 'the file has no number of the customer' },
        email: { from: 'email', why: 'one address may recur by website: the latest counts' },
        first_name: { from: 'firstname', why: 'as written' },
        last_name: { from: 'lastname', why: 'as written' },
        birth_date: { from: 'dob', why: 'date of birth' },
        gender: { from: 'gender', why: 'as written' },
        signed_up_at: { from: 'created_at', why: 'when the account was made' },
        updated_at: { from: 'updated_at', why: 'of two rows with one address the later wins' },
      },
    },
  },
}

export const magentoOrders: ShopExport = {
  id: 'magento-orders',
  name: 'Magento order grid',
  role: 'shop',
  knownBy: ['ID', 'Purchase Point', 'Purchase Date', 'Grand Total (Base)'],
  tables: {
    orders: {
      columns: {
        order_id: { from: 'ID', why: 'the shop’s number' },
        customer_id: {
          from: 'Customer Email',
          why: 'names a buyer; switch the column on in the grid if it is not there',
        },
        ordered_at: { from: 'Purchase Date', why: 'in the shop’s own time' },
        status: {
          from: 'Status',
          map: {
            pending: 'pending',
            'pending payment': 'pending',
            pending_payment: 'pending',
            'payment review': 'pending',
            'on hold': 'pending',
            holded: 'pending',
            processing: 'paid',
            complete: 'paid',
            closed: 'refunded',
            canceled: 'cancelled',
            'suspected fraud': 'cancelled',
          },
          why: 'closed is wholly given back',
          counts: true,
        },
        total: {
          from: 'Grand Total (Base)',
          why: 'in the shop’s own currency, whatever the buyer paid in',
          counts: true,
        },
        refunded: {
          from: 'Total Refunded',
          why: 'a hidden column of the grid: without it part refunds count as sales',
          counts: true,
        },
        store: { from: 'Purchase Point', why: 'website and store' },
      },
    },
  },
}
