/** What is decided of one message, before it is compared with the others of its address. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { WorldCustomer } from '../world/customer.ts'
import { bucketOf, variantOf } from './bucket.ts'
import type { Candidate, Decision, Outcome } from './candidate.ts'
import type { Sent, Tonight } from './context.ts'
import { clockAt, dateAt, daysFrom, keptOn } from './days.ts'
import { isKeptBy } from './due-calendar.ts'
import { isIn } from './due-trigger.ts'
import { isKeptIn, yearlyDates } from './life-dates.ts'
import { holds } from './rule.ts'

/** A message with what applies to it; `send` where nothing speaks against it so far. */
export function decide(
  candidate: Candidate,
  campaign: Campaign,
  wasHeld: boolean,
  tonight: Tonight,
): Decision {
  const { night, memory } = tonight
  const { config } = night
  const { customer_id, campaign_id, send_on } = candidate
  const customer = night.customers.get(customer_id)
  const consent = customer?.consents[campaign.purpose]
  const sent = sentTo(customer_id, customer?.email ?? null, tonight)
  const writtenOn = sent
    .filter((one) => one.campaign_id === campaign_id)
    .map((one) => one.send_on)
    .sort()
  const decided = {
    ...candidate,
    variant: variantOf(campaign, config.seed, customer_id),
    purpose: campaign.purpose,
    priority: campaign.priority,
    value: (customer?.features.clv as number | null | undefined) ?? null,
    consent_at: consent?.granted ? consent.at : null,
    consent_source: consent?.granted ? consent.given_in : null,
    sent_on_day: send_on === null ? 0 : sent.filter((one) => one.send_on === send_on).length,
    sent_in_week: send_on === null ? 0 : sent.filter((one) => isWithin(one.send_on, 7)).length,
    last_sent_on: writtenOn.at(-1) ?? null,
    holdout_bucket: bucketOf(`holdout-${config.seed}-${campaign.purpose}`, customer_id),
    campaign_bucket: bucketOf(`campaign-${config.seed}-${campaign_id}`, customer_id),
    won_by: null,
    is_live: config.sending.live,
  }
  const [decision, reason] = verdict()
  return { ...decided, decision, reason }

  function isWithin(date: string, days: number) {
    return send_on !== null && daysFrom(date, send_on) < days
  }

  function verdict(): readonly [Outcome, string | null] {
    const { email } = customer ?? {}
    const sentThem = [...(memory.sentTo.get(customer_id) ?? [])]
    if (sentThem.some((one) => isSame(one, candidate))) return ['skip', 'already-sent']
    if (!customer) return ['skip', 'gone']
    const today = send_on ?? dateAt(tonight.hours.opens, candidate.send_zone)
    if (wasHeld && today > candidate.expires_on) return ['skip', 'expired']
    if (wasHeld && !isStillRight(candidate, customer, campaign, tonight)) {
      return ['skip', 'no-longer']
    }
    if (campaign.where && !holds(campaign.where, customer.features)) {
      return ['skip', 'not-in-audience']
    }
    if (!email?.includes('@')) return ['skip', 'no-address']
    const against = whatTheySaid(candidate, customer, campaign, tonight)
    if (against) return ['skip', against]
    const { sending } = config
    if (decided.holdout_bucket < millions(sending.holdout)) return ['skip', 'held-out']
    if (decided.campaign_bucket < millions(campaign.holdout)) return ['skip', 'held-out-campaign']
    if (candidate.send_at === null || send_on === null) return ['hold', 'no-send-time']
    if (isQuiet(candidate.send_at, candidate.send_zone, sending.quiet)) {
      return ['hold', 'quiet-hours']
    }
    if (decided.sent_on_day >= sending.caps.day) return ['hold', 'day-cap']
    if (decided.sent_in_week >= sending.caps.week) return ['hold', 'week-cap']
    const last = decided.last_sent_on
    if (last !== null && isWithin(last, campaign.cooldown)) return ['skip', 'cooldown']
    return ['send', null]
  }
}

const isSame = (one: Sent, { campaign_id, occasion, occurrence }: Candidate) =>
  one.campaign_id === campaign_id && one.occasion === occasion && one.occurrence === occurrence

const millions = (share: number) => Math.round(share * 1_000_000)

/** Emails that went to a customer or to the address that they have now. */
function sentTo(customer: string, email: string | null, { memory }: Tonight): readonly Sent[] {
  const toThem = memory.sentTo.get(customer) ?? []
  const there = (email !== null && memory.sentAt.get(email)) || []
  return [...new Set([...toThem, ...there])]
}

/** Whether what waited is still about the day or the state that it came up for. */
function isStillRight(
  { occasion, occasion_on, occurrence }: Candidate,
  customer: WorldCustomer,
  campaign: Campaign,
  tonight: Tonight,
): boolean {
  const { night, shared } = tonight
  if (campaign.trigger !== undefined) return isIn(customer, campaign, tonight)
  if (campaign.day !== undefined) {
    return night.calendarDays.some(
      (day) =>
        day.calendar === campaign.day?.calendar &&
        day.occasion === occasion &&
        day.occurrence === occurrence &&
        day.date === occasion_on &&
        isKeptBy(customer, campaign, day),
    )
  }
  const year = Number(occurrence.slice(0, 4))
  return yearlyDates(customer, occasion, night.asOf, shared).some(
    (date) =>
      !date.isQuarantined &&
      keptOn(date.date, year, campaign.leapDay) === occasion_on &&
      isKeptIn(date, year, campaign.minimumAge),
  )
}

/** What the customer said against it, in words or by unsubscribing. */
function whatTheySaid(
  { faith, send_at }: Candidate,
  customer: WorldCustomer,
  { purpose }: Campaign,
  { night, hours }: Tonight,
): string | undefined {
  const at = send_at ?? hours.opens
  const said = (what: string) => customer.consents[what]
  const isYes = (what: string) => {
    const { granted, expires_at } = said(what) ?? { granted: false, expires_at: null }
    return granted && (expires_at === null || Date.parse(expires_at) > at)
  }
  const needsYes = night.config.consent.purposes[purpose] !== 'opt-out'
  if (said(purpose)?.granted === false || (needsYes && !isYes(purpose))) return 'no-consent'
  if (faith !== null && !isYes(`religious-${faith}`)) return 'no-religious-consent'
  const stops = customer.stops.filter(
    ({ address }) => address === null || address === customer.email,
  )
  for (const reason of ['unsubscribed', 'complained', 'bounced'] as const) {
    const stop = stops.find((one) => one.reason === reason)
    if (!stop) continue
    const yes = said(purpose)
    const isLifted = reason === 'unsubscribed' && yes?.granted && yes.at > stop.since
    if (!isLifted) return reason
  }
  return undefined
}

/** From the one time to the other on the customer's clock; the same twice: never. */
function isQuiet(at: number, zone: string, { from, to }: { from: string; to: string }): boolean {
  const clock = clockAt(at, zone)
  return from <= to ? clock >= from && clock < to : clock >= from || clock < to
}
