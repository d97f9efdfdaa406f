import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ruleHash } from '../../../functions/domain/segments/hash.ts'
import type { Rule } from '../../../functions/domain/segments/rule.ts'
import { anyRule, testFeatures } from './rules.ts'

const hash = (rule: Rule) => ruleHash(rule, testFeatures)

describe('the hash of a rule', () => {
  it.each<[string, Rule, Rule]>([
    ['a short form', { country: 'FR' }, { country: { is: 'FR' } }],
    ['a list of one', { country: 'FR' }, { country: { in: ['FR'] } }],
    [
      'the order of a list',
      { country: { in: ['FR', 'BE'] } },
      { country: { in: ['BE', 'FR', 'BE'] } },
    ],
    ['the order of keys', { age: 3, orders: 4 }, { orders: 4, age: 3 }],
    [
      'the order of operators',
      { age: { at_least: 1, at_most: 2 } },
      { age: { at_most: 2, at_least: 1 } },
    ],
    ['all spelled out', { age: 3, orders: 4 }, { all: [{ orders: 4 }, { age: 3 }] }],
    [
      'nesting that changes nothing',
      { any: [{ any: [{ age: 1 }] }, { age: 2 }] },
      { any: [{ age: 2 }, { age: 1 }] },
    ],
  ])('is not changed by %s', (_, one, other) => {
    expect(hash(one)).toBe(hash(other))
  })

  it.each<[string, Rule, Rule]>([
    ['a value', { age: 3 }, { age: 4 }],
    ['an operator', { age: { at_least: 3 } }, { age: { more_than: 3 } }],
    ['a feature', { age: 3 }, { orders: 3 }],
    ['all for any', { all: [{ age: 3 }, { age: 4 }] }, { any: [{ age: 3 }, { age: 4 }] }],
    ['a not', { age: 3 }, { not: { age: 3 } }],
    ['the order of between', { age: { between: [1, 2] } }, { age: { between: [1, 3] } }],
    ['text for a number', { country: '1' }, { country: '2' }],
    ['known', { age: { at_least: 3 } }, { age: { at_least: 3, known: true } }],
  ])('is changed by %s', (_, one, other) => {
    expect(hash(one)).not.toBe(hash(other))
  })

  it('is changed when a field becomes one of another kind', () => {
    const asText = testFeatures.map((feature) =>
      feature.name === 'level' ? { ...feature, type: 'varchar' as const } : feature,
    )
    expect(ruleHash({ level: { known: true } }, asText)).not.toBe(hash({ level: { known: true } }))
    expect(ruleHash({ age: 3 }, asText)).toBe(hash({ age: 3 }))
  })

  it('is changed when config defines a field otherwise, in whatever order', () => {
    const rule = { level: { known: true } }
    const defined = (definition: object) =>
      ruleHash(
        rule,
        testFeatures.map((one) => (one.name === 'level' ? { ...one, definition } : one)),
      )
    expect(defined({ newDays: 90, loyalDays: 4 })).not.toBe(hash(rule))
    expect(defined({ newDays: 90, loyalDays: 4 })).not.toBe(defined({ newDays: 30, loyalDays: 4 }))
    expect(defined({ newDays: 90, loyalDays: 4 })).toBe(defined({ loyalDays: 4, newDays: 90 }))
  })

  it('is the same on every run and every machine', () => {
    expect(hash({ country: { in: ['FR', 'BE'] }, orders: { at_least: 3 } })).toMatchInlineSnapshot(
      `"ab02d20e4fdd8673e3b8f20631d3e7bb7c86e676fb6b20b2ee6194fe80b8fba9"`,
    )
  })

  it('is the same for a rule and its copy', () => {
    fc.assert(
      fc.property(anyRule, (rule) => hash(rule) === hash(structuredClone(rule))),
      { numRuns: 50 },
    )
  })
})
