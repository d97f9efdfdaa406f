import { pick, type Random, weighted, whole } from '../math/random.ts'
import type { Person } from './people.ts'
import { companions, type Product, shelves } from './products.ts'
import { type Shop, streamOf } from './shop.ts'
import { dateText, dayOf, monthOf } from './time.ts'
import { visitsOf } from './visits.ts'

/** A line of an order; `price` is of a piece, in cents, before the order's discount. */
export interface Line extends Product {
  readonly quantity: number
}

/** An order; money is in cents of its currency. The lines add up to total + discount. */
export interface Order {
  readonly id: string
  readonly customer: string
  readonly wall: number
  readonly status: Status
  readonly lines: readonly Line[]
  readonly total: number
  readonly discount: number
  readonly refunded: number
  readonly currency: 'EUR' | 'GBP'
  readonly channel: Person['channel']
  readonly store: string
}

type Status = 'paid' | 'pending' | 'cancelled' | 'refunded'

/** What someone ordered, in order of time; nothing where none of it is `wanted`. */
export function ordersOf(
  shop: Shop,
  person: Person,
  wanted: (wall: number) => boolean = () => true,
): readonly Order[] {
  const { moments } = visitsOf(shop, person)
  if (!moments.some(wanted)) return []
  const random = streamOf(shop, 'baskets', person.number)
  return moments
    .map((wall, index) => orderOf(random, shop, person, wall, index))
    .filter(({ wall }) => wanted(wall))
}

function orderOf(random: Random, shop: Shop, person: Person, wall: number, index: number): Order {
  const date = dateText(dayOf(wall))
  const channel = channelOf(random, person)
  const { currency, stores, site } = person.country
  const lines = linesOf(random, person)
  const gross = lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0)
  const discount = Math.round(gross * discountRate(random, person, dayOf(wall)))
  const total = gross - discount
  const status = statusOf(random, shop, person, wall)
  return {
    id: `${date.slice(2, 4)}${date.slice(5, 7)}${date.slice(8)}-${code(person.number)}-${index + 1}`,
    customer: person.key,
    wall,
    status,
    lines,
    total,
    discount,
    refunded: refundOf(random, person, status, lines, total),
    currency,
    channel,
    store: channel === 'store' ? pick(random, stores) : site,
  }
}

const code = (number: number) => number.toString(36).toUpperCase().padStart(5, '0')

function channelOf(random: Random, { channel, country }: Person): Person['channel'] {
  if (random() < 0.85) return channel
  return channel === 'web' && country.stores.length > 0 && random() < 0.5 ? 'store' : 'web'
}

function linesOf(random: Random, person: Person): readonly Line[] {
  const lines: Line[] = []
  let shelf = person.shelf
  for (let left = drawLines(random); left > 0; left--) {
    if (!person.narrow && lines.length > 0 && random() < 0.4) shelf = companions[shelf]!
    else if (!person.narrow && random() < 0.4) shelf = whole(random, 0, shelves.length - 1)
    const product = productOf(random, person, shelves[shelf]!)
    const quantity = quantityOf(random, person)
    if (!lines.some(({ sku }) => sku === product.sku)) lines.push({ ...product, quantity })
  }
  return lines
}

const drawLines = weighted([
  [1, 38],
  [2, 31],
  [3, 18],
  [4, 9],
  [5, 4],
])

function productOf(random: Random, person: Person, shelf: readonly Product[]): Product {
  const lean = { careful: 2, usual: 1.1, generous: 0.4 }[person.purse]
  const product = shelf[Math.floor(shelf.length * random() ** lean)]!
  return person.country.currency === 'EUR' ? product : { ...product, price: pounds(product.price) }
}

/** A price in pence for one in cents: a price that ends in 95. */
const pounds = (cents: number) => Math.max(1, Math.round(cents * 0.0088)) * 100 - 5

function quantityOf(random: Random, { account }: Person): number {
  if (account !== undefined) return whole(random, 2, 12)
  return random() < 0.8 ? 1 : whole(random, 2, 4)
}

function discountRate(random: Random, { bargains }: Person, day: number): number {
  const month = monthOf(day)
  const isSale = month === 1 || month === 7
  const chance = bargains ? 0.88 : isSale ? 0.35 : 0.07
  return random() < chance ? pick(random, [0.1, 0.15, 0.2, 0.3]) : 0
}

function statusOf(random: Random, shop: Shop, person: Person, wall: number): Status {
  const chance = random()
  if (person.returns && chance < 0.35) return 'refunded'
  const waiting = dayOf(wall) > shop.to - 3 ? 0.3 : 0.003
  if (chance < waiting) return 'pending'
  if (chance > 0.975) return 'cancelled'
  return chance > 0.96 ? 'refunded' : 'paid'
}

function refundOf(
  random: Random,
  person: Person,
  status: Status,
  lines: readonly Line[],
  total: number,
): number {
  if (status === 'refunded') return total
  const isPart = status === 'paid' && lines.length > 1 && random() < (person.returns ? 0.4 : 0.03)
  return isPart ? Math.min(pick(random, lines).price, Math.floor(total / 2)) : 0
}
