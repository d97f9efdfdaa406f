import type { ShopExport, Step } from './platform.ts'

const person: Step = {
  export: 'olist-customers',
  key: 'customer_id',
  value: 'customer_unique_id',
}

export const olistOrders: ShopExport = {
  id: 'olist-orders',
  name: 'Olist orders',
  role: 'shop',
  isPlain: true,
  knownBy: ['order_id', 'customer_id', 'order_status', 'order_purchase_timestamp'],
  tables: {
    orders: {
      columns: {
        order_id: { from: 'order_id', why: 'its total is the sum of its lines' },
        customer_id: {
          from: 'customer_id',
          through: [person],
          why: 'new with each order: the person is behind it',
          counts: true,
        },
        ordered_at: { from: 'order_purchase_timestamp', why: 'in the shop’s own time' },
        status: {
          from: 'order_status',
          map: {
            created: 'pending',
            approved: 'paid',
            invoiced: 'paid',
            processing: 'paid',
            shipped: 'paid',
            delivered: 'paid',
            unavailable: 'cancelled',
            canceled: 'cancelled',
          },
          why: 'Olist’s words',
          counts: true,
        },
      },
    },
  },
}

export const olistItems: ShopExport = {
  id: 'olist-items',
  name: 'Olist order items',
  role: 'shop',
  isPlain: true,
  plainAmounts: true,
  knownBy: ['order_id', 'order_item_id', 'product_id', 'freight_value'],
  tables: {
    order_items: {
      columns: {
        order_id: { from: 'order_id', why: 'the order of the line' },
        line_id: { from: 'order_item_id', why: 'counts the lines of an order' },
        sku: { from: 'product_id', why: 'the product' },
        quantity: { constant: 1, why: 'one line a piece' },
        amount: {
          from: 'price',
          plus: ['freight_value'],
          why: 'what was paid for the piece and its way',
          counts: true,
        },
      },
    },
  },
}

export const olistCustomers: ShopExport = {
  id: 'olist-customers',
  name: 'Olist customers',
  role: 'shop',
  isPlain: true,
  knownBy: ['customer_id', 'customer_unique_id', 'customer_zip_code_prefix'],
  tables: {
    customers: {
      columns: {
        customer_id: { from: 'customer_unique_id', why: 'the person; customer_id is of one order' },
        region: { from: 'customer_state', why: 'as written' },
        city: { from: 'customer_city', why: 'as written' },
        country: { constant: 'BR', why: 'Olist sells in Brazil' },
      },
    },
  },
}

export const olistReviews: ShopExport = {
  id: 'olist-reviews',
  name: 'Olist reviews',
  role: 'shop',
  isPlain: true,
  knownBy: ['review_id', 'order_id', 'review_score', 'review_answer_timestamp'],
  tables: {
    survey_answers: {
      columns: {
        answer_id: { join: ['review_id', 'order_id'], why: 'a review may be of several orders' },
        customer_id: {
          from: 'order_id',
          through: [{ export: 'olist-orders', key: 'order_id', value: 'customer_id' }, person],
          why: 'a review names the order only',
        },
        answered_at: { from: 'review_answer_timestamp', why: 'in the shop’s own time' },
        question: { constant: 'review', why: 'all answer one question' },
        score: { from: 'review_score', why: '1 to 5' },
        text: { from: 'review_comment_message', why: 'in Portuguese' },
      },
    },
  },
}

/** What follows says nothing of who bought when for how much. */
export const olistProducts: ShopExport = {
  id: 'olist-products',
  name: 'Olist products',
  role: 'shop',
  isPlain: true,
  knownBy: ['product_id', 'product_category_name', 'product_name_lenght | product_name_length'],
  refused: 'Nocturne has no table of products: put the category beside each order item',
}

export const olistPayments: ShopExport = {
  id: 'olist-payments',
  name: 'Olist payments',
  role: 'shop',
  isPlain: true,
  knownBy: ['order_id', 'payment_sequential', 'payment_type', 'payment_value'],
  refused: 'how an order was paid: what it came to is in its items',
}

export const olistSellers: ShopExport = {
  id: 'olist-sellers',
  name: 'Olist sellers',
  role: 'shop',
  isPlain: true,
  knownBy: ['seller_id', 'seller_zip_code_prefix', 'seller_city', 'seller_state'],
  refused: 'who sold says nothing of who bought',
}

export const olistPlaces: ShopExport = {
  id: 'olist-geolocation',
  name: 'Olist geolocation',
  role: 'shop',
  isPlain: true,
  knownBy: ['geolocation_zip_code_prefix', 'geolocation_lat', 'geolocation_lng'],
  refused: 'where zip codes lie: customers have their city and state',
}

export const olistCategories: ShopExport = {
  id: 'olist-categories',
  name: 'Olist category names',
  role: 'shop',
  isPlain: true,
  knownBy: ['product_category_name', 'product_category_name_english'],
  refused: 'a translation of categories: they stay in Portuguese',
}
