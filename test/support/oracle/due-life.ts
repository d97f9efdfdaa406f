/** Yearly occasions of a customer's life that come up tonight. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { WorldCustomer } from '../world/customer.ts'
import type { Candidate } from './candidate.ts'
import { knownCampaign, type Tonight } from './context.ts'
import { daysFrom, daysLater, keptOn, owedOn } from './days.ts'
import { datesOf, isKeptIn, yearlyDates } from './life-dates.ts'

/** What is due of one customer for one campaign. */
export function dueOfLife(
  customer: WorldCustomer,
  campaign: Campaign,
  tonight: Tonight,
): readonly Candidate[] {
  const { occasion } = campaign
  const { night, memory, shared } = tonight
  if (occasion === undefined) return []
  const thisYear = Number(night.asOf.slice(0, 4))
  return yearlyDates(customer, occasion, night.asOf, shared)
    .filter(({ isQuarantined }) => !isQuarantined)
    .flatMap((date) =>
      [thisYear - 1, thisYear, thisYear + 1].flatMap((year) => {
        const on = keptOn(date.date, year, campaign.leapDay)
        if (on === undefined || !isKeptIn(date, year, campaign.minimumAge)) return []
        const occurrence = date.nth > 1 ? `${year}-${date.nth}` : `${year}`
        const found = dueOn(customer, campaign, on, date.date, tonight)
        const key = `${campaign.id} ${occasion} ${occurrence}`
        if (!found || memory.seen.get(customer.customer_id)?.has(key)) return []
        return [{ ...found, occasion, occurrence, occasion_on: on, faith: null }]
      }),
    )
}

/** A message of an occasion that is kept on a date; undefined when it isn't tonight's to send. */
export function dueOn(
  customer: WorldCustomer,
  campaign: Campaign,
  occasionOn: string,
  date: string | undefined,
  tonight: Tonight,
): Omit<Candidate, 'occasion' | 'occurrence' | 'occasion_on' | 'faith'> | undefined {
  const { night, hours, memory, zones } = tonight
  const written = daysLater(occasionOn, -campaign.lead)
  const far = daysFrom(written, night.asOf)
  if (far < -2 || far > campaign.window + 3) return undefined
  const zone = zones.get(customer.customer_id)!
  const owed = owedOn(written, campaign.sendAt, zone, hours)
  if (!owed || owed.late > campaign.window) return undefined
  const reason = whyNow(customer, campaign, date, owed.when, tonight)
  if (!reason) return undefined
  return {
    customer_id: customer.customer_id,
    campaign_id: campaign.id,
    send_at: owed.at,
    send_on: owed.on,
    send_zone: zone,
    owed_on: written,
    expires_on: daysLater(written, campaign.window),
    due_on: night.asOf,
    due_reason: reason,
    is_late: owed.late > 0,
  }

  function whyNow(
    { customer_id }: WorldCustomer,
    one: Campaign,
    given: string | undefined,
    when: 'tonight' | 'missed' | 'before',
    { memory: { customers: lastNight, zones: lastZones, occasions } }: Tonight,
  ) {
    if (when === 'tonight') return 'on-time'
    const { isNew, isRescheduled } = knownCampaign(one, memory)
    if (isNew) return undefined
    if (when === 'missed') return 'missed-night'
    const before = lastNight?.get(customer_id)
    if (given !== undefined) {
      const wasKnown =
        before &&
        datesOf(before).some((then) => then.occasion === one.occasion && then.date === given)
      if (!wasKnown && occasions.has(one.occasion!)) return 'learned-late'
      if (wasKnown && lastZones.get(customer_id) !== zone) return 'moved'
    } else if (before && lastZones.get(customer_id) !== zone) return 'moved'
    return isRescheduled ? 'rescheduled' : undefined
  }
}
