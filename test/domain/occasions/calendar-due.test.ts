/** Days of calendars over nights that are missed, for customers who move about the world. */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { campaignSpec } from '../../../functions/config/campaigns.ts'
import { campaignDays } from '../../../functions/domain/occasions/campaign-days.ts'
import {
  campaignsTonight,
  type LastCampaign,
} from '../../../functions/domain/occasions/campaigns.ts'
import { nightDays } from '../../../functions/domain/occasions/night-days.ts'
import { instantOf, nextDay } from '../../../functions/domain/time.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { instantParam, valuesSql } from '../../../functions/platform/sql.ts'
import { make, nightsFrom, put } from '../../support/occasion-nights.ts'
import { typesOf } from '../../support/types-of.ts'

let engine: Engine
beforeEach(async () => {
  engine = await openEngine({ threads: 1 })
  for (const table of ['countries', 'customer_aliases']) await put(engine, table, [])
})
afterEach(() => engine.close())

const zones = `Pacific/Kiritimati Pacific/Honolulu Pacific/Pago_Pago Europe/Paris Asia/Tokyo
  America/New_York Australia/Lord_Howe America/St_Johns UTC`.split(/\s+/)

const campaigns = [
  { id: 'on-the-day', sendAt: '09:00', lead: 0 },
  { id: 'ahead', sendAt: '23:30', lead: 4 },
  { id: 'night', sendAt: '02:30', lead: 0 },
].map((one) =>
  campaignSpec.parse({
    ...{ ...one, name: one.id, template: 'x', window: 4 },
    day: { calendar: 'fairs', is: ['spring-fair', 'fair'] },
  }),
)

/** Of these days, those of clock changes. */
const own = {
  ...{ id: 'fairs', name: 'Fairs' },
  days: [
    { id: 'spring-fair', name: 'Spring fair', every: '03-29' },
    { id: 'fair', name: 'Fair', every: '04-05' },
  ],
}

const anyWorld = fc.record({
  company: fc.constantFrom('Europe/London', 'America/New_York', 'Asia/Tokyo'),
  missed: fc.uniqueArray(fc.integer({ min: 1, max: 24 }), { maxLength: 8 }),
  moves: fc.array(
    fc.record({
      night: fc.integer({ min: 1, max: 24 }),
      who: fc.integer({ min: 0, max: 17 }),
      zone: fc.constantFrom(...zones),
    }),
    { maxLength: 60 },
  ),
})

it('each come once to everybody, on time to who stays', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(anyWorld, async ({ company, missed, moves }) => {
      const first = '2026-03-18'
      // No two in a row: what is late still comes within the window.
      const left = missed.filter((night) => !missed.includes(night - 1))
      const people = Array.from({ length: 18 }, (_, i) => ({
        ...{ customer_id: `c${i}`, zone: zones[i % zones.length] ?? 'UTC' },
      }))
      const movers = new Set(moves.map(({ who }) => `c${who}`))
      await put(engine, 'customers', people)
      for (const table of ['customer_zones', 'zone_moves'])
        await put(engine, `previous_${table}`, [])
      const due = new Map<string, string>()
      let lastNight: readonly LastCampaign[] = []
      let done = -1
      for (const night of nightsFrom(first, 26, company, new Set(left))) {
        const number = Math.round((Date.parse(night.asOf) - Date.parse(first)) / 864e5)
        for (const { night: at, who, zone } of moves) {
          const person = people[who]
          if (person && at > done && at <= number) person.zone = zone
        }
        done = number
        const tonight = campaignsTonight(
          { campaigns, consent: { purposes: {}, profiling: 'opt-out' } },
          [],
          lastNight,
        )
        lastNight = tonight.map(({ row }) => row)
        const days = nightDays({
          ...night,
          zones,
          sendTimes: campaigns.map(({ sendAt }) => sendAt),
          windowDays: 7,
        })
        const span = { from: nextDay(night.asOf, -10), to: nextDay(night.asOf, 10) }
        const kept = campaignDays(tonight, [own], night.asOf, span)
        await put(engine, 'customer_zones', people)
        await put(engine, 'night_days', days)
        await put(engine, 'campaign_days', kept.days)
        await put(engine, 'campaign_places', kept.places)
        await make(engine, 'zone_moves', {
          decided_until: instantParam(night.decidedUntil ?? night.opensAt),
          oldest_move: instantParam(`${first}T00:00:00Z`),
        })
        await make(engine, 'calendar_due')
        for (const row of await engine.rows('select * from calendar_due')) {
          const key = `${row.customer_id} ${row.campaign_id} ${row.occasion}`
          expect(due.has(key), key).toBe(false)
          due.set(key, `${row.send_at} ${row.due_reason}`)
        }
        for (const table of ['customer_zones', 'zone_moves']) {
          await engine.run(`drop table previous_${table}`)
          await engine.run(`alter table ${table} rename to previous_${table}`)
        }
      }
      expect(due.size).toBe(people.length * campaigns.length * 2)
      for (const { customer_id, zone } of people.filter((one) => !movers.has(one.customer_id))) {
        for (const { id, sendAt, lead } of campaigns) {
          for (const [fair, date] of [
            ['spring-fair', '2026-03-29'],
            ['fair', '2026-04-05'],
          ] as const) {
            const [at, reason] = (due.get(`${customer_id} ${id} ${fair}`) ?? '').split(/ (?=\D)/)
            if (reason === 'missed-night') continue
            const expected = instantOf(nextDay(date, -lead), sendAt, zone)
            expect(at?.replace(' ', 'T').slice(0, 16)).toBe(expected.slice(0, 16))
            expect(reason).toBe('on-time')
          }
        }
      }
    }),
    {
      numRuns: 12,
      endOnFailure: true,
      // Back over the date line, where the day comes round once more two nights later.
      examples: [
        [
          {
            ...{ company: 'America/New_York', missed: [8] },
            moves: [{ night: 7, who: 0, zone: 'Pacific/Pago_Pago' }],
          },
        ],
      ],
    },
  )
})

it('has no columns but those of occasions_due', async () => {
  const tables = [
    'customers',
    'customer_zones',
    'previous_customer_zones',
    'zone_moves',
    'night_days',
  ]
  for (const table of [...tables, 'campaign_days', 'campaign_places']) await put(engine, table, [])
  await make(engine, 'calendar_due')
  await engine.run(`create table expected as ${valuesSql(typesOf('occasions_due') ?? [], [])}`)
  const shape = (table: string) =>
    engine.rows(`select column_name, data_type from information_schema.columns
      where table_name = '${table}' order by column_name`)
  expect(await shape('calendar_due')).toEqual(await shape('expected'))
})
