import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  entryKey,
  type Message,
  messageId,
  messagePrefix,
  tryIn,
  tryText,
} from '../../../functions/domain/ledger/message.ts'
import { personKey, recordIn, refusal } from '../../../functions/domain/ledger/people.ts'
import { stateOf } from '../../../functions/domain/ledger/state.ts'

const message: Message = {
  ...{ subject: '1'.repeat(64), addressHash: '2'.repeat(64), campaignId: 'birthday' },
  ...{ occasion: 'birth_date', occurrence: '2026', occasionOn: '2026-03-12' },
}

describe('a message', () => {
  it('is the same whatever its address and date, and another with another occurrence', () => {
    const id = messageId(message)
    expect(messageId({ ...message, addressHash: '3'.repeat(64), occasionOn: '2026-04-12' })).toBe(
      id,
    )
    const others = [
      { ...message, occurrence: '2026-2' },
      { ...message, occasion: 'name_day' },
      { ...message, campaignId: 'win-back' },
      { ...message, subject: '4'.repeat(64) },
    ].map(messageId)
    expect(new Set([id, ...others]).size).toBe(5)
  })

  it.each([
    ['2026', 'ledger/2026/messages/'],
    ['2026-2', 'ledger/2026/messages/'],
    ['2026-03-10', 'ledger/2026-03/messages/'],
  ])('of the occurrence %s lies below %s', (occurrence, prefix) => {
    const id = messageId({ ...message, occurrence })
    expect(messagePrefix(id).startsWith(prefix)).toBe(true)
    expect(tryIn(tryText({ message: id, number: 2 }))).toEqual({ message: id, number: 2 })
    expect(tryText({ message: id, number: 1 })).toMatch(/^[\w-]{1,255}$/)
  })

  it('is named by its tries however many there are: a mail service may be closed for days', () => {
    for (const number of [999, 1000, 123_456]) {
      const one = { message: messageId(message), number }
      expect(tryIn(tryText(one))).toEqual(one)
    }
  })

  it.each([
    '',
    '2026',
    `2026_${'a'.repeat(63)}_1`,
    `2026_${'a'.repeat(64)}`,
    `../_${'a'.repeat(64)}_1`,
  ])('is not named by %j', (text) => expect(tryIn(text)).toBeUndefined())
})

const id = messageId(message)
const keys = (...names: string[]) => names.map((name) => `${messagePrefix(id)}/${name}.json`)

describe('the state of a message', () => {
  it.each([
    [[], { status: 'free', next: 1 }],
    [['1.claim'], { status: 'open', number: 1 }],
    [['1.claim', '1.sent'], { status: 'sent', number: 1 }],
    [['1.claim', '1.failed'], { status: 'failed', number: 1 }],
    [['1.claim', '1.uncertain'], { status: 'uncertain', number: 1 }],
    [['1.claim', '1.uncertain', '1.sent'], { status: 'sent', number: 1 }],
    [['1.claim', '1.uncertain', '1.failed'], { status: 'failed', number: 1 }],
    [['1.claim', '1.back'], { status: 'free', next: 2 }],
    [['1.claim', '1.uncertain', '1.back'], { status: 'free', next: 2 }],
    [['1.claim', '1.back', '2.claim'], { status: 'open', number: 2 }],
    [['1.claim', '1.uncertain', '1.again'], { status: 'free', next: 2 }],
    [['1.claim', '1.uncertain', '1.let-go'], { status: 'let-go', number: 1 }],
    [['1.claim', '1.uncertain', '1.again', '1.sent'], { status: 'sent', number: 1 }],
    [['1.claim', '1.uncertain', '1.again', '2.claim', '1.sent'], { status: 'sent', number: 1 }],
    [['9.claim', '9.back', '10.claim', '10.uncertain'], { status: 'uncertain', number: 10 }],
  ])('with %j is %j', (names, state) => {
    expect(stateOf(keys(...names))).toEqual(state)
  })

  it('does not depend on the order of writing', () => {
    const names = ['1.claim', '1.uncertain', '1.back', '2.claim', '2.uncertain', '2.sent']
    fc.assert(
      fc.property(fc.shuffledSubarray(names, { minLength: names.length }), (shuffled) => {
        expect(stateOf(keys(...shuffled))).toEqual({ status: 'sent', number: 2 })
      }),
    )
  })

  it('is never free again once anything says sent, failed or let go', () => {
    const words = ['claim', 'uncertain', 'sent'] as const
    fc.assert(
      fc.property(fc.subarray([1, 2, 3]), (numbers) => {
        const entries = numbers.flatMap((number) =>
          words.map((word) => entryKey({ message: id, number }, word)),
        )
        if (entries.length > 0) expect(stateOf(entries).status).toBe('sent')
      }),
    )
  })
})

describe('what is on record of a person', () => {
  const at = '2026-03-10T09:00:00.123Z'

  it('is read from the name of its object', () => {
    for (const record of [
      { at, kind: 'withdrawn', purpose: 'marketing' },
      { at, kind: 'granted', purpose: 'religious-jewish' },
      { at, kind: 'bounced' },
      { at, kind: 'complained' },
      { at, kind: 'erased' },
      { at, kind: 'restored' },
    ] as const)
      expect(recordIn(personKey('a'.repeat(64), record))).toEqual(record)
    expect(recordIn(`ledger/people/${'a'.repeat(64)}/note.json`)).toBeUndefined()
  })

  it.each([
    ['nothing', [], undefined],
    ['a no', [['10', 'withdrawn']], 'withdrawn'],
    [
      'an erasure that was taken back',
      [
        ['10', 'erased'],
        ['11', 'restored'],
      ],
      undefined,
    ],
    [
      'one that was asked for again',
      [
        ['11', 'restored'],
        ['12', 'erased'],
        ['10', 'erased'],
      ],
      'erased',
    ],
    [
      'one that was taken back, and a no of before',
      [
        ['09', 'withdrawn'],
        ['10', 'erased'],
        ['11', 'restored'],
      ],
      'withdrawn',
    ],
    ['a yes', [['10', 'granted']], undefined],
    [
      'a yes after a no',
      [
        ['10', 'withdrawn'],
        ['11', 'granted'],
      ],
      undefined,
    ],
    [
      'a no after a yes',
      [
        ['11', 'withdrawn'],
        ['10', 'granted'],
      ],
      'withdrawn',
    ],
    [
      'both at once',
      [
        ['10', 'withdrawn'],
        ['10', 'granted'],
      ],
      'withdrawn',
    ],
    ['a no to something else', [['10', 'withdrawn', 'reminders']], undefined],
    [
      'a yes to something else after a no',
      [
        ['10', 'withdrawn'],
        ['11', 'granted', 'reminders'],
      ],
      'withdrawn',
    ],
    [
      'a complaint before a yes',
      [
        ['10', 'complained'],
        ['11', 'granted'],
      ],
      'complained',
    ],
    [
      'an erasure',
      [
        ['10', 'erased'],
        ['11', 'granted'],
      ],
      'erased',
    ],
  ] as const)('%s', (_, given, expected) => {
    const records = given.map(([hour, kind, purpose]) => ({
      ...{ at: `2026-03-10T${hour}:00:00.000Z`, kind },
      ...(purpose && { purpose }),
    }))
    expect(refusal(records, 'marketing')).toBe(expected)
  })
})
