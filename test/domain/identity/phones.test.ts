import { expect, it } from 'vitest'
import { e164 } from '../../../functions/domain/identity/phones.ts'

it.each([
  ['06 12 34 56 78', 'FR', '+33612345678', undefined],
  ['+33 (0)6 12 34 56 78', '', '+33612345678', undefined],
  ['07911 123456', 'gb', '+447911123456', undefined],
  ['06 12 34 56 78', '', '+33612345678', 'FR'],
  ['06 12 34 56 78', '', null, undefined],
  ['06 12 34 56 78', 'Wonderland', null, undefined],
  ['0612345678', 'FR', '+33612345678', 'GB'],
  ['01 42 68 53 00 ext. 12', 'FR', null, undefined],
  ['unknown', 'FR', null, undefined],
  ['1', 'FR', null, undefined],
])('%s of %s is %s', (phone, country, number, fallback) => {
  expect(e164({ phone, country }, fallback)).toBe(number)
})
