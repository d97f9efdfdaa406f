import { describe, expect, it } from 'vitest'
import type { Campaign } from '../../../functions/config/campaigns.ts'
import { campaignSpec } from '../../../functions/config/campaigns.ts'
import type { Feature } from '../../../functions/domain/features/columns.ts'
import { clockNotes } from '../../../functions/domain/plan/clock-notes.ts'
import { hoursOf } from '../../../functions/domain/plan/hour-bars.ts'
import type { Message } from '../../../functions/domain/plan/rows.ts'
import {
  fullName,
  momentInWords,
  occasionInWords,
  triggerFeatures,
  whyInWords,
  zoneInWords,
} from '../../../functions/domain/plan/words.ts'
import { instantOf } from '../../../functions/domain/time.ts'

const asOf = '2026-03-10'
const paris = { asOf, timeZone: 'Europe/Paris' }

const campaign = (given: object): Campaign =>
  campaignSpec.parse({ id: 'one', name: 'One', template: 'one.mjml', ...given })

const features = [
  { name: 'churn_probability', type: 'decimal(9,6)' },
  { name: 'purchase_days', type: 'bigint' },
  { name: 'clv_tier', type: 'varchar' },
  { name: 'lifecycle_stage', type: 'varchar' },
  { name: 'cart_abandoned', type: 'boolean' },
].map((one) => ({ ...one, meaning: '', from: 'customer_activity', sources: [] })) as Feature[]

const message = (given: Partial<Message> = {}): Message =>
  ({
    occasion: 'birth_date',
    occurrence: '2026',
    occasion_on: asOf,
    due_on: asOf,
    due_reason: 'on-time',
    is_late: false,
    orders: 3,
    clv_tier: 'medium',
    ...given,
  }) as Message

const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('when an email goes out', () => {
  it.each([
    ['2026-03-10T09:00:00.000Z', 'Europe/London', '09:00 in London, 10:00 in Paris'],
    ['2026-03-10T08:00:00.000Z', 'Europe/Berlin', '09:00 in Berlin'],
    [
      '2026-03-10T22:00:00.000Z',
      'Australia/Sydney',
      '09:00 on Wednesday in Sydney, 23:00 in Paris',
    ],
    [
      '2026-03-11T04:30:00.000Z',
      'America/Los_Angeles',
      '21:30 in Los Angeles, 05:30 on Wednesday in Paris',
    ],
  ])('%s in %s', (at, zone, words) => expect(momentInWords(at, zone, paris)).toBe(words))

  it('names a zone by its city', () => {
    expect(zoneInWords('America/Argentina/Buenos_Aires')).toBe('Buenos Aires')
    expect(zoneInWords('UTC')).toBe('UTC')
  })
})

describe('what makes it due', () => {
  const words = (given: object, row: Partial<Message> = {}) =>
    plain(occasionInWords(campaign(given), message(row), features, asOf))

  it('is a date of theirs, a day of a calendar, or a state', () => {
    expect(words({ occasion: 'birth_date' })).toBe('Their birthday')
    expect(words({ occasion: 'wedding_day', lead: 1 }, { occasion: 'wedding_day' })).toBe(
      'Their wedding day, 1 day ahead',
    )
    const day = { calendar: 'holidays', is: 'mothers-day', places: ['GB'] }
    expect(words({ day, lead: 5 }, { occasion_on: '2026-03-15' })).toBe(
      'For 15 March, 5 days ahead',
    )
    expect(
      words(
        { day: { calendar: 'seasons', is: ['spring', 'autumn'] } },
        { occasion: 'spring', occasion_on: '2026-03-20' },
      ),
    ).toBe('Spring, 20 March')
    expect(words({ trigger: 'cart-abandoned' })).toBe('Cart abandoned')
    expect(words({ trigger: { enter: { purchase_days: { at_least: 2 } } } })).toBe(
      'Purchase days at least 2',
    )
  })

  it('says what changed since the night before', () => {
    const churn = campaign({ trigger: 'churn-risk' })
    const row = message({
      now_churn_probability: '0.601000',
      before_churn_probability: '0.599000',
      now_purchase_days: '4',
      before_purchase_days: '4',
    })
    expect(plain(whyInWords(row, churn, features, asOf))).toBe('churn probability 59.9 % → 60.1 %')
    expect(triggerFeatures(churn)).toEqual([
      'purchase_days',
      'churn_probability',
      'lifecycle_stage',
    ])
  })

  it('says what is where nothing changed, or nothing is known of before', () => {
    const tier = campaign({ trigger: 'tier-up' })
    expect(
      whyInWords(message({ now_clv_tier: 'high', before_clv_tier: null }), tier, features, asOf),
    ).toBe('value tier high')
  })

  it('says the date and the customer’s standing otherwise, and what made it late', () => {
    const birthday = campaign({ occasion: 'birth_date' })
    expect(plain(whyInWords(message(), birthday, features, asOf))).toBe(
      '10 March · 3 orders, medium tier',
    )
    expect(
      plain(
        whyInWords(
          message({ orders: 1, clv_tier: null, due_on: '2026-03-08', due_reason: 'learned-late' }),
          birthday,
          features,
          asOf,
        ),
      ),
    ).toBe('10 March · 1 order · waited since 8 March, late: the date was learned late')
  })

  it('names people as far as they are known', () => {
    expect(fullName({ first_name: 'Ruth', last_name: null })).toBe('Ruth')
    expect(fullName({ first_name: null, last_name: null })).toBe('no name known')
  })
})

describe('the hours of a night', () => {
  const night = (date: string, next: string) => ({
    opensAt: instantOf(date, '07:00', 'Europe/Paris'),
    closesAt: instantOf(next, '07:00', 'Europe/Paris'),
    company: { name: 'Shop', timeZone: 'Europe/Paris' },
    hours: [],
  })

  it('are 24, and 23 or 25 when the clocks change', () => {
    expect(hoursOf(night('2026-03-10', '2026-03-11'))).toHaveLength(24)
    expect(hoursOf(night('2026-03-28', '2026-03-29'))).toHaveLength(23)
    expect(hoursOf(night('2026-10-24', '2026-10-25'))).toHaveLength(25)
  })

  it('hold what goes out in them, by the company’s clock', () => {
    const hours = [
      ['2026-03-10T06:00:00.000Z', 1],
      ['2026-03-10T06:59:00.000Z', 2],
      ['2026-03-11T05:30:00.000Z', 4],
    ].map(([send_at, messages]) => ({
      ...{ campaign_id: 'one', send_zone: 'Europe/Paris', send_on: asOf },
      send_at: String(send_at),
      messages: Number(messages),
    }))
    const bars = hoursOf({ ...night('2026-03-10', '2026-03-11'), hours })
    expect(bars.filter(({ messages }) => messages > 0)).toEqual([
      { label: '07', messages: 3 },
      { label: '06', messages: 4 },
    ])
  })
})

describe('notes on clocks', () => {
  const notes = (date: string, ...zones: readonly string[]) =>
    clockNotes({
      zones: zones.map((zone) => ({ zone, messages: 1 })),
      company: { name: 'Shop', timeZone: 'Europe/Paris' },
      opensAt: instantOf(date, '07:00', 'Europe/Paris'),
      asOf: date,
    }).map(plain)

  it('tell of weeks in which the difference is another one', () => {
    expect(notes('2026-03-10', 'America/New_York')).toEqual([
      'The clocks changed on Sunday 8 March: until 29 March, 09:00 in New York is 14:00 in Paris, not 15:00.',
    ])
  })

  it('say of one change once what it is in each place', () => {
    expect(notes('2026-03-10', 'America/New_York', 'America/Chicago', 'America/Detroit')).toEqual([
      'The clocks changed on Sunday 8 March: until 29 March, 09:00 in New York is 14:00 in Paris, not 15:00; 09:00 in Chicago is 15:00 in Paris, not 16:00.',
    ])
  })

  it('are silent where both clocks changed together, and long after', () => {
    expect(notes('2026-04-01', 'Europe/London')).toEqual([])
    expect(notes('2026-05-20', 'America/New_York')).toEqual([])
  })
})
