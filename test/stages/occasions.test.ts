/** The stage of occasions over nights that follow on one another. */
import { afterEach, describe, expect, it } from 'vitest'
import { nextDay } from '../../functions/domain/time.ts'
import { occasionShop } from '../support/occasion-stage.ts'

const shops: ReturnType<typeof occasionShop>[] = []
const shopIn = (zone?: string) => {
  const shop = occasionShop(zone)
  shops.push(shop)
  return shop
}
afterEach(() => {
  for (const shop of shops.splice(0)) shop.end()
})

const campaign = (id: string, more: object) => ({
  ...{ id, name: id, template: `emails/${id}.mjml` },
  ...more,
})
const birthday = campaign('birthday', { occasion: 'birth_date' })
const loud = { sending: { quiet: { from: '00:00', to: '00:00' } } }

describe('a night without campaigns', () => {
  it('asks nothing, and forgets nothing', async () => {
    const shop = shopIn()
    const customers = [{ customer_id: 'A', birth_date: '1990-03-10' }]
    const first = await shop.night({ asOf: '2026-03-10', config: {}, customers })
    expect(first).toMatchObject({ text: 'no campaigns', queries: 0, due: [] })
    const config = { campaigns: [birthday] }
    expect((await shop.night({ asOf: '2026-03-11', config, customers })).due).toEqual([])
    const soon = [{ customer_id: 'A', birth_date: '1990-03-12' }]
    const third = await shop.night({ asOf: '2026-03-12', config, customers: soon })
    expect(third.text).toBe('1 due')
    const fourth = await shop.night({ asOf: '2026-03-13', config: {}, customers: soon })
    expect(fourth.queries).toBe(1)
    expect(fourth.tables.life_events_seen).toHaveLength(1)
    const corrected = [{ customer_id: 'A', birth_date: '1990-03-14' }]
    expect((await shop.night({ asOf: '2026-03-14', config, customers: corrected })).due).toEqual([])
  })
})

describe('a night of every kind of campaign', () => {
  it('asks eight queries', async () => {
    const shop = shopIn()
    const config = {
      campaigns: [
        birthday,
        campaign('season', { day: { calendar: 'seasons', is: 'spring' } }),
        campaign('win-back', { trigger: 'win-back' }),
        campaign('up', { trigger: 'tier-up' }),
      ],
    }
    const customers = [{ customer_id: 'A', birth_date: '1990-03-01', country: 'FR' }]
    const features = [{ customer_id: 'A', lifecycle_stage: 'churned' }]
    const given = { asOf: '2026-03-01', config, customers, features }
    const first = await shop.night(given)
    expect(first.due).toEqual([
      'A birthday birth_date 2026 2026-03-01T08:00 2026-03-01 2026-03-04 on-time',
      'A season spring 2026 2026-03-01T08:00 2026-03-01 2026-03-04 on-time',
    ])
    expect(first).toMatchObject({ text: '2 due', rows: { due: 2, campaigns: 4 }, queries: 7 })
    expect((await shop.night({ ...given, asOf: '2026-03-02' })).queries).toBe(8)
  })
})

describe('campaigns', () => {
  it('are new, rescheduled or a baseline by what the night before knew', async () => {
    const shop = shopIn()
    const trigger = { enter: { orders: { at_least: 2 } } }
    const seen = async (asOf: string, ...campaigns: object[]) => {
      const { tables } = await shop.night({ asOf, config: { campaigns } })
      return (tables.campaigns ?? []).map((row) =>
        [row.campaign_id, row.is_new, row.is_baseline, row.is_rescheduled].join(' '),
      )
    }
    expect(await seen('2026-03-10', birthday, campaign('two', { trigger }))).toEqual([
      'birthday true false false',
      'two true true false',
    ])
    const early = { ...birthday, lead: 2 }
    const same = { enter: { all: [{ orders: { at_least: 2 } }] } }
    expect(await seen('2026-03-11', early, campaign('two', { trigger: same }))).toEqual([
      'birthday false false true',
      'two false false false',
    ])
    const signup = { ...early, occasion: 'signed_up_on' }
    const left = { ...trigger, leave: { orders: 0 } }
    expect(await seen('2026-03-12', signup, campaign('two', { trigger: left }))).toEqual([
      'birthday true false false',
      'two false true false',
    ])
  })

  it('divide a million buckets between their versions', async () => {
    const shop = shopIn()
    const variants = [{ id: 'a' }, { id: 'b', weight: 2 }]
    const single = campaign('single', { occasion: 'birth_date', variants: [{ id: 'only' }] })
    const config = { campaigns: [{ ...birthday, variants, holdout: 0.1 }, single] }
    const { tables } = await shop.night({ asOf: '2026-03-10', config })
    expect(tables.campaign_variants).toEqual([
      { campaign_id: 'birthday', variant: 'a', bucket_from: 0, bucket_to: 333333 },
      { campaign_id: 'birthday', variant: 'b', bucket_from: 333333, bucket_to: 1000000 },
    ])
    expect(tables.campaigns?.[0]).toMatchObject({ holdout_below: 100000, needs_consent: true })
  })
})

describe('birthdays', () => {
  it('come once in Kiritimati and Honolulu, over the year’s end and a missed night', async () => {
    const shop = shopIn()
    const customers = [
      { customer_id: 'early', birth_date: '1990-01-01', timezone: 'Pacific/Kiritimati' },
      { customer_id: 'late', birth_date: '1990-01-01', timezone: 'Pacific/Honolulu' },
      { customer_id: 'late-31', birth_date: '1990-12-31', timezone: 'Pacific/Honolulu' },
    ]
    const config = { campaigns: [birthday] }
    const due: (readonly string[])[] = []
    for (const asOf of ['2026-12-30', '2026-12-31', '2027-01-02', '2027-01-03']) {
      due.push((await shop.night({ asOf, config, customers })).due)
    }
    expect(due).toEqual([
      [],
      [
        'early birthday birth_date 2027 2026-12-31T19:00 2027-01-01 2027-01-04 on-time',
        'late-31 birthday birth_date 2026 2026-12-31T19:00 2026-12-31 2027-01-03 on-time',
      ],
      ['late birthday birth_date 2027 2027-01-02T19:00 2027-01-02 2027-01-04 missed-night'],
      [],
    ])
  })

  it('of 29 February are kept as the campaign says', async () => {
    const shop = shopIn()
    const customers = [{ customer_id: 'A', birth_date: '1992-02-29' }]
    const campaigns = (['feb-28', 'mar-1', 'leap-years-only'] as const).map((leapDay) =>
      campaign(leapDay, { occasion: 'birth_date', leapDay }),
    )
    const days = async (from: string) => {
      const found: string[] = []
      for (let asOf = from; asOf.slice(5) <= '03-01'; asOf = nextDay(asOf)) {
        const { due } = await shop.night({ asOf, config: { campaigns }, customers })
        found.push(...due.map((line) => `${asOf} ${line.split(' ')[1]}`))
      }
      return found
    }
    expect(await days('2027-02-27')).toEqual(['2027-02-28 feb-28', '2027-03-01 mar-1'])
    expect(await days('2028-02-27')).toEqual([
      '2028-02-29 feb-28',
      '2028-02-29 leap-years-only',
      '2028-02-29 mar-1',
    ])
  })

  it('keep their hour through both clock changes', async () => {
    const shop = shopIn('Europe/Paris')
    const customers = ['03-29', '10-25'].map((day) => ({
      ...{ customer_id: day, birth_date: `1990-${day}` },
    }))
    const config = {
      campaigns: [
        { ...birthday, sendAt: '02:30' },
        campaign('morning', { occasion: 'birth_date' }),
      ],
    }
    const due = async (asOf: string) => (await shop.night({ asOf, config, customers })).due
    await shop.night({ asOf: '2026-03-27', config, customers })
    expect(await due('2026-03-28')).toEqual([
      '03-29 birthday birth_date 2026 2026-03-29T01:30 2026-03-29 2026-04-01 on-time',
    ])
    expect(await due('2026-03-29')).toEqual([
      '03-29 morning birth_date 2026 2026-03-29T07:00 2026-03-29 2026-04-01 on-time',
    ])
    await shop.night({ asOf: '2026-10-23', config, customers })
    expect(await due('2026-10-24')).toEqual([
      '10-25 birthday birth_date 2026 2026-10-25T00:30 2026-10-25 2026-10-28 on-time',
    ])
    expect(await due('2026-10-25')).toEqual([
      '10-25 morning birth_date 2026 2026-10-25T08:00 2026-10-25 2026-10-28 on-time',
    ])
  })

  it('that a joined customer had come to the other no more, nor again once they are parted', async () => {
    const shop = shopIn()
    const config = { campaigns: [birthday] }
    const [A, B] = ['A', 'B'].map((customer_id) => ({ customer_id, birth_date: '1990-03-10' }))
    await shop.night({ asOf: '2026-03-09', config, customers: [A!, { ...B!, birth_date: null }] })
    expect((await shop.night({ asOf: '2026-03-10', config, customers: [B!] })).due).toHaveLength(1)
    const joined = {
      ...{ asOf: '2026-03-11', config, customers: [{ ...A!, birth_date: '1990-03-11' }] },
      aliases: [{ alias_id: 'B', customer_id: 'A', since: '2026-03-11' }],
      changes: [{ customer_id: 'A', change: 'merged' }],
    }
    expect((await shop.night(joined)).due).toEqual([])
    expect((await shop.night({ ...joined, asOf: '2026-03-12' })).due).toEqual([])
    const parted = {
      ...{ asOf: '2026-03-13', config, customers: [A!, { ...B!, birth_date: '1990-03-13' }] },
      changes: [
        { customer_id: 'A', change: 'split' },
        { customer_id: 'B', change: 'split' },
      ],
    }
    const { due, tables } = await shop.night(parted)
    expect(due).toEqual([])
    expect(tables.life_events_seen).toMatchObject([{ customer_id: 'B', occurrence: '2026' }])
  })

  it('that were missed wait for the end of quiet hours', async () => {
    const shop = shopIn()
    // The night opens at 01:00 in New York, 15:00 in Tokyo and 19:00 in Tongatapu.
    const customers = ['America/New_York', 'Asia/Tokyo', 'Pacific/Tongatapu'].map((timezone) => ({
      ...{ customer_id: timezone.split('/')[1] ?? '', birth_date: '1990-12-10', timezone },
    }))
    const early = { ...birthday, sendAt: '00:30', window: 1 }
    const config = { campaigns: [early] }
    await shop.night({ asOf: '2026-12-08', config, customers })
    const { due, tables } = await shop.night({ asOf: '2026-12-10', config, customers })
    expect(due).toEqual([
      'New_York birthday birth_date 2026 2026-12-10T12:00 2026-12-10 2026-12-11 missed-night',
      'Tokyo birthday birth_date 2026 2026-12-10T06:00 2026-12-10 2026-12-11 missed-night',
      'Tongatapu birthday birth_date 2026 2026-12-10T06:00 2026-12-10 2026-12-11 missed-night',
    ])
    // At 00:30 on the next day it would be quiet.
    const next = (tables.night_days ?? []).filter(({ turn }) => turn === 'tonight')
    expect(next.map(({ is_quiet }) => is_quiet)).toEqual(next.map(() => true))
    expect(next).not.toEqual([])
    const still = await shopIn().night({
      asOf: '2026-12-10',
      config: { ...config, ...loud },
      customers,
    })
    expect(still.tables.night_days?.some(({ is_quiet }) => is_quiet)).toBe(false)
  })
})

describe('days of calendars', () => {
  const customers = [
    { customer_id: 'scot', country: 'United Kingdom', region: 'Scotland' },
    { customer_id: 'scot-by-code', country: 'GBR', region: 'SCT' },
    { customer_id: 'english', country: 'UK', region: 'England' },
    { customer_id: 'somewhere', country: 'GB' },
    { customer_id: 'french', country: 'France' },
    { customer_id: 'nobody-knows' },
  ]
  const who = (due: readonly string[]) => due.map((line) => line.split(' ')[0])

  it('are those of the narrowest place that is listed', async () => {
    const on = (places: readonly string[], is: string) => ({
      campaigns: [campaign('day', { day: { calendar: 'holidays', is, places } })],
    })
    const due = async (asOf: string, config: object) => {
      const found = await shopIn().night({ asOf, config, customers })
      return who(found.due)
    }
    const everyBritish = ['english', 'scot', 'scot-by-code', 'somewhere']
    expect(await due('2026-04-06', on(['GB', 'GB-SCT'], 'easter-monday'))).toEqual([
      'english',
      'somewhere',
    ])
    expect(await due('2026-11-30', on(['GB-SCT'], 'st-andrews-day'))).toEqual([
      'scot',
      'scot-by-code',
    ])
    expect(await due('2026-01-01', on(['GB', 'FR'], 'new-years-day'))).toEqual(
      [...everyBritish, 'french'].sort(),
    )
    expect(await due('2026-07-14', on(['GB', 'FR'], 'bastille-day'))).toEqual(['french'])
  })

  it('carry their faith, and come a second time in a year', async () => {
    const shop = shopIn()
    const config = {
      campaigns: [campaign('ramadan', { day: { calendar: 'islamic', is: 'ramadan' }, lead: 1 })],
    }
    const seen: string[] = []
    for (const asOf of ['2030-01-03', '2030-01-04', '2030-12-24', '2030-12-25', '2030-12-26']) {
      const { tables } = await shop.night({ asOf, config, customers: [{ customer_id: 'A' }] })
      for (const row of tables.occasions_due ?? [])
        seen.push([asOf, row.occurrence, row.occasion_on, row.faith].join(' '))
    }
    expect(seen).toEqual([
      '2030-01-04 2030 2030-01-05 muslim',
      '2030-12-25 2030-2 2030-12-26 muslim',
    ])
  })

  it('begin the season of the customer’s own hemisphere', async () => {
    const config = {
      campaigns: [campaign('spring', { day: { calendar: 'seasons', is: ['spring', 'summer'] } })],
    }
    const south = [{ customer_id: 'south', country: 'AU', timezone: 'Australia/Sydney' }]
    const people = [...south, { customer_id: 'north', country: 'FR' }, { customer_id: 'unknown' }]
    const due = async (asOf: string) =>
      (await shopIn().night({ asOf, config, customers: people })).due
    expect((await due('2026-08-31')).map((line) => line.split(' ').slice(0, 3).join(' '))).toEqual([
      'south spring spring',
    ])
    expect(who(await due('2026-03-01'))).toEqual(['north'])
  })

  it('of the shop’s own are for its countries, and warn of years without a date', async () => {
    const calendar = {
      ...{ id: 'fairs', name: 'Fairs' },
      days: [
        { id: 'fair', name: 'Fair', dates: ['2026-12-05'], countries: ['GB'] },
        { id: 'other', name: 'Other', dates: ['2025-01-01'] },
      ],
    }
    const config = {
      campaigns: [campaign('fair', { day: { calendar: 'fairs', is: 'fair' }, lead: 3 })],
      attached: { calendars: { fairs: calendar } },
    }
    const early = await shopIn().night({ asOf: '2026-06-01', config, customers })
    expect(early.warnings).toEqual([])
    const shop = shopIn()
    const night = await shop.night({ asOf: '2026-12-02', config, customers })
    expect(who(night.due)).toEqual(['english', 'scot', 'scot-by-code', 'somewhere'])
    expect(night.warnings).toEqual(['Fair is not known for 2027: Fairs has no date of it'])
    expect(night.tables.calendar_days).toMatchObject([
      { occasion: 'other', occurrence: '2025' },
      { occasion: 'fair', occurrence: '2026', country: 'GB' },
    ])
  })

  it('come once to who moves across the date line, and late after a missed night', async () => {
    const config = {
      campaigns: [campaign('fair', { day: { calendar: 'fairs', is: 'fair' }, window: 2 })],
      attached: {
        calendars: {
          fairs: {
            id: 'fairs',
            name: 'Fairs',
            days: [{ id: 'fair', name: 'Fair', every: '05-05' }],
          },
        },
      },
    }
    const [east, west] = ['Pacific/Kiritimati', 'Pacific/Honolulu']
    const at = (...zones: (string | undefined)[]) =>
      ['to-west', 'to-east', 'west'].map((customer_id, i) => ({
        ...{ customer_id, timezone: zones[i] ?? null },
      }))
    const shop = shopIn()
    const due = async (asOf: string, ...zones: (string | undefined)[]) =>
      (await shop.night({ asOf, config, customers: at(...zones) })).due.map((line) =>
        line
          .split(' ')
          .filter((_, i) => [0, 4, 7].includes(i))
          .join(' '),
      )
    expect(await due('2026-05-03', east, west, west)).toEqual([])
    // 09:00 on the 5th in Kiritimati is 19:00 on the 4th in UTC.
    expect(await due('2026-05-04', east, west, west)).toEqual(['to-west 2026-05-04T19:00 on-time'])
    expect(await due('2026-05-05', west, east, west)).toEqual([
      // The evening of the 5th has begun there.
      'to-east 2026-05-05T19:00 moved',
      'west 2026-05-05T19:00 on-time',
    ])
    expect(await due('2026-05-06', west, east, west)).toEqual([])
  })
})

describe('triggers', () => {
  const loyal = { enter: { orders: { at_least: 5 } }, leave: { orders: { less_than: 3 } } }
  const configOf = (trigger: object | string) => ({
    campaigns: [campaign('loyal', { trigger, window: 2 })],
  })
  const people = (orders: Readonly<Record<string, number>>) => ({
    customers: Object.keys(orders).map((customer_id) => ({ customer_id })),
    features: Object.entries(orders).map(([customer_id, count]) => ({
      ...{ customer_id, orders: count },
    })),
  })

  it('fire on entering, once, and stay until left', async () => {
    const shop = shopIn()
    const night = async (day: number, orders: Readonly<Record<string, number>>, more = {}) => {
      const asOf = nextDay('2026-03-01', day - 1)
      const { due, tables } = await shop.night({
        ...{ asOf, config: configOf(loyal), ...people(orders), ...more },
      })
      const states = tables.trigger_states?.map((row) =>
        [row.customer_id, row.since, row.fires].join(' '),
      )
      return { due, states: states?.sort() }
    }
    expect(await night(1, { A: 5, B: 4 })).toEqual({ due: [], states: ['A 2026-03-01 false'] })
    expect(await night(2, { A: 4, B: 5, C: 9 })).toEqual({
      due: [
        'B loyal entered 2026-03-02 2026-03-02T09:00 2026-03-02 2026-03-04 entered',
        'C loyal entered 2026-03-02 2026-03-02T09:00 2026-03-02 2026-03-04 entered',
      ],
      states: ['A 2026-03-01 false', 'B 2026-03-02 true', 'C 2026-03-02 true'],
    })
    // A has left, B trembles, C is missing for a night but known.
    expect(await night(3, { A: 2, B: 3 }, { alsoKnown: ['C'] })).toEqual({
      due: [],
      states: ['B 2026-03-02 false', 'C 2026-03-02 false'],
    })
    expect(await night(4, { A: 5, B: 5, C: 9 })).toEqual({
      due: ['A loyal entered 2026-03-04 2026-03-04T09:00 2026-03-04 2026-03-06 entered'],
      states: ['A 2026-03-04 true', 'B 2026-03-02 false', 'C 2026-03-02 false'],
    })
    // Erased, and as if never seen.
    expect((await night(5, { A: 5, B: 5 })).states).toEqual([
      'A 2026-03-04 false',
      'B 2026-03-02 false',
    ])
  })

  it('fire for nobody on the first night of a rule or of a changed one', async () => {
    const shop = shopIn()
    const all = people({ A: 5, B: 9 })
    await shop.night({ asOf: '2026-03-01', config: configOf(loyal), ...people({ A: 1, B: 1 }) })
    const harder = { enter: { orders: { at_least: 6 } } }
    const changed = await shop.night({ asOf: '2026-03-02', config: configOf(harder), ...all })
    expect(changed.due).toEqual([])
    expect(changed.tables.trigger_states).toMatchObject([{ customer_id: 'B', fires: false }])
    const next = await shop.night({
      ...{ asOf: '2026-03-03', config: configOf(harder), ...people({ A: 6, B: 9 }) },
    })
    expect(next.due).toHaveLength(1)
    expect(next.due[0]).toMatch(/^A loyal entered 2026-03-03 /)
  })

  it('fire for nobody who was joined or split', async () => {
    const shop = shopIn()
    const config = configOf(loyal)
    const first = people({ A: 1, B: 5, C: 3, D: 1 })
    await shop.night({ asOf: '2026-03-01', config, ...first })
    const { due, tables } = await shop.night({
      ...{ asOf: '2026-03-02', config, ...people({ A: 6, C: 5, split: 5, D: 5 }) },
      aliases: [{ alias_id: 'B', customer_id: 'A', since: '2026-03-02' }],
      changes: [
        { customer_id: 'A', change: 'merged' },
        { customer_id: 'C', change: 'split' },
        { customer_id: 'split', change: 'split' },
      ],
    })
    expect(due.map((line) => line.split(' ')[0])).toEqual(['D'])
    expect(
      tables.trigger_states?.map(({ customer_id, since }) => `${customer_id} ${since}`).sort(),
    ).toEqual(['A 2026-03-01', 'C 2026-03-02', 'D 2026-03-02', 'split 2026-03-02'])
  })

  it('know nothing of who objects to being looked at, nor fire when they agree again', async () => {
    const shop = shopIn()
    const config = configOf(loyal)
    const all = people({ A: 5, B: 1 })
    await shop.night({ asOf: '2026-03-01', config, ...all })
    const without = {
      ...all,
      features: all.features.filter(({ customer_id }) => customer_id !== 'A'),
    }
    const silent = await shop.night({ asOf: '2026-03-02', config, ...without })
    expect(silent.tables.trigger_states).toEqual([])
    const again = await shop.night({ asOf: '2026-03-03', config, ...people({ A: 5, B: 5, C: 5 }) })
    expect(again.due.map((line) => line.split(' ')[0])).toEqual(['B', 'C'])
    expect(again.tables.trigger_states).toHaveLength(3)
  })

  it('may ask what was on the night before', async () => {
    const shop = shopIn()
    const config = configOf('tier-up')
    const tiers = (given: Readonly<Record<string, string>>) => ({
      customers: Object.keys(given).map((customer_id) => ({ customer_id })),
      features: Object.entries(given).map(([customer_id, clv_tier]) => ({ customer_id, clv_tier })),
    })
    await shop.night({ asOf: '2026-03-01', config, ...tiers({ A: 'low', B: 'medium', C: 'high' }) })
    const up = tiers({ A: 'high', B: 'medium', C: 'high', D: 'high' })
    const { due } = await shop.night({ asOf: '2026-03-02', config, ...up })
    expect(due).toHaveLength(1)
    expect(due[0]).toMatch(/^A loyal tier-up 2026-03-02 /)
  })

  it('have no time to send at where the night leaves it out', async () => {
    const shop = shopIn('Europe/Paris')
    const at = (sendAt: string) => ({
      campaigns: [{ ...configOf(loyal).campaigns[0], sendAt }],
    })
    const zone = { timezone: 'Africa/Lagos' }
    const given = (count: number) => ({
      customers: [{ customer_id: 'A', ...zone }],
      features: [{ customer_id: 'A', orders: count }],
    })
    await shop.night({ asOf: '2026-03-27', config: at('05:30'), ...given(1) })
    // Paris goes ahead: the night is from 06:00 to 05:00 in Lagos.
    const { due } = await shop.night({ asOf: '2026-03-28', config: at('05:30'), ...given(5) })
    expect(due).toEqual(['A loyal entered 2026-03-28 never never 2026-03-30 entered'])
  })
})
