/** Days of the calendars that come up tonight for a customer. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { CalendarDay } from '../../../functions/domain/occasions/calendar-day.ts'
import type { WorldCustomer } from '../world/customer.ts'
import type { Candidate } from './candidate.ts'
import type { Tonight } from './context.ts'
import { daysFrom, daysLater } from './days.ts'
import { dueOn } from './due-life.ts'

/** The days that a campaign writes about and that may come up tonight. */
export function daysNear({ day, lead, window }: Campaign, { night }: Tonight) {
  if (!day) return []
  const wanted = [day.is].flat()
  return night.calendarDays.filter(({ calendar, occasion, date }) => {
    const far = daysFrom(daysLater(date, -lead), night.asOf)
    return calendar === day.calendar && wanted.includes(occasion) && far >= -2 && far <= window + 3
  })
}

/** What is due of one customer for a day. */
export function dueOfDay(
  customer: WorldCustomer,
  campaign: Campaign,
  day: CalendarDay,
  tonight: Tonight,
): readonly Candidate[] {
  if (!isKeptBy(customer, campaign, day)) return []
  const found = dueOn(customer, campaign, day.date, undefined, tonight)
  const key = `${campaign.id} ${day.occasion} ${day.occurrence}`
  if (!found || tonight.memory.seen.get(customer.customer_id)?.has(key)) return []
  const { occasion, occurrence, date, faith } = day
  return [{ ...found, occasion, occurrence, occasion_on: date, faith }]
}

/** Whether a day is one of the customer's: of the narrowest of the campaign's places, and of their hemisphere. */
export function isKeptBy(
  { country, region, features }: WorldCustomer,
  { day }: Campaign,
  { country: itsCountry, region: itsRegion, hemisphere }: CalendarDay,
): boolean {
  if (hemisphere !== null && features.hemisphere !== hemisphere) return false
  const places = day?.places
  if (!places) return itsCountry === null || itsCountry === country
  const place = [`${country}-${region}`, `${country}`].find((one) => places.includes(one))
  if (place === undefined) return false
  if (itsCountry === null) return true
  return place === (itsRegion === null ? itsCountry : `${itsCountry}-${itsRegion}`)
}
