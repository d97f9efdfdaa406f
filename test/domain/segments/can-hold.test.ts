import { expect, it } from 'vitest'
import { canHold } from '../../../functions/domain/segments/can-hold.ts'
import type { Rule } from '../../../functions/domain/segments/rule.ts'

const dark = new Set(['device', 'os'])
const cases: readonly (readonly [Rule, boolean])[] = [
  [{ orders: 3 }, true],
  [{ device: 'phone' }, false],
  [{ device: { known: false } }, true],
  [{ device: { known: true } }, false],
  [{ device: { known: false, is: 'phone' } }, false],
  [{ not: { device: 'phone' } }, true],
  [{ not: { device: { known: false } } }, false],
  [{ not: { not: { device: 'phone' } } }, false],
  [{ orders: 3, device: 'phone' }, false],
  [{ any: [{ orders: 3 }, { device: 'phone' }] }, true],
  [{ any: [{ os: 'x' }, { device: 'phone' }] }, false],
  [{ not: { any: [{ os: 'x' }, { orders: 1 }] } }, true],
  [{ not: { all: [{ os: { known: false } }, { device: { known: false } }] } }, false],
]

it.each(cases)('%j', (rule, expected) => {
  expect(canHold(rule, dark)).toBe(expected)
})
