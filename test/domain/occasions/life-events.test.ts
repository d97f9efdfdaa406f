import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { knownZones } from '../../../functions/domain/occasions/zone-names.ts'
import { instantOf, nextDay } from '../../../functions/domain/time.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import {
  type Campaign,
  type Customer,
  dueLine,
  dueOn,
  firstTables,
  makeDates,
  nightsFrom,
  put,
} from '../../support/occasion-nights.ts'
import { dueThen, type Known, keptOn } from '../../support/occasion-oracle.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine({ threads: 1 })
  await put(engine, 'known_zones', knownZones())
})
afterEach(() => engine.close())

const campaign = (more: Partial<Campaign>): Campaign => ({
  campaign_id: 'birthday',
  occasion: 'birth_date',
  send_time: '09:00',
  lead_days: 0,
  policy: 'feb-28',
  minimum_age: null,
  window_days: 3,
  is_new: false,
  is_rescheduled: false,
  ...more,
})

const zones =
  `Pacific/Kiritimati Pacific/Honolulu America/St_Johns Asia/Kathmandu Australia/Lord_Howe
  Africa/Casablanca Europe/London Europe/Paris America/New_York America/Los_Angeles America/Sao_Paulo
  Asia/Tokyo Asia/Kolkata Pacific/Chatham Pacific/Apia Pacific/Marquesas Pacific/Pago_Pago Africa/Cairo
  Asia/Tehran Asia/Jerusalem America/Havana America/Santiago Atlantic/Azores Australia/Adelaide
  Australia/Eucla Asia/Gaza Europe/Chisinau America/Nuuk Antarctica/Troll UTC`.split(/\s+/)

describe('customers born on all days of a year in thirty zones, over two years of nights', () => {
  const birthDates = Array.from({ length: 366 }, (_, i) => nextDay('1992-01-01', i))
  const customers = birthDates.flatMap((birth_date) =>
    zones.map(
      (timezone): Customer => ({
        customer_id: `${birth_date.slice(5)}@${timezone}`,
        birth_date,
        timezone,
      }),
    ),
  )
  const campaigns = [
    campaign({}),
    campaign({ campaign_id: 'march', policy: 'mar-1', send_time: '02:30' }),
    campaign({ campaign_id: 'early', policy: 'leap-years-only', lead_days: 7, send_time: '00:15' }),
  ].map((one) => ({ ...one, window_days: 0 }))

  it('each have one due birthday a year, on the local date', async () => {
    await firstTables(engine, campaigns)
    await put(engine, 'customers', customers)
    const first = '2027-02-10'
    const nights = nightsFrom(first, 731, 'Europe/London', new Set())
    await put(
      engine,
      'identity_map',
      customers.map(({ customer_id }) => ({ customer_id })),
    )
    await makeDates(engine, first)
    const lines = new Map<string, string>()
    for (const night of nights) {
      for (const row of await dueOn(engine, night, zones, campaigns)) {
        const key = `${row.customer_id} ${row.campaign_id} ${row.occurrence}`
        expect(lines.has(key), key).toBe(false)
        lines.set(key, dueLine(row))
      }
    }

    const [opens, closes] = [nights[0]?.opensAt ?? '', nights.at(-1)?.closesAt ?? '']
    const expected = new Map<string, string>()
    const instants = new Map<string, string>()
    const instant = (date: string, time: string, zone: string) => {
      const key = `${date} ${time} ${zone}`
      const at = instants.get(key) ?? instantOf(date, time, zone)
      instants.set(key, at)
      return at
    }
    for (const { customer_id, birth_date, timezone } of customers) {
      for (const { campaign_id, policy, lead_days, send_time } of campaigns) {
        for (const year of [2027, 2028, 2029]) {
          const on = keptOn(birth_date ?? '', year, policy)
          if (!on) continue
          const sent = nextDay(on, -lead_days)
          const at = instant(sent, send_time, timezone)
          if (at < opens || at >= closes) continue
          const key = `${customer_id} ${campaign_id} ${year}`
          expected.set(key, `${key} ${on} ${at.slice(0, 16)} on-time ${sent} ${sent}`)
        }
      }
    }
    expect(lines.size).toBe(expected.size)
    expect([...expected].filter(([key, line]) => lines.get(key) !== line)).toEqual([])
    // Two years less the leap days that a policy leaves out.
    expect(expected.size).toBe(2 * 3 * customers.length - zones.length)
  }, 120_000)
})

describe('customers whose dates and zones change, with nights missed', () => {
  const anyZone = fc.constantFrom(...zones)
  // A birthday so many days after the first night, on 29 February, or not known.
  const anyBirth = fc.option(fc.oneof(fc.constant('02-29'), fc.integer({ min: -20, max: 45 })))
  const bornOn = (first: string, birth: string | number | null) =>
    birth === null
      ? null
      : `1992-${typeof birth === 'string' ? birth : nextDay(first, birth).slice(5)}`
  const anyChange = fc.record({
    night: fc.integer({ min: 1, max: 44 }),
    who: fc.integer({ min: 0, max: 19 }),
    birth_date: fc.option(anyBirth, { nil: undefined }),
    timezone: fc.option(anyZone, { nil: undefined }),
  })
  const anyWorld = fc.record({
    company: fc.constantFrom('Europe/London', 'America/New_York', 'Australia/Lord_Howe'),
    first: fc.constantFrom('2027-02-15', '2028-02-15', '2027-10-10', '2027-12-15'),
    // More than twenty of one date would be quarantined.
    born: fc.array(fc.tuple(anyBirth, anyZone), { minLength: 20, maxLength: 20 }),
    changes: fc.array(anyChange, { maxLength: 120 }),
    missed: fc.uniqueArray(fc.integer({ min: 1, max: 43 }), { maxLength: 12 }),
    windowDays: fc.integer({ min: 0, max: 5 }),
    quiet: fc.constantFrom(
      undefined,
      { from: '21:00', to: '07:00' },
      { from: '13:00', to: '15:30' },
      { from: '18:00', to: '10:15' },
    ),
  })

  it('have what a plain reckoning has, and nothing twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyWorld,
        async ({ company, first, born, changes, missed, windowDays, quiet }) => {
          for (const table of ['previous_life_dates', 'previous_life_events_seen']) {
            await engine.run(`drop table if exists ${table}`)
          }
          const campaigns = [
            campaign({ window_days: windowDays }),
            campaign({ campaign_id: 'early', policy: 'mar-1', lead_days: 7, send_time: '02:30' }),
            campaign({ campaign_id: 'leap', policy: 'leap-years-only', send_time: '23:45' }),
          ]
          await firstTables(engine, campaigns)
          const people = born.map(([birth, timezone], i) => ({
            customer_id: `c${i}`,
            birth_date: bornOn(first, birth),
            timezone,
          }))
          await put(engine, 'identity_map', people)
          const seen = new Set<string>()
          let before: ReadonlyMap<string, Known> | undefined
          let done = -1
          for (const night of nightsFrom(first, 45, company, new Set(missed), quiet)) {
            const number = Math.round((Date.parse(night.asOf) - Date.parse(first)) / 864e5)
            for (const change of changes) {
              const person = people[change.who]
              if (!person || change.night <= done || change.night > number) continue
              if (change.birth_date !== undefined)
                person.birth_date = bornOn(first, change.birth_date)
              if (change.timezone !== undefined) person.timezone = change.timezone
            }
            done = number
            await put(engine, 'customers', people)
            await makeDates(engine, night.asOf)
            const due = (await dueOn(engine, night, zones, campaigns)).map(dueLine)
            await engine.run('create or replace table previous_life_dates as from life_dates')

            const expected: string[] = []
            const known = before && [...before.values()].some(({ birth_date }) => birth_date)
            for (const person of people) {
              for (const one of campaigns) {
                for (const year of [2027, 2028, 2029]) {
                  const key = `${person.customer_id} ${one.campaign_id} ${year}`
                  const last = known ? before?.get(person.customer_id) : 'nobody-yet'
                  const line = seen.has(key) ? undefined : dueThen(person, last, one, year, night)
                  if (!line) continue
                  expected.push(line)
                  seen.add(key)
                }
              }
            }
            expect(due.sort()).toEqual(expected.sort())
            before = new Map(people.map((person) => [person.customer_id, { ...person }]))
          }
        },
      ),
      { numRuns: 5, endOnFailure: true },
    )
  }, 60_000)
})

describe('a birth date that many share', () => {
  const born = (count: number, others: number) => [
    ...Array.from({ length: count }, (_, i) => ({
      customer_id: `s${i}`,
      birth_date: '1988-08-08',
    })),
    ...Array.from({ length: others }, (_, i) => ({
      customer_id: `o${i}`,
      birth_date: nextDay('1960-01-01', i),
    })),
  ]

  it.each([
    [20, 0, 0],
    [21, 0, 21],
    [21, 2079, 0],
    [22, 2178, 0],
    [22, 2177, 22],
  ])('by %i of them and %i others is kept from %i', async (count, others, quarantined) => {
    await firstTables(engine, [])
    await put(engine, 'customers', born(count, others))
    await makeDates(engine, '2026-03-10')
    const found = await engine.rows(
      "select customer_id from life_dates where quarantined = 'shared'",
    )
    expect(found).toHaveLength(quarantined)
  })
})
