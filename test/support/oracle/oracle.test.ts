import { describe, expect, it } from 'vitest'
import { nextDay } from '../../../functions/domain/time.ts'
import { type WorldConfig, worldConfig } from '../world/config.ts'
import type { WorldCustomer } from '../world/customer.ts'
import { isBraked } from './brake.ts'
import { bucketOf, variantOf } from './bucket.ts'
import { keptOn } from './days.ts'
import { campaign, decided, decisions, said, somebody } from './small-world.ts'

const birthday = campaign('birthday', { occasion: 'birth_date' })
const nightsOf = (first: string, count: number, people: readonly WorldCustomer[]) =>
  Array.from({ length: count }, (_, i) => ({ on: nextDay(first, i), people }))

/** The nights and instants at which a birthday goes out. */
const sentAt = (
  people: readonly WorldCustomer[],
  first: string,
  count: number,
  options: WorldConfig,
) =>
  decisions(nightsOf(first, count, people), options)
    .filter(({ one }) => one.decision === 'send')
    .map(({ night, one }) => `${night.on} ${new Date(one.send_at ?? 0).toISOString()}`)

describe('the oracle', () => {
  it.each([
    // 02:30 does not come round in Paris, and comes round twice.
    ['Europe/Paris', '1990-03-28', '2027-03-26', '02:30', '2027-03-27 2027-03-28T01:30:00.000Z'],
    ['Europe/Paris', '1990-10-31', '2027-10-29', '02:30', '2027-10-30 2027-10-31T00:30:00.000Z'],
    // The same date is on either side of the date line.
    [
      'Pacific/Kiritimati',
      '1990-03-10',
      '2027-03-07',
      '09:00',
      '2027-03-09 2027-03-09T19:00:00.000Z',
    ],
    [
      'Pacific/Honolulu',
      '1990-03-10',
      '2027-03-07',
      '09:00',
      '2027-03-10 2027-03-10T19:00:00.000Z',
    ],
  ])('sends in %s to who was born on %s at its hour', (timezone, birth_date, first, sendAt, is) => {
    const campaigns = [{ ...birthday, sendAt }]
    const found = sentAt([somebody({ timezone, birth_date })], first, 6, { campaigns })
    expect(found).toEqual([is])
  })

  it.each([
    ['feb-28', '2027-02-28', '2028-02-29'],
    ['mar-1', '2027-03-01', '2028-02-29'],
    ['leap-years-only', undefined, '2028-02-29'],
  ] as const)('keeps 29 February by %s', (policy, in2027, in2028) => {
    expect(keptOn('1992-02-29', 2027, policy)).toBe(in2027)
    expect(keptOn('1992-02-29', 2028, policy)).toBe(in2028)
    expect(keptOn('1992-02-28', 2027, policy)).toBe('2027-02-28')
  })

  it('catches up a missed night within the window, and not later', () => {
    const people = [somebody({ birth_date: '1990-03-10' })]
    const nights = (missed: number) => [
      { on: '2027-03-08', people },
      { on: '2027-03-09', people },
      ...nightsOf(nextDay('2027-03-10', missed), 2, people),
    ]
    const campaigns = [{ ...birthday, window: 2 }]
    expect(decided(nights(2), { campaigns })).toEqual(['2027-03-12 ann birthday send'])
    expect(decided(nights(3), { campaigns })).toEqual([])
  })

  it('holds what loses, sends it before it expires, and says so where it could not', () => {
    const both = (window: number) => [
      campaign('other', { occasion: 'signed_up_on', window, priority: 10 }),
      birthday,
    ]
    const people = [somebody({ birth_date: '1990-03-10', signed_up_on: '2025-03-10' })]
    const nights = nightsOf('2027-03-09', 3, people)
    expect(decided(nights, { campaigns: both(1) })).toEqual([
      '2027-03-10 ann other hold another-won',
      '2027-03-10 ann birthday send',
      '2027-03-11 ann other send',
    ])
    expect(decided(nights, { campaigns: both(0) })).toEqual([
      '2027-03-10 ann other hold another-won',
      '2027-03-10 ann birthday send',
      '2027-03-11 ann other skip expired',
    ])
  })

  it('counts seven days for the cap of a week', () => {
    const on = (days: number) => campaign(`d${days}`, { ...birthday, id: `d${days}`, lead: days })
    const campaigns = [on(7), on(6), on(1), on(0)]
    const people = [somebody({ birth_date: '1990-03-17' })]
    expect(decided(nightsOf('2027-03-09', 10, people), { campaigns })).toEqual([
      '2027-03-10 ann d7 send',
      '2027-03-11 ann d6 send',
      // Six days after the first there are two within seven days, and seven days after it there is one.
      '2027-03-16 ann d1 hold week-cap',
      '2027-03-17 ann d0 hold another-won',
      '2027-03-17 ann d1 send',
      '2027-03-18 ann d0 send',
    ])
  })

  it('leaves a cooldown between emails of a campaign', () => {
    const trigger = { enter: { cart_abandoned: true } }
    const campaigns = [campaign('cart', { trigger, cooldown: 4, sendAt: '12:00' })]
    const nights = [false, true, false, false, true, false, true].map((cart_abandoned, i) => ({
      on: nextDay('2027-03-09', i),
      people: [somebody({ features: { cart_abandoned } })],
    }))
    expect(decided(nights, { campaigns })).toEqual([
      '2027-03-10 ann cart send',
      '2027-03-13 ann cart skip cooldown',
      '2027-03-15 ann cart send',
    ])
  })

  it('fires on entering alone: not on the first night, nor for who trembles about a threshold', () => {
    const trigger = {
      enter: { churn_probability: { at_least: 0.6 } },
      leave: { churn_probability: { less_than: 0.5 } },
    }
    const campaigns = [campaign('risk', { trigger })]
    const nights = [0.7, 0.55, 0.6, 0.499, 0.599, 0.6].map((churn_probability, i) => ({
      on: nextDay('2027-03-09', i),
      people: [somebody({ features: { churn_probability } })],
      campaigns,
    }))
    expect(decided(nights)).toEqual(['2027-03-14 ann risk send'])
    const later = nights.map((night, i) => (i < 5 ? { ...night, campaigns: [] } : night))
    expect(decided(later)).toEqual([])
  })

  it('asks for what must have held before, and not of who was joined', () => {
    const campaigns = [campaign('up', { trigger: 'tier-up' })]
    const nights = (before: string | null, given = {}) =>
      [before, 'high'].map((clv_tier, i) => ({
        on: nextDay('2027-03-09', i),
        people: [somebody({ features: { clv_tier } })],
        ...(i === 1 && { given }),
      }))
    expect(decided(nights('low'), { campaigns })).toEqual(['2027-03-10 ann up send'])
    expect(decided(nights(null), { campaigns })).toEqual([])
    const regrouped = new Map([['ann', 'merged' as const]])
    expect(decided(nights('low', { regrouped }), { campaigns })).toEqual([])
  })

  it('wants a yes that still counts at the hour of sending, and no later stop', () => {
    const until = (expires_at: string) => ({ marketing: { ...said, expires_at } })
    const people = [
      somebody({ customer_id: 'c1', consents: until('2027-03-10T08:00:00.000Z') }),
      somebody({ customer_id: 'c2', consents: until('2027-03-10T08:00:00.001Z') }),
      somebody({ customer_id: 'c3', consents: {} }),
      somebody({
        customer_id: 'c4',
        stops: [{ reason: 'unsubscribed', since: said.at, address: null }],
      }),
      somebody({
        customer_id: 'c5',
        stops: [{ reason: 'unsubscribed', since: '2019-01-01T00:00:00.000Z', address: null }],
      }),
      somebody({
        customer_id: 'c6',
        stops: [{ reason: 'bounced', since: said.at, address: 'c6@example.com' }],
      }),
      somebody({
        customer_id: 'c7',
        stops: [{ reason: 'bounced', since: said.at, address: 'old@example.com' }],
      }),
    ].map((one) => ({ ...one, birth_date: '1990-03-10' }))
    const nights = nightsOf('2027-03-09', 2, people)
    expect(decided(nights, { campaigns: [birthday] })).toEqual([
      '2027-03-10 c1 birthday skip no-consent',
      '2027-03-10 c2 birthday send',
      '2027-03-10 c3 birthday skip no-consent',
      '2027-03-10 c4 birthday skip unsubscribed',
      '2027-03-10 c5 birthday send',
      '2027-03-10 c6 birthday skip bounced',
      '2027-03-10 c7 birthday send',
    ])
  })

  it('sends nothing again to who was joined to one who had it', () => {
    const born = { birth_date: '1990-03-10' }
    const [ann, bea] = [somebody(born), somebody({ customer_id: 'bea' })]
    const given = { aliases: new Map([['ann', 'bea']]) }
    const joined = [{ on: '2027-03-11', people: [{ ...bea, ...born }], given }]
    const nights = [...nightsOf('2027-03-09', 2, [ann, bea]), ...joined]
    expect(decided(nights, { campaigns: [birthday] })).toEqual(['2027-03-10 ann birthday send'])
  })

  it('offers again what a night held back, unless a person let it go', () => {
    const people = ['a', 'b'].map((id) => somebody({ customer_id: id, birth_date: '1990-03-10' }))
    const nights = nightsOf('2027-03-09', 3, people)
    const options = { campaigns: [birthday], brake: { first: 1, least: 0 } }
    const released = nights.map((one) => ({ ...one, given: { isReleased: true } }))
    const first = ['2027-03-10 a birthday send', '2027-03-10 b birthday send']
    const again = ['2027-03-11 a birthday send', '2027-03-11 b birthday send']
    expect(decided(nights, options)).toEqual([...first, ...again])
    expect(decided(released, options)).toEqual(first)
  })

  it('brakes by the median of the nights that sent any', () => {
    const brake = { first: 10, times: 2, least: 5 }
    expect(isBraked(10, [], brake)).toBe(false)
    expect(isBraked(11, [], brake)).toBe(true)
    const week = [4, 4, 4, 4, 4, 4, 4, 9]
    expect(isBraked(8, week, brake)).toBe(false)
    expect(isBraked(9, week, brake)).toBe(true)
    expect(
      isBraked(
        5,
        week.map(() => 1),
        brake,
      ),
    ).toBe(false)
  })

  it('puts customers into the buckets that md5 says', () => {
    // printf %s campaign-7-birthday:ann | md5sum
    expect(bucketOf('campaign-7-birthday', 'ann')).toBe(
      Number(BigInt('0xe3f4d717b3abc') % 1_000_000n),
    )
    const [risk] = worldConfig().campaigns.filter(({ id }) => id === 'churn-risk')
    const found = Array.from({ length: 4000 }, (_, i) => variantOf(risk!, 7, `c${i}`))
    const share = found.filter((one) => one === 'calm').length / found.length
    expect(share).toBeCloseTo(0.75, 1)
    expect(new Set(found)).toEqual(new Set(['calm', 'loud']))
  })
})
