import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runOf } from '../../../functions/lake.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import type { Row } from '../../../functions/platform/ports.ts'
import { bind, ident, valuesSql } from '../../../functions/platform/sql.ts'
import { queryText } from '../../../functions/queries.ts'
import { outboxParams } from '../../../functions/stages/outbox-params.ts'
import {
  campaignRows,
  daysAfter,
  due,
  nineOn,
  people,
  shopWith,
} from '../../support/outbox-night.ts'
import { typesOf } from '../../support/types-of.ts'

const ids = ['a', 'b', 'c', 'd', 'e']
const campaignIds = ['one', 'two', 'three', 'four']
const nights = 9

/** Nights of a small shop: what comes up, who joins whom, and which nights are held back or let go. */
const shop = fc.record({
  addresses: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
  caps: fc.record({ day: fc.integer({ min: 1, max: 2 }), week: fc.integer({ min: 1, max: 4 }) }),
  cooldowns: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 4, maxLength: 4 }),
  windows: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }),
  mostANight: fc.option(fc.integer({ min: 1, max: 2 })),
  due: fc.array(
    fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...campaignIds)), {
      maxLength: 8,
      selector: (pair) => pair.join(),
    }),
    { minLength: nights, maxLength: nights },
  ),
  joins: fc.option(fc.record({ on: fc.integer({ min: 1, max: nights - 1 }) })),
  held: fc.array(fc.constantFrom('no', 'no', 'held', 'released'), {
    minLength: nights,
    maxLength: nights,
  }),
})
type Shop = typeof shop extends fc.Arbitrary<infer One> ? One : never

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const put = (name: string, rows: readonly Row[]) =>
  engine.run(`create or replace table ${ident(name)} as ${valuesSql(typesOf(name) ?? [], rows)}`)

interface Sent {
  readonly customer: string
  readonly address: string
  readonly campaign: string
  readonly on: string
}

/** Works the nights, and calls `look` with what each decided over what went out before. */
async function work(given: Shop, look: (night: Night) => void) {
  const config = shopWith(
    campaignIds.map((id, i) => ({
      ...{ id, name: id, day: { calendar: 'shop', is: 'spring' }, template: 'spring.mjml' },
      ...{ priority: 50, cooldown: given.cooldowns[i], window: given.windows[i] },
      ...(i === 0 && given.mostANight !== null && { caps: { night: given.mostANight } }),
    })),
    { caps: given.caps, quiet: { from: '00:00', to: '00:00' } },
  )
  const free = {
    ...config,
    consent: { ...config.consent, purposes: { marketing: 'opt-out' as const } },
  }
  for (const table of ['outbox', 'exposures']) await put(`previous_${table}`, [])
  for (const table of [
    'customer_consents',
    'suppressions',
    'erased_customers',
    'trigger_states',
    'life_dates',
    'campaign_variants',
    'message_outcomes',
  ]) {
    await put(table, [])
  }
  const dates = Array.from({ length: nights }, (_, i) => daysAfter('2026-03-01', i))
  await put(
    'campaign_days',
    campaignIds.flatMap((campaign_id) =>
      dates.map((date) => ({
        ...{ campaign_id, occasion: 'spring', occurrence: date, occasion_on: date },
      })),
    ),
  )
  let sent: Sent[] = []
  for (let i = 0; i < nights; i += 1) {
    const asOf = daysAfter('2026-03-01', i)
    const hasJoined = given.joins !== null && given.joins.on <= i
    const known = hasJoined ? ids.filter((id) => id !== 'b') : ids
    const address = (id: string) => `${given.addresses[ids.indexOf(id)]}@example.com`
    for (const [table, rows] of Object.entries(people(known, address))) await put(table, rows)
    await put('campaigns', campaignRows(free))
    await put('customer_aliases', hasJoined ? [{ alias_id: 'b', customer_id: 'a' }] : [])
    await put('night_days', nineOn(asOf))
    await put(
      'occasions_due',
      (given.due[i] ?? [])
        .filter(([id]) => known.includes(id))
        .flatMap(([id, campaign]) =>
          due(asOf, [[id, campaign]], given.windows[campaignIds.indexOf(campaign)]),
        )
        .map((row) => ({ ...row, occurrence: asOf })),
    )
    const before = given.held[i - 1] ?? 'no'
    await put('previous_outbox_brakes', before === 'no' ? [] : [{ kind: 'emails', id: 'all' }])
    await put('releases', before === 'released' ? [{ attempt: 1 }] : [])
    await engine.run(
      `create or replace table campaign_audience as
select customer_id, cast(ascii(customer_id) as decimal(18, 2)) as value, '1111' as in_audience
from customers`,
    )
    const params = outboxParams(runOf({ asOf, attempt: 1, config: free, configHash: '' }))
    for (const table of ['exposures', 'outbox']) {
      await engine.run(`create or replace table ${table} as ${bind(queryText(table), params)}`)
    }
    if (hasJoined)
      sent = sent.map((one) => (one.customer === 'b' ? { ...one, customer: 'a' } : one))
    const rows = await engine.rows('select * from outbox')
    const waiting = before === 'held' ? `('hold', 'send')` : `('hold')`
    const held = await engine.rows(`select * from previous_outbox where decision in ${waiting}`)
    const tonight = rows
      .filter(({ decision }) => decision === 'send')
      .map(
        (row): Sent => ({
          customer: String(row.customer_id),
          address: address(String(row.customer_id)),
          campaign: String(row.campaign_id),
          on: String(row.send_on),
        }),
      )
    look({ given, rows, held, tonight, sent, hasJoined })
    if (given.held[i] !== 'held') sent = [...sent, ...tonight]
    for (const table of ['outbox', 'exposures']) {
      await engine.run(`create or replace table previous_${table} as from ${table}`)
    }
  }
}

interface Night {
  readonly given: Shop
  readonly rows: readonly Row[]
  /** What the night before left to be offered again. */
  readonly held: readonly Row[]
  readonly tonight: readonly Sent[]
  /** What nights before let go. */
  readonly sent: readonly Sent[]
  readonly hasJoined: boolean
}

it('passes no cap and loses no message, whatever comes up', { timeout: 240_000 }, async () => {
  let sends = 0
  await fc.assert(
    fc.asyncProperty(shop, (given) =>
      work(given, ({ rows, held, tonight, sent, hasJoined }) => {
        expect(new Set(tonight.map(({ address }) => address)).size).toBe(tonight.length)
        for (const { customer, address, campaign, on } of tonight) {
          sends += 1
          const theirs = sent.filter((one) => one.customer === customer || one.address === address)
          const lately = theirs.filter((one) => one.on > daysAfter(on, -7))
          expect(lately.filter((one) => one.on === on).length).toBeLessThan(given.caps.day)
          expect(lately.length).toBeLessThan(given.caps.week)
          const cooldown = given.cooldowns[campaignIds.indexOf(campaign)] ?? 0
          const cooling = theirs.filter(
            (one) => one.campaign === campaign && one.on > daysAfter(on, -cooldown),
          )
          expect(cooling).toEqual([])
        }
        expect(tonight.filter(({ campaign }) => campaign === 'one').length).toBeLessThanOrEqual(
          given.mostANight ?? ids.length,
        )
        const key = (row: Row) =>
          [
            hasJoined && row.customer_id === 'b' ? 'a' : row.customer_id,
            ...[row.campaign_id, row.occasion, row.occurrence],
          ].join()
        const offered = new Set(rows.map(key))
        expect(rows.length).toBe(offered.size)
        expect(held.map(key).filter((one) => !offered.has(one))).toEqual([])
        const late = rows.filter(
          ({ decision, send_on, expires_on }) =>
            decision !== 'skip' && String(send_on) > String(expires_on),
        )
        expect(late).toEqual([])
      }),
    ),
    { numRuns: 10, seed: 6 },
  )
  expect(sends).toBeGreaterThan(50)
})
