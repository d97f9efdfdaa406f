/** Days of the calendars that come up tonight for a customer. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { CalendarDay } from '../../../functions/domain/occasions/calendar-day.ts'
import type { WorldCustomer } from '../world/customer.ts'
import type { Candidate } from './candidate.ts'
import { knownCampaign, lastSelves, selves, type Tonight } from './context.ts'
import { daysFrom, daysLater, instant, type Owed } from './days.ts'
import { candidateOf, owedTonight } from './due-life.ts'

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
  const owed = owedTonight(customer, campaign, day.date, tonight)
  const reason = owed && whyNow(customer, campaign, day, owed, tonight)
  if (!reason) return []
  const { occasion, occurrence, faith } = day
  const found = candidateOf(customer, campaign, day.date, owed, reason, tonight)
  return [{ ...found, occasion, occurrence, faith }]
}

/** Why tonight and not on an earlier night; undefined where that night had its say. */
function whyNow(
  { customer_id }: WorldCustomer,
  campaign: Campaign,
  day: CalendarDay,
  { when }: Owed,
  tonight: Tonight,
): string | undefined {
  const { memory, zones, hours } = tonight
  const { isNew, isRescheduled } = knownCampaign(campaign, memory)
  if (isNew) return when === 'tonight' ? 'on-time' : undefined
  const selves = lastSelves(customer_id, tonight)
  const hasMoved = selves.some(({ zone }) => zone !== zones.get(customer_id))
  if (hasMoved || isRescheduled) {
    const { lead, sendAt } = memory.campaigns.get(campaign.id)!
    const cameRound = selves.some(
      ({ zone }) => instant(daysLater(day.date, -lead), sendAt, zone) < hours.decidedUntil!,
    )
    if (cameRound) return undefined
  }
  if (cameRoundElsewhere(customer_id, campaign, day, tonight)) return undefined
  if (when === 'tonight') return 'on-time'
  if (when === 'missed') return 'missed-night'
  if (hasMoved) return 'moved'
  return isRescheduled && selves.length > 0 ? 'rescheduled' : undefined
}

/** Whether the day came round in a zone that the customer left since, when nights had decided on it. */
function cameRoundElsewhere(
  customer: string,
  { id }: Campaign,
  day: CalendarDay,
  tonight: Tonight,
): boolean {
  const { moves, campaigns } = tonight.memory
  const { lead, sendAt } = campaigns.get(id)!
  return selves(customer, tonight)
    .flatMap((self) => [...(moves.get(self) ?? [])])
    .some(([zone, leftAt]) => instant(daysLater(day.date, -lead), sendAt, zone) < leftAt)
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
