import { blanks, contradicted, missing, twice, unreadable } from '../dirt.ts'
import { decimal } from '../money.ts'
import { type Order, ordersOf } from '../orders.ts'
import { people } from '../people.ts'
import type { Shop } from '../shop.ts'
import type { SampleRow, SampleTable } from '../table.ts'
import { dayOf } from '../time.ts'

const header = [
  'order_no',
  'line_no',
  'sku',
  'category',
  'brand',
  'quantity',
  'unit_price',
  'currency',
]

/** Lines of the orders of the last twelve months: semicolons, commas in decimals. */
export const currentItems: SampleTable = itemsFile('order_items-current.csv.gz', isCurrent)

/** Lines of older orders. */
export const archivedItems: SampleTable = itemsFile(
  'order_items-archive.csv.gz',
  (shop, wall) => !isCurrent(shop, wall),
)

function itemsFile(path: string, has: (shop: Shop, wall: number) => boolean): SampleTable {
  return {
    name: 'order_items',
    path,
    form: 'semicolon',
    header,
    dirt: [
      missing(['order_no', 'order_id'], 1201),
      missing(['unit_price', 'unit_price'], 1301),
      unreadable(['quantity', 'quantity'], 1103, ['two', '3 pcs', '?']),
      twice(701),
      contradicted(1009, ({ cells }) => {
        cells[quantity] = String(Number(cells[quantity]) + 1)
      }),
      blanks(89, ['sku', 'category', 'quantity', 'unit_price']),
    ],
    *rows(shop) {
      for (const person of people(shop)) {
        yield* ordersOf(shop, person, (wall) => has(shop, wall)).flatMap(rowsOf)
      }
    },
  }
}

function isCurrent(shop: Shop, wall: number): boolean {
  return dayOf(wall) > shop.to - 365
}

const quantity = header.indexOf('quantity')

const rowsOf = (order: Order): readonly SampleRow[] =>
  order.lines.map((line, index) => ({
    cells: [
      order.id,
      String(index + 1),
      line.sku,
      line.category,
      line.brand,
      String(line.quantity),
      decimal(line.price, ','),
      order.currency,
    ],
  }))
