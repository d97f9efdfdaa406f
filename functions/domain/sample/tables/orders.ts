import { weighted } from '../../math/random.ts'
import {
  blanks,
  contradicted,
  harmless,
  missing,
  twice,
  unknownWord,
  unreadable,
  unreadableValue,
} from '../dirt.ts'
import { decimal } from '../money.ts'
import { type Order, ordersOf } from '../orders.ts'
import { people } from '../people.ts'
import { streamOf } from '../shop.ts'
import type { SampleTable } from '../table.ts'
import { dayOf, wallOn, wallText } from '../time.ts'

const header = [
  'order_no',
  'customer_no',
  'placed_at',
  'state',
  'total',
  'discount',
  'refunded',
  'currency',
  'channel',
  'store',
]

/** The shop's words for what became of an order. */
const drawState = {
  paid: weighted([
    ['Completed', 60],
    ['Shipped', 25],
    ['Delivered', 15],
  ]),
  pending: weighted([
    ['Pending', 60],
    ['On hold', 40],
  ]),
  cancelled: weighted([
    ['Cancelled', 75],
    ['Voided', 25],
  ]),
  refunded: weighted([['Refunded', 1]]),
}

/** How some people write them. */
const spellings: Readonly<Record<string, string>> = {
  Completed: 'completed',
  Shipped: 'SHIPPED',
  Delivered: 'delivered',
  Pending: 'PENDING',
  'On hold': 'on-hold',
  Cancelled: 'Canceled',
  Voided: 'void',
  Refunded: 'refunded',
}

/** Orders: local times, dots in decimals, mixed words. */
export const orders: SampleTable = {
  name: 'orders',
  path: 'orders.csv',
  form: 'comma',
  header,
  dirt: [
    missing(['order_no', 'order_id'], 907),
    missing(['placed_at', 'ordered_at'], 941),
    unreadable(['placed_at', 'ordered_at'], 853, [
      '31/02/YYYY',
      'YYYY-02-31 10:15:00',
      '0000-00-00 00:00:00',
      'yesterday',
    ]),
    unreadable(['total', 'total'], 811, ['1 249,00 €', '89,90', 'EUR 45.00', 'n/a']),
    unreadableValue(['discount', 'discount'], 397, ['n/a', '-', '10%']),
    unknownWord(['state', 'status'], 577, ['Awaiting review', 'RMA', 'Lost in transit']),
    twice(311),
    contradicted(619, ({ cells }) => {
      const isPaid = ['Completed', 'Shipped', 'Delivered'].includes(cells[state] as string)
      cells[state] = isPaid ? 'On hold' : 'Completed'
    }),
    harmless('order of the future', 733, (row, { shop, nth }) => {
      row.day = shop.to + 2 + ((nth * 37) % 700)
      row.cells[placedAt] = wallText(wallOn(row.day, 43_200))
    }),
    harmless('other spelling of a status', 97, ({ cells }) => {
      cells[state] = spellings[cells[state] as string] as string
    }),
    blanks(53, ['customer_no', 'placed_at', 'state', 'total', 'currency']),
  ],
  *rows(shop) {
    for (const person of people(shop)) {
      const random = streamOf(shop, 'states', person.number)
      for (const order of ordersOf(shop, person)) {
        yield { cells: cellsOf(order, drawState[order.status](random)), day: dayOf(order.wall) }
      }
    }
  },
}

const placedAt = header.indexOf('placed_at')
const state = header.indexOf('state')

const cellsOf = (order: Order, word: string) => [
  order.id,
  order.customer,
  wallText(order.wall),
  word,
  decimal(order.total),
  order.discount === 0 ? '' : decimal(order.discount),
  order.refunded === 0 ? '' : decimal(order.refunded),
  order.currency,
  order.channel,
  order.store,
]
