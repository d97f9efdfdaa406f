/** What is decided of one message, before it is compared with the others of its address. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import type { WorldCustomer } from '../world/customer.ts'
import { bucketOf, variantOf } from './bucket.ts'
import type { Candidate, Decision, Outcome } from './candidate.ts'
import { type Sent, type States, selves, type Tonight } from './context.ts'
import { daysFrom, isQuiet, keptOn } from './days.ts'
import { isKeptIn, yearlyDates } from './life-dates.ts'
import { holds } from './rule.ts'

/** A message with what applies to it; `send` where nothing speaks against it so far. */
export function decide(
  candidate: Candidate,
  campaign: Campaign,
  wasHeld: boolean,
  tonight: Tonight,
  states: States,
): Decision {
  const { night, memory } = tonight
  const { config } = night
  const { customer_id, campaign_id, send_on } = candidate
  const customer = night.customers.get(customer_id)
  const consent = customer?.consents[campaign.purpose]
  const toThem = new Set(
    selves(customer_id, tonight).flatMap((id) => [...(memory.sentTo.get(id) ?? [])]),
  )
  const sent = sentTo(toThem, customer?.email ?? null, tonight)
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
    consent_at: consent?.at ?? null,
    consent_source: consent?.given_in ?? null,
    sent_on_day: count((one) => one.send_on === send_on),
    sent_in_week: count((one) => one.send_on <= send_on! && isWithin(one.send_on, 7)),
    last_sent_on: writtenOn.at(-1) ?? null,
    holdout_bucket: bucketOf(`holdout-${config.seed}-${campaign.purpose}`, customer_id),
    campaign_bucket: bucketOf(`campaign-${config.seed}-${campaign_id}`, customer_id),
    won_by: null,
    is_live: config.sending.live,
  }
  const [decision, reason] = verdict()
  return { ...decided, decision, reason }

  function count(which: (one: Sent) => boolean) {
    return send_on === null ? null : sent.filter(which).length
  }

  function isWithin(date: string, days: number) {
    return send_on !== null && daysFrom(date, send_on) < days
  }

  function verdict(): readonly [Outcome, string | null] {
    const { email } = customer ?? {}
    if (sent.some((one) => isSame(one, candidate, toThem.has(one)))) {
      return ['skip', 'already-sent']
    }
    if (!customer) return ['skip', 'gone']
    if (wasHeld && (send_on ?? night.asOf) > candidate.expires_on) return ['skip', 'expired']
    if (wasHeld && !isStillRight(candidate, customer, campaign, tonight, states)) {
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
    if ((decided.sent_on_day ?? 0) >= sending.caps.day) return ['hold', 'day-cap']
    if ((decided.sent_in_week ?? 0) >= sending.caps.week) return ['hold', 'week-cap']
    const last = decided.last_sent_on
    if (last !== null && campaign.cooldown > 0 && isWithin(last, campaign.cooldown))
      return ['skip', 'cooldown']
    return ['send', null]
  }
}

/** The same message, or one of the campaign for the same day to the address that both share. */
const isSame = (one: Sent, candidate: Candidate, isTheirs: boolean) =>
  one.campaign_id === candidate.campaign_id &&
  (one.occasion_on === candidate.occasion_on ||
    (isTheirs && one.occasion === candidate.occasion && one.occurrence === candidate.occurrence))

const millions = (share: number) => Math.round(share * 1_000_000)

/** Emails that went to a customer or to the address that they have now, as far back as anything is kept of people. */
function sentTo(
  toThem: ReadonlySet<Sent>,
  email: string | null,
  { memory, night }: Tonight,
): readonly Sent[] {
  const there = (email !== null && memory.sentAt.get(email)) || []
  const first = keptSince(night.asOf, night.config.retention.journalMonths)
  return [...new Set([...toThem, ...there])].filter(({ send_on }) => send_on >= first)
}

/** The first of the month so many months ago. */
const keptSince = (date: string, months: number) => {
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 - months
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
}

/** Whether what waited is still about the day or the state that it came up for. */
function isStillRight(
  { occasion, occasion_on, occurrence }: Candidate,
  customer: WorldCustomer,
  campaign: Campaign,
  { night, shared }: Tonight,
  states: States,
): boolean {
  if (campaign.trigger !== undefined) {
    return states.get(campaign.id)?.get(customer.customer_id) === occurrence
  }
  if (campaign.day !== undefined) {
    return night.calendarDays.some(
      (day) =>
        day.calendar === campaign.day?.calendar &&
        day.occasion === occasion &&
        day.occurrence === occurrence &&
        day.date === occasion_on,
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
  // What cannot go out tonight goes out after it at the earliest.
  const at = send_at ?? hours.closes
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
    const isLifted = reason === 'unsubscribed' && isYes(purpose) && yes!.at > stop.since
    if (!isLifted) return reason
  }
  return undefined
}
