/** What a night decided of its emails, put together for people: before the names, why not, and who. */
import type { Campaign } from '../../config/campaigns.ts'
import type { Feature } from '../features/columns.ts'
import { placeOfReason } from '../outbox/reasons.ts'
import { instantOf, nextDay } from '../time.ts'
import type { AheadNight } from './ahead.ts'
import { type BrakeRule, brakeLimit } from './brake.ts'
import type { Brake, HourCount, Message, ReasonCount, Result, SentNight } from './rows.ts'

/** The night, as its configuration and its tables have it. */
export interface PlanGiven {
  readonly asOf: string
  readonly run: string
  readonly configHash: string
  readonly company: { readonly name: string; readonly timeZone: string }
  readonly sending: { readonly opens: string; readonly brake: BrakeRule }
  /** Share of customers who are mailed nothing. */
  readonly holdout: number
  readonly campaigns: readonly Campaign[]
  readonly features: readonly Feature[]
  /** Of this night and those before it. */
  readonly results: readonly Result[]
  readonly reasons: readonly ReasonCount[]
  readonly hours: readonly HourCount[]
  readonly brakes: readonly Brake[]
  /** Emails that earlier nights let go. */
  readonly nights: readonly SentNight[]
  /** Whether a person let go what the brake held back. */
  readonly isReleased: boolean
  /** Since when sending is paused, ISO text in UTC. */
  readonly pausedSince?: string
  /** The first messages in order of sending. */
  readonly messages: readonly Message[]
  /** The days after it, when they are asked for. */
  readonly ahead?: readonly AheadNight[]
  /** The plan of one campaign alone. */
  readonly campaign?: string | undefined
}

export interface Totals {
  readonly due: number
  readonly send: number
  readonly hold: number
  readonly skip: number
}

/** A campaign’s funnel, and when its first email goes out. */
export interface PlannedCampaign extends Result {
  readonly first?: HourCount
}

/** A reason for which messages are not sent: how many of each campaign. */
export interface LeftOut {
  readonly kind: 'skip' | 'hold'
  readonly reason: string
  readonly messages: number
  readonly byCampaign: ReadonlyMap<string, number>
}

export interface Plan extends PlanGiven {
  readonly opensAt: string
  readonly closesAt: string
  readonly isLive: boolean
  /** The first night since which all have been live. */
  readonly liveSince?: string
  /** Whether the brake holds all emails back. */
  readonly isBraked: boolean
  /** Emails beyond which the night is held back. */
  readonly limit: number
  readonly totals: Totals
  readonly funnels: readonly PlannedCampaign[]
  readonly leftOut: readonly LeftOut[]
  /** Emails by zone, most first. */
  readonly zones: readonly { readonly zone: string; readonly messages: number }[]
  /** Who is named: messages that go out, in order of sending. */
  readonly sends: readonly Message[]
}

/** The plan of a night. */
export function planOf(given: PlanGiven): Plan {
  const { asOf, campaign, company, sending, isReleased } = given
  const ofCampaign = <Row extends { readonly campaign_id: string }>(rows: readonly Row[]) =>
    campaign === undefined ? rows : rows.filter(({ campaign_id }) => campaign_id === campaign)
  const tonight = given.results.filter(({ as_of }) => as_of === asOf)
  const reasons = ofCampaign(given.reasons)
  const hours = ofCampaign(given.hours)
  const count = (decision: string) => sum(reasons.filter((row) => row.decision === decision))
  const [send, hold, skip] = [count('send'), count('hold'), count('skip')]
  const live = liveSince(given.results, asOf)
  const { timeZone } = company
  return {
    ...given,
    hours,
    opensAt: instantOf(asOf, sending.opens, timeZone),
    closesAt: instantOf(nextDay(asOf), sending.opens, timeZone),
    isLive: tonight.some(({ is_live }) => is_live),
    ...(live !== undefined && { liveSince: live }),
    isBraked: given.brakes.length > 0 && !isReleased,
    limit: brakeLimit(
      given.nights.map(({ emails }) => emails),
      sending.brake,
    ),
    totals: { due: send + hold + skip, send, hold, skip },
    funnels: ofCampaign(tonight)
      .toSorted((a, b) => a.position - b.position)
      .map((row) => {
        const first = hours.find(({ campaign_id }) => campaign_id === row.campaign_id)
        return { ...row, ...(first && { first }) }
      }),
    leftOut: leftOutOf(reasons),
    zones: [...Map.groupBy(hours, ({ send_zone }) => send_zone)]
      .map(([zone, rows]) => ({ zone, messages: sum(rows) }))
      .toSorted((a, b) => b.messages - a.messages || compare(a.zone, b.zone)),
    sends: given.messages.filter(({ decision }) => decision === 'send'),
  }
}

/** Reasons of what is not sent, skipped before held, most first. */
function leftOutOf(reasons: readonly ReasonCount[]): readonly LeftOut[] {
  const rows = reasons.filter(({ decision }) => decision !== 'send')
  return [...Map.groupBy(rows, ({ decision, reason }) => `${decision} ${reason ?? ''}`).values()]
    .flatMap((group) => {
      const [first] = group
      if (!first || first.decision === 'send') return []
      const byCampaign = new Map(group.map((row) => [row.campaign_id, row.messages]))
      return [
        { kind: first.decision, reason: first.reason ?? '', messages: sum(group), byCampaign },
      ]
    })
    .toSorted(
      (a, b) =>
        compare(b.kind, a.kind) ||
        b.messages - a.messages ||
        placeOfReason(a.reason) - placeOfReason(b.reason),
    )
}

/** Since which night all have been live; undefined when tonight is not. */
function liveSince(results: readonly Result[], asOf: string): string | undefined {
  const nights = [...Map.groupBy(results, ({ as_of }) => as_of)]
    .filter(([night]) => night <= asOf)
    .toSorted(([a], [b]) => compare(b, a))
  const dead = nights.findIndex(([, rows]) => !rows.some(({ is_live }) => is_live))
  return nights[(dead < 0 ? nights.length : dead) - 1]?.[0]
}

const sum = (rows: readonly { readonly messages: number }[]) =>
  rows.reduce((total, { messages }) => total + messages, 0)

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
