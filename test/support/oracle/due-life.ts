/** Yearly occasions of a customer's life that come up tonight. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { WorldCustomer } from '../world/customer.ts'
import type { Candidate } from './candidate.ts'
import { knownCampaign, lastSelves, selves, type Tonight } from './context.ts'
import { daysFrom, daysLater, keptOn, type Owed, owedOn } from './days.ts'
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
  const known = selves(customer.customer_id, tonight)
  return yearlyDates(customer, occasion, night.asOf, shared)
    .filter(({ isQuarantined }) => !isQuarantined)
    .flatMap((date) =>
      [thisYear - 1, thisYear, thisYear + 1].flatMap((year) => {
        const on = keptOn(date.date, year, campaign.leapDay)
        if (on === undefined || !isKeptIn(date, year, campaign.minimumAge)) return []
        const occurrence = date.nth > 1 ? `${year}-${date.nth}` : `${year}`
        const key = `${campaign.id} ${occasion} ${occurrence}`
        if (known.some((id) => memory.seen.get(id)?.has(key))) return []
        const owed = owedTonight(customer, campaign, on, tonight)
        const reason = owed && whyNow(customer, campaign, date.date, owed, tonight)
        if (!reason) return []
        const found = candidateOf(customer, campaign, on, owed, reason, tonight)
        return [{ ...found, occasion, occurrence, faith: null }]
      }),
    )
}

/** How a campaign's message for an occasion stands tonight; undefined when it isn't tonight's to send. */
export function owedTonight(
  { customer_id }: WorldCustomer,
  { lead, window, sendAt }: Campaign,
  occasionOn: string,
  { night, hours, zones }: Tonight,
): Owed | undefined {
  const written = daysLater(occasionOn, -lead)
  const far = daysFrom(written, night.asOf)
  if (far < -2 || far > window + 3) return undefined
  const owed = owedOn(written, sendAt, zones.get(customer_id)!, hours)
  return owed && owed.late <= window ? owed : undefined
}

export const candidateOf = (
  { customer_id }: WorldCustomer,
  { id, lead, window }: Campaign,
  occasionOn: string,
  owed: Owed,
  reason: string,
  { night, zones }: Tonight,
): Omit<Candidate, 'occasion' | 'occurrence' | 'faith'> => {
  const written = daysLater(occasionOn, -lead)
  return {
    customer_id,
    campaign_id: id,
    occasion_on: occasionOn,
    send_at: owed.at,
    send_on: owed.on,
    send_zone: zones.get(customer_id)!,
    owed_on: written,
    expires_on: daysLater(written, window),
    due_on: night.asOf,
    due_reason: reason,
    is_late: owed.late > 0,
  }
}

/** Why tonight and not on an earlier night; undefined where that night had its say. */
function whyNow(
  { customer_id }: WorldCustomer,
  campaign: Campaign,
  date: string,
  { when }: Owed,
  tonight: Tonight,
): string | undefined {
  if (when === 'tonight') return 'on-time'
  const { night, memory, zones } = tonight
  const { isNew, isRescheduled } = knownCampaign(campaign, memory)
  if (isNew) return undefined
  if (when === 'missed') return 'missed-night'
  const knew = lastSelves(customer_id, tonight).filter(({ was }) =>
    datesOf(was).some((one) => one.occasion === campaign.occasion && one.date === date),
  )
  const isNews = knew.length === 0 && memory.occasions.has(campaign.occasion!)
  // Whoever was part of another customer is no news.
  if (isNews && night.regrouped.get(customer_id) !== 'split') return 'learned-late'
  const zone = zones.get(customer_id)
  if (knew.length > 0 && knew.every((one) => one.zone !== zone)) return 'moved'
  return isRescheduled ? 'rescheduled' : undefined
}
