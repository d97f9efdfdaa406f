import { describe, expect, it } from 'vitest'
import { addressSpec, parseAddress } from '../../../functions/domain/email/address.ts'

describe('an address', () => {
  it.each([
    ['lea@shop.example', 'lea@shop.example'],
    ['Lea.Martin+news@Shop.Example', 'Lea.Martin+news@shop.example'],
    [' lea@shop.example ', 'lea@shop.example'],
    ["o'brien@shop.example", "o'brien@shop.example"],
    ['lea@müller.example', 'lea@xn--mller-kva.example'],
    ['lea@例え.テスト', 'lea@xn--r8jz45g.xn--zckzah'],
    ['a@b-c.d1.example', 'a@b-c.d1.example'],
    [`${'a'.repeat(64)}@shop.example`, `${'a'.repeat(64)}@shop.example`],
  ])('%j is one', (given, expected) => {
    expect(parseAddress(given)).toBe(expected)
    expect(parseAddress(expected)).toBe(expected)
  })

  it.each([
    ...['', '@', 'lea', 'lea@', '@shop.example', 'lea@shop', 'lea@localhost', 'a@b@c.example'],
    ...['a@x.example, b@y.example', 'a@x.example,b@y.example', 'a@x.example;b@y.example'],
    ...['a@x.example b@y.example', 'Lea <a@x.example>', '<a@x.example>', '"a b"@x.example'],
    ...['"a"@x.example', 'a(b)@x.example', 'a@[127.0.0.1]', 'a@127.0.0.1', 'a@1.2', 'a@x.1'],
    ...['a@x.example\r\nBcc: b@y.example', 'a@x.example\n', '\ra@x.example', 'a\u0000@x.example'],
    ...['a..b@x.example', '.a@x.example', 'a.@x.example', 'a@.x.example', 'a@x..example'],
    ...['a@-x.example', 'a@x-.example', 'a@x.example.', 'a@x_y.example', 'a@x.example\u202e'],
    ...[
      'a\u202e@x.example',
      'léa@x.example',
      'a@x\u200b.example',
      'a@x。example/y',
      'a@%65.example',
    ],
    ...['a@x.example?y', 'a@x.example:25', 'a@user:pw@x.example', 'a@x.example/é', 'a@é:1.example'],
    ...[`${'a'.repeat(65)}@x.example`, `a@${'b'.repeat(64)}.example`],
    ...[`a@${'b.'.repeat(130)}example`, 'a@x.e', 'mailto:a@x.example', 'a@x.example\t'],
  ])('%j is none', (given) => {
    expect(parseAddress(given)).toBeUndefined()
    expect(addressSpec.safeParse(given).success).toBe(false)
  })
})
