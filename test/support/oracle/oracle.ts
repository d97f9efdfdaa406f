/**
 * The nights in plain TypeScript, written from docs/campaigns.md apart from the queries: who is due, and what is decided
 * of every message. One night after the other, since each remembers the ones before.
 */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import { knownZones } from '../../../functions/domain/occasions/zone-names.ts'
import type { WorldNight } from '../world/night.ts'
import { isBraked } from './brake.ts'
import { type Candidate, type Decision, keyOf } from './candidate.ts'
import { compete } from './compete.ts'
import {
  baselinesOf,
  type Memory,
  nothingRemembered,
  type Sent,
  type States,
  type Tonight,
} from './context.ts'
import { slotTonight } from './days.ts'
import { decide } from './decide.ts'
import { daysNear, dueOfDay } from './due-calendar.ts'
import { dueOfLife } from './due-life.ts'
import { dueOfTrigger, stateOf } from './due-trigger.ts'
import { add, followAliases, onePerKey } from './joined.ts'
import { datesOf, sharedDates } from './life-dates.ts'
import { zoneOf } from './zone.ts'

/** What a night comes to. */
export interface Verdict {
  readonly due: readonly Candidate[]
  readonly decisions: readonly Decision[]
  readonly isBraked: boolean
  readonly states: States
}

export interface Oracle {
  /** Decides a night; they are asked for in their order, those that were missed left out. */
  night(night: WorldNight): Verdict
}

const zoneNames = new Set(knownZones().map(({ zone }) => zone))

export function oracle(): Oracle {
  const memory = nothingRemembered()
  return {
    night(night) {
      recallSent(memory, night.isReleased)
      followAliases(memory, night.aliases)
      memory.byDay.update(night)
      const tonight = contextOf(night, memory)
      rememberMoves(tonight)
      const states = new Map(
        night.config.campaigns
          .filter(({ trigger }) => trigger !== undefined)
          .map((campaign) => [campaign.id, stateOf(campaign, tonight)]),
      )
      const due = dueTonight(tonight, states)
      const decisions = decideAll(due, tonight, states)
      const sends = decisions.filter(({ decision }) => decision === 'send')
      const braked = isBraked(sends.length, memory.counts, night.config.sending.brake)
      remember(memory, tonight, { due, decisions, states, isBraked: braked })
      return { due, decisions, isBraked: braked, states }
    },
  }
}

/** What the last night wanted to send went out, or waits like what was held. */
function recallSent(memory: Memory, isReleased: boolean): void {
  const { sending, wasLive, wasBraked } = memory
  memory.sending = []
  if (!wasLive) return
  if (wasBraked && !isReleased) {
    memory.held = [...memory.held, ...sending]
    return
  }
  if (sending.length > 0) memory.counts.push(sending.length)
  for (const one of sending) {
    const { customer_id, email } = one
    const sent: Sent = { ...one, send_on: one.send_on! }
    add(memory.sentTo, customer_id, sent)
    add(memory.sentAt, email, sent)
  }
}

/** Who is in another zone than last night left that one, whoever they are now. */
function rememberMoves({ night, memory, zones }: Tonight): void {
  for (const [id, left] of memory.zones) {
    const zone = zones.get(night.aliases.get(id) ?? id)
    if (zone === undefined || zone === left) continue
    const moves = memory.moves.get(id) ?? new Map<string, number>()
    memory.moves.set(id, moves.set(left, memory.closesAt!))
  }
}

function contextOf(night: WorldNight, memory: Memory): Tonight {
  const { asOf, opensAt, closesAt, config, customers, aliases } = night
  const zones = new Map(memory.zones)
  for (const id of memory.customers ? night.changed : customers.keys()) {
    const customer = customers.get(id)
    if (customer) zones.set(id, zoneOf(customer, config.company.timeZone, zoneNames))
    else zones.delete(id)
  }
  const joined = new Map<string, Set<string>>()
  for (const [alias, customer] of aliases) add(joined, customer, alias)
  return {
    night,
    memory,
    zones,
    joined,
    shared: sharedDates(customers.values()),
    baselines: baselinesOf(config.campaigns, memory),
    hours: {
      asOf,
      opens: Date.parse(opensAt),
      closes: Date.parse(closesAt),
      quiet: config.sending.quiet,
      ...(memory.closesAt !== undefined && { decidedUntil: memory.closesAt }),
    },
  }
}

function dueTonight(tonight: Tonight, states: States): readonly Candidate[] {
  const { customers, config } = tonight.night
  const everybody = [...customers.values()]
  return config.campaigns.flatMap((campaign): readonly Candidate[] => {
    const isIts = states.get(campaign.id)
    if (isIts) {
      return [...isIts.keys()].flatMap((id) => {
        const customer = customers.get(id)
        return (customer && dueOfTrigger(customer, campaign, tonight)) ?? []
      })
    }
    const days = daysNear(campaign, tonight)
    return [
      ...days.flatMap((day) =>
        everybody.flatMap((customer) => dueOfDay(customer, campaign, day, tonight)),
      ),
      ...[...tonight.memory.byDay.near(campaign, tonight.night.asOf)].flatMap((id) =>
        dueOfLife(customers.get(id)!, campaign, tonight),
      ),
    ]
  })
}

/** What is due tonight and what waited; of the same message, tonight's. */
function decideAll(
  due: readonly Candidate[],
  tonight: Tonight,
  states: States,
): readonly Decision[] {
  const { night, memory } = tonight
  const campaigns = new Map(night.config.campaigns.map((one) => [one.id, one]))
  const isDue = new Set(due.map(keyOf))
  const held = new Map(onePerKey(memory.held).map((one) => [keyOf(one), one]))
  const firstDue = (one: Candidate): Candidate => ({
    ...one,
    due_on: held.get(keyOf(one))?.due_on ?? one.due_on,
  })
  const waiting = [...held.values()].filter(
    (one) => campaigns.has(one.campaign_id) && !isDue.has(keyOf(one)),
  )
  const decisions = [
    ...due.map((one) =>
      decide(firstDue(one), campaigns.get(one.campaign_id)!, false, tonight, states),
    ),
    ...waiting.map((one) => {
      const campaign = campaigns.get(one.campaign_id)!
      return decide(offered(one, campaign, tonight), campaign, true, tonight, states)
    }),
  ]
  const addressOf = (id: string) => night.customers.get(id)?.email ?? id
  return compete(decisions, addressOf, night.config.campaigns)
}

/** What waited, at tonight's send time where the customer now is. */
function offered(one: Candidate, { sendAt }: Campaign, { zones, hours }: Tonight): Candidate {
  const send_zone = zones.get(one.customer_id) ?? one.send_zone
  const { at, on } = slotTonight(sendAt, send_zone, hours)
  // What was late once stays so, also on a night on which its time does not come round.
  const is_late = one.is_late || (on !== null && on > one.owed_on)
  return { ...one, send_at: at, send_on: on, send_zone, is_late }
}

function remember(memory: Memory, { night, zones }: Tonight, verdict: Verdict): void {
  const { due, decisions, states } = verdict
  for (const { customer_id, campaign_id, occasion, occurrence } of due) {
    add(memory.seen, customer_id, `${campaign_id} ${occasion} ${occurrence}`)
  }
  const of = (outcome: Decision['decision']) =>
    decisions.filter(({ decision }) => decision === outcome)
  memory.customers = new Map(night.customers)
  memory.zones = zones
  memory.closesAt = Date.parse(night.closesAt)
  memory.campaigns = new Map(night.config.campaigns.map((one) => [one.id, one]))
  memory.occasions = occasionsOf(memory, night)
  memory.states = states
  memory.held = of('hold')
  memory.sending = of('send').map((one) => ({
    ...one,
    email: night.customers.get(one.customer_id)!.email!,
  }))
  memory.wasLive = night.config.sending.live
  memory.wasBraked = verdict.isBraked
}

/** Occasions of which anybody's date is known. */
function occasionsOf(memory: Memory, { customers }: WorldNight): ReadonlySet<string> {
  const wanted = new Set([...memory.campaigns.values()].flatMap(({ occasion }) => occasion ?? []))
  const found = new Set<string>()
  for (const customer of customers.values()) {
    for (const { occasion } of datesOf(customer)) found.add(occasion)
    if ([...wanted].every((occasion) => found.has(occasion))) break
  }
  return found
}
