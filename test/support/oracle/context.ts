/** A night as the oracle looks at it: what is given, and what it remembers of the nights before. */
import type { Campaign } from '../../../functions/config/campaigns.ts'
import { type Trigger, triggerOf } from '../../../functions/domain/occasions/ready-triggers.ts'
import type { WorldCustomer } from '../world/customer.ts'
import type { WorldNight } from '../world/night.ts'
import { type ByDay, byDay } from './by-day.ts'
import type { Candidate } from './candidate.ts'
import type { Hours } from './days.ts'

/** An email that went out. */
export interface Sent extends Pick<Candidate, 'occasion_on'> {
  readonly customer_id: string
  readonly email: string
  readonly campaign_id: string
  readonly occasion: string
  readonly occurrence: string
  readonly send_on: string
}

/** By campaign, who is in its state, and since which night. */
export type States = ReadonlyMap<string, ReadonlyMap<string, string>>

export interface Memory {
  readonly byDay: ByDay
  /** The customers of the last night; undefined before the first. */
  customers: ReadonlyMap<string, WorldCustomer> | undefined
  zones: ReadonlyMap<string, string>
  /** By customer and zone, up to when nights had decided when they were seen to have left it. */
  readonly moves: Map<string, Map<string, number>>
  closesAt: number | undefined
  campaigns: ReadonlyMap<string, Campaign>
  /** Occasions of which the last night knew a date of anybody. */
  occasions: ReadonlySet<string>
  /** What came up before, by who it was then: campaign, occasion and occurrence. */
  readonly seen: Map<string, Set<string>>
  states: States
  held: readonly Candidate[]
  /** What the last night decided to send, with the address; counted once it is known that it was let go. */
  sending: readonly (Candidate & { readonly email: string })[]
  wasLive: boolean
  wasBraked: boolean
  /** By who it was then. */
  readonly sentTo: Map<string, Set<Sent>>
  /** By address. */
  readonly sentAt: Map<string, Set<Sent>>
  /** Emails of every night that sent any, the last at the end. */
  readonly counts: number[]
}

export const nothingRemembered = (): Memory => ({
  byDay: byDay(),
  customers: undefined,
  zones: new Map(),
  moves: new Map(),
  closesAt: undefined,
  campaigns: new Map(),
  occasions: new Set(),
  seen: new Map(),
  states: new Map(),
  held: [],
  sending: [],
  wasLive: false,
  wasBraked: false,
  sentTo: new Map(),
  sentAt: new Map(),
  counts: [],
})

export interface Tonight {
  readonly night: WorldNight
  readonly hours: Hours
  readonly memory: Memory
  /** By customer. */
  readonly zones: ReadonlyMap<string, string>
  /** By customer, those who are joined to them. */
  readonly joined: ReadonlyMap<string, ReadonlySet<string>>
  readonly shared: ReadonlySet<string>
  /** Campaigns whose trigger the last night did not evaluate as it is: nothing of theirs fires. */
  readonly baselines: ReadonlySet<string>
}

/** A customer, and those who are joined to them tonight. */
export const selves = (customer: string, { joined }: Tonight): readonly string[] => [
  customer,
  ...(joined.get(customer) ?? []),
]

/** What the last night knew of a customer, and of those who were joined to them since. */
export const lastSelves = (
  customer: string,
  tonight: Tonight,
): readonly { readonly was: WorldCustomer; readonly zone: string }[] =>
  selves(customer, tonight).flatMap((id) => {
    const { memory } = tonight
    const was = memory.customers?.get(id)
    return was ? [{ was, zone: memory.zones.get(id)! }] : []
  })

/** Whether the last night knew the campaign, and planned it for the same days and hour. */
export function knownCampaign({ id, sendAt, lead, leapDay }: Campaign, { campaigns }: Memory) {
  const before = campaigns.get(id)
  return {
    isNew: before === undefined,
    isRescheduled:
      before !== undefined &&
      (before.sendAt !== sendAt || before.lead !== lead || before.leapDay !== leapDay),
  }
}

/** What a campaign's trigger says, spelled out; undefined for a campaign with none. */
export function triggerIn({ trigger }: Campaign): Trigger | undefined {
  return typeof trigger === 'string' ? triggerOf[trigger] : trigger
}

/** Campaigns that are new or have other rules than on the last night. */
export const baselinesOf = (campaigns: readonly Campaign[], memory: Memory): ReadonlySet<string> =>
  new Set(
    campaigns
      .filter((campaign) => {
        const before = memory.campaigns.get(campaign.id)
        const rules = (one: Campaign) => JSON.stringify(triggerIn(one))
        return !before || rules(before) !== rules(campaign)
      })
      .map(({ id }) => id),
  )
