import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { OutboxLine } from '../../functions/domain/deliver/line.ts'
import { localLake } from '../support/local-lake.ts'
import { scratch } from '../support/night.ts'
import {
  daysAfter,
  decisions,
  due,
  nineOn,
  outboxNight,
  people,
  shopWith,
} from '../support/outbox-night.ts'

const day = { day: { calendar: 'shop', is: 'spring' }, template: 'spring.mjml' }
const news = { id: 'news', name: 'News', ...day, purpose: 'service' }
const tips = { ...news, id: 'tips', name: 'Tips', priority: 40 }
const asOf = '2026-03-10'
const newLake = () => localLake(join(scratch('outbox'), 'lake'))

/** Purposes of these campaigns need no yes. */
function shop(campaigns: readonly object[], sending: object = {}) {
  const config = shopWith(campaigns, sending)
  return { ...config, consent: { ...config.consent, purposes: { service: 'opt-out' as const } } }
}

it('says what it decided, and does it once however often it is called', async () => {
  const lake = newLake()
  const config = shop([news, tips])
  const given = {
    ...people(['a', 'b', 'c']),
    occasions_due: [
      ...due(asOf, [
        ['a', 'news'],
        ['a', 'tips'],
        ['b', 'news'],
        ['nobody', 'news'],
      ]),
    ],
  }
  const first = await outboxNight(lake, { asOf, config, given })
  expect(first.done).toEqual({
    text: '2 send, 1 hold, 1 skip',
    rows: { send: 2, hold: 1, skip: 1 },
  })
  expect(await decisions(first.warehouse)).toEqual([
    'a news send',
    'a tips hold another-won',
    'b news send',
    'nobody news skip gone',
  ])
  const before = await lake.files.list('')
  const again = await outboxNight(lake, { asOf, config, given }, 2)
  expect(again.done).toEqual(first.done)
  expect(await lake.files.list('')).toEqual(before)
})

it('writes a file an hour, with what the templates name and nothing else of a customer', async () => {
  const lake = newLake()
  const [morning, evening] = due(asOf, [
    ['b', 'news'],
    ['a', 'news'],
  ])
  await outboxNight(lake, {
    asOf,
    config: shop([news]),
    given: {
      ...people(['a', 'b']),
      occasions_due: [morning!, { ...evening!, send_at: `${asOf} 18:30:00`, is_late: true }],
      calendar_days: [
        { calendar: 'shop', occasion: 'spring', date: asOf, occurrence: '2026', name: 'Spring' },
      ],
    },
  })
  const files = `personal/${asOf}/1/outbox_files`
  expect(await lake.files.list(files)).toEqual([
    `${files}/${asOf}T09-0001.ndjson`,
    `${files}/${asOf}T18-0001.ndjson`,
  ])
  const line: OutboxLine = {
    customer_id: 'b',
    address: 'b@example.com',
    campaign_id: 'news',
    variant: null,
    email: 'hash of spring.mjml',
    occasion: 'spring',
    occurrence: '2026',
    occasion_on: asOf,
    send_at: `${asOf}T09:00:00.000Z`,
    send_zone: 'UTC',
    expires_on: '2026-03-13',
    purpose: 'service',
    consent_at: null,
    reason:
      'You get this because Spring is on 10\u00a0March 2026 and you have not said no to service emails.',
    is_live: true,
    variables: { first_name: 'Ms b', orders: 1 },
  }
  expect(await lake.files.read(`${files}/${asOf}T09-0001.ndjson`)).toBe(`${JSON.stringify(line)}\n`)
})

it('begins a file after five thousand lines', async () => {
  const lake = newLake()
  const ids = Array.from({ length: 5001 }, (_, i) => `c${10_000 + i}`)
  await outboxNight(lake, {
    asOf,
    config: shop([news]),
    given: {
      ...people(ids),
      occasions_due: due(
        asOf,
        ids.map((id) => [id, 'news']),
      ),
    },
  })
  const files = `personal/${asOf}/1/outbox_files/${asOf}T09`
  const lines = async (part: string) =>
    (await lake.files.read(`${files}-${part}.ndjson`))
      ?.trimEnd()
      .split('\n')
      .map((one) => JSON.parse(one).customer_id)
  expect(await lines('0001')).toEqual(ids.slice(0, 5000))
  expect(await lines('0002')).toEqual(['c15000'])
  expect(await lines('0003')).toBeUndefined()
})

it('keeps what a live night sent, and of others nothing', async () => {
  for (const live of [true, false]) {
    const lake = newLake()
    const config = shop([news], { live })
    const given = { ...people(['a']), occasions_due: due(asOf, [['a', 'news']]) }
    const { published, warehouse } = await outboxNight(lake, { asOf, config, given })
    expect(await decisions(warehouse)).toEqual(['a news send'])
    const next = await outboxNight(lake, {
      ...{ asOf: '2026-03-11', config, previous: published },
      given: { ...people(['a']), occasions_due: due('2026-03-11', [['a', 'news']]) },
    })
    expect(await decisions(next.warehouse)).toEqual([
      live ? 'a news skip already-sent' : 'a news send',
    ])
    expect(await next.warehouse.read('select customer_id, decided_on from exposures')).toEqual(
      live ? [{ customer_id: 'a', decided_on: asOf }] : [],
    )
  }
})

it('offers again what it held, until it is sent or too late', async () => {
  const lake = newLake()
  const config = shop([news, tips, { ...tips, id: 'third', priority: 30 }], { caps: { week: 2 } })
  const told: string[][] = []
  let previous: Awaited<ReturnType<typeof outboxNight>>['published'] | undefined
  for (let i = 0; i < 6; i += 1) {
    const night = daysAfter(asOf, i)
    const messages = i === 0 ? ['news', 'tips', 'third'].map((id) => ['a', id] as const) : []
    const { warehouse, published } = await outboxNight(lake, {
      ...{ asOf: night, config, ...(previous && { previous }) },
      given: {
        ...people(['a']),
        occasions_due: due(night, messages),
        night_days: nineOn(night),
      },
    })
    previous = published
    told.push([...(await decisions(warehouse))])
  }
  expect(told).toEqual([
    ['a news send', 'a third hold another-won', 'a tips hold another-won'],
    ['a third hold another-won', 'a tips send'],
    ['a third hold week-cap'],
    ['a third hold week-cap'],
    ['a third skip expired'],
    [],
  ])
})

it('counts what was sent to both of two who are joined', async () => {
  const lake = newLake()
  const config = shop([news, tips], { caps: { week: 2 } })
  const { published } = await outboxNight(lake, {
    asOf,
    config,
    given: {
      ...people(['a', 'b']),
      occasions_due: due(asOf, [
        ['a', 'news'],
        ['b', 'news'],
      ]),
    },
  })
  const { warehouse } = await outboxNight(lake, {
    ...{ asOf: '2026-03-11', config, previous: published },
    given: {
      ...people(['a']),
      customer_aliases: [{ alias_id: 'b', customer_id: 'a', since: '2026-03-11' }],
      occasions_due: due('2026-03-11', [['a', 'tips']]),
    },
  })
  expect(await decisions(warehouse)).toEqual(['a tips hold week-cap'])
  expect(
    await warehouse.read('select customer_id, sent_as from exposures order by sent_as'),
  ).toEqual([
    { customer_id: 'a', sent_as: 'a' },
    { customer_id: 'a', sent_as: 'b' },
  ])
})

it('holds all back where they are too many, and offers them again unless they are let go', async () => {
  const lake = newLake()
  const config = shop([news], { brake: { first: 1, least: 1 } })
  const given = {
    ...people(['a', 'b']),
    occasions_due: due(asOf, [
      ['a', 'news'],
      ['b', 'news'],
    ]),
  }
  const { done, published } = await outboxNight(lake, { asOf, config, given })
  expect(done.held).toEqual({
    emails: 2,
    reasons: ['no night has sent any yet, limit 1'],
    campaigns: [{ id: 'news', emails: 2, remark: 'no where: for everybody' }],
  })
  const next = { asOf: '2026-03-11', config, previous: published }
  const rest = { ...people(['a', 'b']), night_days: nineOn('2026-03-11') }
  const held = await outboxNight(lake, { ...next, given: rest })
  expect(await decisions(held.warehouse)).toEqual(['a news send', 'b news send'])
  expect(held.done.held?.emails).toBe(2)

  const other = newLake()
  const { published: first } = await outboxNight(other, { asOf, config, given })
  const releases = [{ decided_on: asOf, attempt: 1, released_at: '2026-03-10 10:00:00' }]
  const free = await outboxNight(other, {
    ...{ ...next, previous: first },
    given: { ...rest, releases },
  })
  expect(await decisions(free.warehouse)).toEqual([])
  expect(await free.warehouse.read('select count(*) as n from exposures')).toEqual([{ n: 2 }])
})

it('asks the engine nothing where there are no campaigns', async () => {
  const { warehouse, done } = await outboxNight(newLake(), {
    asOf,
    config: shop([]),
    given: people(['a']),
  })
  expect(done).toEqual({ text: 'no campaigns', rows: {} })
  expect(warehouse.reads).toEqual([])
  const built = (await warehouse.built()).filter(({ bytes }) => bytes !== undefined)
  expect(built).toEqual([])
})

it('writes the files of a replay below it', async () => {
  const lake = newLake()
  const config = shop([news])
  const given = { ...people(['a']), occasions_due: due(asOf, [['a', 'news']]) }
  const { published: night } = await outboxNight(lake, { asOf, config, given })
  const tree = await lake.files.list('personal')
  await outboxNight(lake, { asOf, config, given, replay: { name: 'trial', night } })
  expect(await lake.files.list('personal')).toEqual(tree)
  expect(await lake.files.list(`replays/trial/personal/${asOf}/1/outbox_files`)).toHaveLength(1)
})
