import { describe, expect, it } from 'vitest'
import type { Rule } from '../../../functions/domain/segments/rule.ts'
import { nameInWords, ruleInWords } from '../../../functions/domain/segments/words.ts'
import { testFeatures } from './rules.ts'

const features = [
  ...testFeatures,
  { ...testFeatures[3]!, name: 'has_email' },
  { ...testFeatures[3]!, name: 'cart_abandoned' },
]

describe('a rule in words', () => {
  it.each<[Rule, string]>([
    [
      { country: { in: ['FR', 'BE'] }, orders: { at_least: 3 } },
      'country is FR or BE, orders at least 3',
    ],
    [{ country: { in: ['FR', 'BE', 'LU'] } }, 'country is FR, BE or LU'],
    [{ country: { not_in: ['FR'] } }, 'country is not FR'],
    [{ refund_rate: { less_than: 0.125 } }, 'refund rate less than 12.5\u00a0%'],
    [{ orders: { between: [1000, 20000] } }, 'orders from 1,000 to 20,000'],
    [{ net_spend: { at_most: -5 } }, 'net spend at most −5'],
    [{ first_on: { less_than: '2026-03-10' } }, 'first on before 2026-03-10'],
    [{ first_on: { at_least: '2026-03-10' } }, 'first on from 2026-03-10'],
    [{ age: { known: false } }, 'age is not known'],
    [
      { is_member: true, has_email: true, cart_abandoned: true },
      'is member, has email, cart abandoned',
    ],
    [
      { is_member: false, has_email: false, cart_abandoned: false },
      'is not member, has no email, not cart abandoned',
    ],
    [
      { all: [{ age: 30 }, { any: [{ orders: 1 }, { orders: 2, age: 3 }] }] },
      'age is 30, (orders is 1 or (orders is 2 and age is 3))',
    ],
    [{ any: [{ age: 30 }, { age: 40 }] }, 'age is 30 or age is 40'],
    [{ not: { any: [{ age: 30 }, { age: 40 }] } }, 'not (age is 30 or age is 40)'],
    [{ country: { in: ['', ' x', '\u001b[31m'] } }, 'country is “”, “ x” or \\x1b[31m'],
  ])('%j', (rule, words) => {
    expect(ruleInWords(rule, features)).toBe(words)
  })

  it('says what a window of days means', () => {
    expect(nameInWords('orders_90d')).toBe('orders in the last 90 days')
    expect(nameInWords('net_spend_prior_365d')).toBe(
      'net spend in the 365 days before the last 365',
    )
  })

  it('spells out what is short for an analyst', () => {
    expect(nameInWords('clv_tier')).toBe('value tier')
    expect(nameInWords('clv_low')).toBe('CLV low')
    expect(nameInWords('p_alive')).toBe('probability to be a customer still')
  })
})
