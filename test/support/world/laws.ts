/** What must hold of every night's decisions, whatever the world does. */
import type { Row } from '../../../functions/platform/ports.ts'
import { daysFrom, daysLater, keptOn } from '../oracle/days.ts'
import { sharedDates, yearlyDates } from '../oracle/life-dates.ts'
import type { WorldCustomer } from './customer.ts'
import type { WorldNight } from './night.ts'
import type { SimulatedNight } from './simulate.ts'

export interface Laws {
  /** Looks at the night that follows on the last one looked at. Returns what does not hold. */
  look(night: SimulatedNight): readonly string[]
  /** What does not hold of all nights together, and of how many birthdays that was asked. */
  end(): { readonly broken: readonly string[]; readonly birthdays: number }
}

interface Sent {
  readonly customer: string
  readonly address: string
  readonly on: string
}

const keyOf = (row: Row) =>
  `${row.customer_id} ${row.campaign_id} ${row.occasion} ${row.occurrence}`

export function laws(): Laws {
  /** Bucket or version, by customer and campaign. */
  const sides = new Map<string, string>()
  let held = new Map<string, Row>()
  const sent: Sent[] = []
  let heldBack: readonly Sent[] = []
  let undecided: readonly Row[] = []
  const finals = new Map<string, number>()
  const nights: WorldNight[] = []
  const touched = new Set<string>()
  /** What waits of somebody who was joined to another since: whose it was. */
  const origins = new Map<string, string>()
  let first: ReadonlyMap<string, WorldCustomer> | undefined
  let campaigns: ReadonlySet<string> | undefined

  return {
    look(simulated) {
      const { night, rows, verdict } = simulated
      first ??= new Map(night.customers)
      if (nights.length > 0) for (const id of night.changed) touched.add(id)
      nights.push(night)
      followJoined(night)
      const broken = [
        ...neverChange(rows),
        ...offeredAgain(simulated),
        ...withinCaps(simulated),
        ...nothingNewFires(simulated),
      ]
      // What a night held back is final once a person let it go.
      const isBraked = verdict.isBraked && night.config.sending.live
      if (night.isReleased) countFinal(undecided)
      undecided = isBraked ? rows.filter(({ decision }) => decision === 'send') : []
      countFinal(
        rows.filter(({ decision }) => decision === 'skip' || (decision === 'send' && !isBraked)),
      )
      return broken.map((what) => `${night.asOf}: ${what}`)
    },
    end: oneBirthdayAYear,
  }

  function countFinal(rows: readonly Row[]) {
    for (const row of rows.filter(({ campaign_id }) => campaign_id === 'birthday')) {
      const whose = origins.get(keyOf(row)) ?? keyOf(row)
      origins.delete(keyOf(row))
      finals.set(whose, (finals.get(whose) ?? 0) + 1)
    }
  }

  /** What waits of the joined is decided under another id, unless the other waits for the same. */
  function followJoined({ aliases }: WorldNight) {
    for (const [key, row] of held) {
      const customer_id = aliases.get(`${row.customer_id}`)
      const now = customer_id && keyOf({ ...row, customer_id })
      if (now && !held.has(now)) origins.set(now, origins.get(key) ?? key)
    }
  }

  function neverChange(rows: readonly Row[]) {
    return rows.flatMap((row) => {
      const key = `${row.customer_id} ${row.campaign_id}`
      const side = [row.holdout_bucket, row.campaign_bucket, row.variant].join()
      const before = sides.get(key)
      sides.set(key, side)
      return before === undefined || before === side
        ? []
        : [`${key} was in ${before} and is in ${side}`]
    })
  }

  /** What was held has a row again, unless its campaign was taken out, and is not sent after its last date. */
  function offeredAgain({ night, rows, verdict }: SimulatedNight) {
    const found = new Map(rows.map((row) => [keyOf(row), row]))
    const there = new Set(night.config.campaigns.map(({ id }) => id))
    const waiting = [...held.values()].filter(
      ({ decision, campaign_id }) =>
        there.has(`${campaign_id}`) && (decision === 'hold' || !night.isReleased),
    )
    const lost = waiting.flatMap((row) => {
      const customer_id = night.aliases.get(`${row.customer_id}`) ?? `${row.customer_id}`
      return found.has(keyOf({ ...row, customer_id })) ? [] : [`${keyOf(row)} was held and is lost`]
    })
    const late = rows.flatMap((row) =>
      row.decision === 'send' && `${row.send_on}` > `${row.expires_on}`
        ? [`${keyOf(row)} is sent after ${row.expires_on}`]
        : [],
    )
    const waits = rows.filter(
      ({ decision }) =>
        decision === 'hold' ||
        (decision === 'send' && night.config.sending.live && verdict.isBraked),
    )
    held = new Map(waits.map((row) => [keyOf(row), row]))
    return [...lost, ...late]
  }

  /** Of each customer and address, on the day of each email and in the seven days up to it. */
  function withinCaps({ night, rows, verdict }: SimulatedNight) {
    const { caps, live } = night.config.sending
    // What a night held back counts where a person let it go.
    if (night.isReleased) sent.push(...heldBack)
    heldBack = []
    if (!live) return []
    const tonight = rows
      .filter(({ decision }) => decision === 'send')
      .map(
        (row): Sent => ({
          customer: `${row.customer_id}`,
          address: `${night.customers.get(`${row.customer_id}`)?.email}`,
          on: `${row.send_on}`,
        }),
      )
    if (verdict.isBraked) heldBack = tonight
    else sent.push(...tonight)
    // Nothing that is older than a week says anything about tonight.
    while (sent.length > 0 && daysFrom(sent[0]!.on, night.asOf) > 20) sent.shift()
    const current = (id: string) => night.aliases.get(id) ?? id
    return tonight.flatMap(({ customer, address, on }) => {
      const theirs = [...sent, ...heldBack].filter(
        (one) => current(one.customer) === customer || one.address === address,
      )
      const day = theirs.filter((one) => one.on === on).length
      const week = theirs.filter((one) => {
        const days = daysFrom(one.on, on)
        return days >= 0 && days < 7
      }).length
      return day > caps.day || week > caps.week
        ? [`${customer} has ${day} emails on ${on} and ${week} in the week`]
        : []
    })
  }

  /** A campaign that the night before did not know fires nothing, if it fires on entering. */
  function nothingNewFires({ night, rows }: SimulatedNight) {
    const known = campaigns
    campaigns = new Set(night.config.campaigns.map(({ id }) => id))
    const fresh = night.config.campaigns
      .filter(({ id, trigger }) => trigger !== undefined && !known?.has(id))
      .map(({ id }) => id)
    return rows.flatMap((row) =>
      fresh.includes(`${row.campaign_id}`) ? [`${keyOf(row)} is of a new rule`] : [],
    )
  }

  /** Of whom nothing changed exactly one decision is final, of everybody no more than one. */
  function oneBirthdayAYear() {
    const broken = [...finals].flatMap(([key, count]) =>
      count > 1 ? [`${key} has ${count} final decisions`] : [],
    )
    const [from, to] = [nights[0]!, nights.at(-1)!]
    const shared = sharedDates(to.customers.values())
    const birthday = to.config.campaigns.find(({ id }) => id === 'birthday')
    if (!birthday) return { broken, birthdays: 0 }
    const years = [from, to].map(({ asOf }) => Number(asOf.slice(0, 4)))
    let birthdays = 0
    for (const customer of first!.values()) {
      if (touched.has(customer.customer_id)) continue
      for (const date of yearlyDates(customer, 'birth_date', from.asOf, shared)) {
        if (date.isQuarantined) continue
        for (let year = years[0]!; year <= years[1]!; year += 1) {
          const on = keptOn(date.date, year, birthday.leapDay)
          if (!on || on < daysLater(from.asOf, 3) || on > daysLater(to.asOf, -10)) continue
          birthdays += 1
          const key = `${customer.customer_id} birthday birth_date ${year}`
          if (finals.get(key) !== 1)
            broken.push(`${key} has ${finals.get(key) ?? 0} final decisions`)
        }
      }
    }
    return { broken, birthdays }
  }
}
