/** Who has a date on a day of the calendar, so that a night asks only those with a date near it. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { WorldCustomer } from '../world/customer.ts'
import type { WorldNight } from '../world/night.ts'
import { daysLater } from './days.ts'
import { add } from './joined.ts'
import { datesOf } from './life-dates.ts'

export interface ByDay {
  /** Follows who changed since the night before. */
  update(night: WorldNight): void
  /** Ids of those with a date that a campaign may write about tonight; others may be among them. */
  near(campaign: Campaign, asOf: string): ReadonlySet<string>
}

export function byDay(): ByDay {
  const ids = new Map<string, Set<string>>()
  let known: ReadonlyMap<string, WorldCustomer> = new Map()
  const keys = (customer: WorldCustomer) =>
    datesOf(customer).map(({ occasion, date }) => `${occasion} ${date.slice(5)}`)
  return {
    update({ customers, changed }) {
      for (const id of known.size > 0 ? changed : customers.keys()) {
        const [before, now] = [known.get(id), customers.get(id)]
        for (const key of before ? keys(before) : []) ids.get(key)?.delete(id)
        for (const key of now ? keys(now) : []) add(ids, key, id)
      }
      known = new Map(customers)
    },
    near({ occasion, lead, window }, asOf) {
      const days = new Set<string>()
      for (let ahead = -window - 3; ahead <= 3; ahead += 1) {
        const day = daysLater(asOf, lead + ahead).slice(5)
        days.add(day)
        if (day === '02-28' || day === '03-01') days.add('02-29')
      }
      return new Set([...days].flatMap((day) => [...(ids.get(`${occasion} ${day}`) ?? [])]))
    },
  }
}
