/** Shops of simulated customers, as orders. */
import { beta, gamma, seeded } from '../../functions/domain/math/random.ts'
import { nextDay } from '../../functions/domain/time.ts'
import type { Order } from './value-night.ts'

export interface ShopTerms {
  readonly customers: number
  readonly from: string
  /** Days in which new customers come, and days in all. */
  readonly comingDays: number
  readonly days: number
  readonly seed: number
  /** Money of an order; gamma with mean 50 where it isn’t given. */
  readonly spend?: (customer: number, random: () => number) => number
}

/** Customers who buy at rates of their own and leave after a purchase by chance. */
export function simulatedShop(terms: ShopTerms): readonly Order[] {
  const random = seeded(terms.seed, 21)
  const spend = terms.spend ?? (() => Math.round(100 * gamma(random, 4, 12.5)) / 100)
  return Array.from({ length: terms.customers }, (_, customer): readonly Order[] => {
    const rate = gamma(random, 0.9, 1 / 20)
    const leaves = beta(random, 0.8, 2.5)
    const orders: Order[] = []
    let day = Math.floor(terms.comingDays * random())
    while (day < terms.days) {
      orders.push({
        customer_id: `c${customer}`,
        ordered_on: nextDay(terms.from, Math.floor(day)),
        total: spend(customer, random),
      })
      if (random() < leaves) break
      day += 1 + gamma(random, 1, 1 / rate)
    }
    return orders
  }).flat()
}
