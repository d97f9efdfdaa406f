import { setTimeout } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { deliver } from '../functions/deliver.ts'
import { withoutEarlier } from '../functions/domain/deliver/sends-file.ts'
import type { SentRow } from '../functions/domain/deliver/sent-row.ts'
import { readToken } from '../functions/domain/email/token.ts'
import { addressHashOf, subjectOf } from '../functions/domain/ledger/hash.ts'
import { tryIn } from '../functions/domain/ledger/message.ts'
import { decideUncertain, recordPerson, uncertainTries } from '../functions/ledger.ts'
import { takeMailEvent } from '../functions/mail-events.ts'
import { pause, resume } from '../functions/pause.ts'
import type { Files, Mailer, Outgoing, Sending } from '../functions/platform/ports.ts'
import {
  delivery,
  line,
  lines,
  linkKey,
  memoryFiles,
  now,
  putOutbox,
  salt,
  standingClock,
} from './support/outbox.ts'

const limits = { perSecond: 1000, left: 1_000_000, isSandbox: false }

/** A mail service that keeps what it gets; `answer` says what it answers to the n-th message. */
function mailbox(answer: (message: Outgoing, nth: number) => Sending | 'accept' = () => 'accept') {
  const sent: Outgoing[] = []
  const mailer: Mailer = {
    async send(message) {
      const given = answer(message, sent.length + 1)
      sent.push(message)
      return given === 'accept' ? { status: 'accepted', id: `s${sent.length}` } : given
    },
    limits: async () => limits,
  }
  return { sent, mailer }
}

const ledgerOf = (files: ReturnType<typeof memoryFiles>) =>
  [...files.objects.keys()].filter((key) => key.startsWith('ledger/'))

async function rowsOf(files: Files): Promise<readonly SentRow[]> {
  const keys = (await files.list('sends')).filter((key) => key.endsWith('.ndjson'))
  const texts = await Promise.all(keys.map((key) => files.read(key)))
  return texts.flatMap((text = '') =>
    text
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row)),
  )
}

const event = (eventType: string, messageId: string, more: object = {}) => ({
  detail: {
    eventType,
    mail: { timestamp: '2026-03-10T13:00:00.000Z', tags: { 'nocturne-message': [messageId] } },
    ...more,
  },
})

async function lake(count: number, changes = {}) {
  const files = memoryFiles()
  await putOutbox(
    files,
    Array.from({ length: count }, (_, at) => line(at + 1, changes)),
  )
  return files
}

describe('a delivery', () => {
  it('sends each message once, with three objects in the ledger, and says what it did', async () => {
    const files = await lake(20)
    const { sent, mailer } = mailbox()
    expect(await deliver(delivery(files, mailer))).toEqual({
      counts: { sent: 20 },
      later: 0,
      overdue: 0,
    })
    expect(new Set(sent.map(({ to }) => to)).size).toBe(20)
    expect(ledgerOf(files)).toHaveLength(60)
    const rows = await rowsOf(files)
    expect(rows).toHaveLength(20)
    expect(rows[0]).toMatchObject({ status: 'sent', subject: subjectOf(salt, 'c1') })
    expect(JSON.stringify(rows)).not.toMatch(/example\.com|"c1"/)

    expect(await deliver(delivery(files, mailer))).toEqual({ counts: {}, later: 0, overdue: 0 })
    expect(sent).toHaveLength(20)
  })

  it('writes messages whose links a mail program finds, and that say whom they stop', async () => {
    const files = await lake(1)
    const { sent, mailer } = mailbox()
    await deliver(delivery(files, mailer))
    const [one] = sent
    const mail = await simpleParser(Buffer.from(one?.raw ?? []))
    const { url } = z
      .object({ unsubscribe: z.object({ url: z.string() }) })
      .parse(mail.headers.get('list')).unsubscribe
    expect(mail.headerLines.map(({ line: header }) => header)).toContain(
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    )
    const [, token = ''] = /^https:\/\/links\.alder\.example\/unsubscribe\/(.+)$/.exec(url) ?? []
    const about = { subject: subjectOf(salt, 'c1'), purpose: 'marketing' }
    expect(readToken([linkKey], token)).toEqual(about)
    expect(mail.html).toContain(`href="${url}"`)
    expect(mail.text).toContain(url)
    expect(mail.subject).toBe('Happy birthday, Name 1')
    expect(mail.messageId).toBe(`<${one?.messageId}@alder.example>`)
    expect([one?.from, one?.to]).toEqual(['hello@alder.example', 'c1@example.com'])
  })

  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;'],
    ['{{ last_name }}', '{{ last_name }}'],
    ['Eve\r\nBcc: b@y.example', 'Eve Bcc: b@y. example'],
    ['=?utf-8?Q?=0D=0ABcc:_b@y.example?=', '=?utf-8?Q?=0D=0ABcc:_b@y. example?='],
    ['abc\u202egpj', 'abcgpj'],
    ['N'.repeat(10_240), 'NNN…'],
    ['https://evil.example/win', 'Dear you'],
  ])('writes to one recipient whoever is called %j', async (first_name, shown) => {
    const files = await lake(1, { variables: { first_name } })
    const { sent, mailer } = mailbox()
    await deliver(delivery(files, mailer))
    const mail = await simpleParser(Buffer.from(sent[0]?.raw ?? []))
    expect([mail.to, mail.cc, mail.bcc].flat().flatMap((to) => to?.value ?? [])).toEqual([
      { name: '', address: 'c1@example.com' },
    ])
    expect(mail.html).toContain(shown)
    expect(mail.html).not.toContain('<script')
    expect(mail.headers.has('bcc')).toBe(false)
  })

  it('keeps addresses, names and ids out of the ledger', async () => {
    const files = await lake(3)
    await deliver(delivery(files, mailbox().mailer))
    const ledger = ledgerOf(files).map((key) => `${key} ${files.objects.get(key)}`)
    expect(ledger.join('\n')).not.toMatch(/c1@|example\.com|Name 1|"c1"/)
  })

  it('of two at once sends nothing twice, and the next says what the other did', async () => {
    const files = await lake(200)
    const { sent, mailer } = mailbox()
    await Promise.all(['a', 'b', 'c'].map((run) => deliver(delivery(files, mailer, { run }))))
    expect(sent).toHaveLength(200)
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(200)
    await deliver(delivery(files, mailer))
    expect((await rowsOf(files)).filter(({ status }) => status === 'sent')).toHaveLength(200)
  })

  it('leaves what comes later, and looks at a file of a later hour not at all', async () => {
    const files = memoryFiles()
    await putOutbox(files, [line(1), line(2, { send_at: '2026-03-10T12:00:00.001Z' })])
    const { sent, mailer } = mailbox()
    expect(await deliver(delivery(files, mailer))).toMatchObject({ later: 1 })
    expect(sent).toHaveLength(1)
    // No night decided once more would find it otherwise.
    expect(await rowsOf(files)).toMatchObject([{ status: 'sent' }])
    const early = standingClock(new Date('2026-03-10T07:59:59Z'))
    expect(await deliver(delivery(files, mailer, { clock: early }))).toEqual({
      counts: {},
      later: 0,
      overdue: 0,
    })
    const after = standingClock(new Date('2026-03-10T12:05:00Z'))
    expect(await deliver(delivery(files, mailer, { clock: after }))).toEqual({
      counts: { sent: 1 },
      later: 0,
      overdue: 0,
    })
    expect(sent).toHaveLength(2)
    expect(withoutEarlier(await files.list('sends'))).toEqual([
      'sends/2026-03-10/2026-03-10-1-2026-03-10T08-0001.ndjson',
    ])
  })

  it.each([
    ['over for everybody', {}, '2026-03-14T12:00:00Z', 'skipped expired'],
    ['not over on the last islands', {}, '2026-03-14T11:59:59Z', 'sent'],
    [
      'over where the customer is',
      { send_zone: 'Europe/Paris' },
      '2026-03-13T23:00:00Z',
      'skipped expired',
    ],
    ['not over there', { send_zone: 'Europe/Paris' }, '2026-03-13T22:59:59Z', 'sent'],
  ])('sends until the last date: %s', async (_, changes, at, became) => {
    const files = await lake(1, changes)
    const clock = standingClock(new Date(at))
    const { counts } = await deliver(delivery(files, mailbox().mailer, { clock }))
    expect(counts).toEqual({ [became]: 1 })
  })

  it('writes to an address once a day and campaign, whoever shares it', async () => {
    const files = memoryFiles()
    await putOutbox(files, [
      line(1, { address: 'both@example.com' }),
      line(2, { address: 'Both@Example.com' }),
    ])
    const { sent, mailer } = mailbox()
    const { counts } = await deliver(delivery(files, mailer))
    expect(sent).toHaveLength(1)
    expect(counts).toEqual({ sent: 1, 'skipped same-address': 1 })
    expect(ledgerOf(files)).toHaveLength(3)
  })

  it.each([
    'a@x.example, b@y.example',
    'a@x.example\r\nBcc: b@y.example',
    '"a b"@x.example',
    '<a@x.example>',
    'Eve <a@x.example>',
    'a@x.example;b@y.example',
    'a@localhost',
    'a@x.example\u202e',
    `${'a'.repeat(65)}@x.example`,
    '',
  ])('writes to nobody at %j', async (address) => {
    const files = await lake(1, { address })
    const { sent, mailer } = mailbox()
    const { counts } = await deliver(delivery(files, mailer))
    expect(sent).toEqual([])
    expect(counts).toEqual({ 'refused address': 1 })
  })

  it('refuses a line that is none, and sends the others', async () => {
    const files = memoryFiles()
    const text = ['{', JSON.stringify({ ...line(1), occurrence: '../x' }), JSON.stringify(line(2))]
    await files.putIfAbsent(
      'personal/2026-03-10/1/outbox_files/2026-03-10T08.ndjson',
      text.join('\n'),
    )
    const { counts } = await deliver(delivery(files, mailbox().mailer))
    expect(counts).toEqual({ 'refused line': 2, sent: 1 })
  })

  it('sends nothing of a night that is not live', async () => {
    const files = await lake(5, { is_live: false })
    const { sent, mailer } = mailbox()
    expect((await deliver(delivery(files, mailer))).counts).toEqual({ 'skipped not-live': 5 })
    expect(sent).toEqual([])
  })
})

it.each([
  ['name', { from: { name: 'Alder\nOat', address: 'hello@alder.example' } }],
  ['sender', { from: { name: 'Alder', address: 'hello' } }],
  ['address', { address: '' }],
  ['links', { links: 'javascript:alert(1)' }],
])('loses no message by a company without a right %s', async (_, wrong) => {
  const files = await lake(3)
  const { sent, mailer } = mailbox()
  const { company } = delivery(files, mailer)
  await expect(
    deliver(delivery(files, mailer, { company: { ...company, ...wrong } })),
  ).rejects.toThrow()
  expect([...ledgerOf(files), ...(await rowsOf(files))]).toEqual([])
  expect((await deliver(delivery(files, mailer))).counts).toEqual({ sent: 3 })
  expect(sent).toHaveLength(3)
})

describe('a message that is late', () => {
  const paris = { send_zone: 'Europe/Paris', expires_on: '2026-03-12' }
  const at = async (instant: string, changes = {}) => {
    const files = await lake(1, { ...paris, ...changes })
    const clock = standingClock(new Date(instant))
    const quiet = { from: '21:00', to: '07:00' }
    return { files, done: await deliver(delivery(files, mailbox().mailer, { clock, quiet })) }
  }

  it.each([
    ['before quiet hours', '2026-03-10T19:59:59Z', {}, { sent: 1 }],
    ['as they begin', '2026-03-10T20:00:00Z', {}, {}],
    ['at their last minute', '2026-03-11T05:59:59Z', {}, {}],
    ['after them', '2026-03-11T06:00:00Z', {}, { sent: 1 }],
    ['of no zone', '2026-03-10T22:00:00Z', { send_zone: undefined }, { sent: 1 }],
    ['of a zone that is none', '2026-03-10T22:00:00Z', { send_zone: 'Mars/Olympus' }, { sent: 1 }],
    [
      'by less than an hour',
      '2026-03-10T20:10:00Z',
      { send_at: '2026-03-10T19:30:00.000Z' },
      { sent: 1 },
    ],
    ['and over before they end', '2026-03-12T23:00:00Z', {}, { 'skipped expired': 1 }],
  ])('waits for the end of quiet hours: %s', async (_, instant, changes, counts) => {
    const { done } = await at(instant, changes)
    expect(done.counts).toEqual(counts)
    const left = Object.keys(counts).length === 0 ? 1 : 0
    expect(done).toMatchObject({ later: left, overdue: left })
  })

  it('is not claimed while it waits, and goes out once when they end', async () => {
    const { files } = await at('2026-03-10T22:00:00Z')
    expect(ledgerOf(files)).toEqual([])
    const { sent, mailer } = mailbox()
    const clock = standingClock(new Date('2026-03-11T06:00:00Z'))
    await deliver(delivery(files, mailer, { clock }))
    await deliver(delivery(files, mailer, { clock }))
    expect(sent).toHaveLength(1)
  })
})

describe('a pause', () => {
  it('stops all before the first, and lets them go when it ends', async () => {
    const files = await lake(20)
    const { sent, mailer } = mailbox()
    await pause(files, now)
    expect(await deliver(delivery(files, mailer))).toEqual({
      ...{ counts: {}, later: 20, overdue: 20 },
      stopped: 'sending is paused since 2026-03-10T12:00:00.000Z',
    })
    expect(sent).toEqual([])
    expect(ledgerOf(files)).toHaveLength(1)
    await resume(files, now)
    expect((await deliver(delivery(files, mailer))).counts).toEqual({ sent: 20 })
  })

  it('is noticed within seconds by a run that sends, which leaves nothing open', async () => {
    const files = await lake(500)
    let paused = 0
    const { sent, mailer } = mailbox()
    const pausing: Mailer = {
      limits: async () => ({ ...limits, perSecond: 10 }),
      async send(message) {
        if (sent.length === 50) {
          await pause(files, now)
          paused = sent.length
        }
        return mailer.send(message)
      },
    }
    const { counts, later } = await deliver(delivery(files, pausing))
    expect(counts.sent).toBe(sent.length)
    expect(later).toBe(500 - sent.length)
    // Two seconds at ten a second, and what was under way.
    expect(sent.length - paused).toBeLessThanOrEqual(2 * 10 + 10)
    expect(ledgerOf(files).filter((key) => key.endsWith('.claim.json'))).toHaveLength(sent.length)
  })

  it('holds for a message that waits while the mail service throttles', async () => {
    const files = await lake(1)
    const { sent, mailer } = mailbox(() => ({
      ...{ status: 'throttled', reason: 'Throttling', lasting: false },
    }))
    const pausing: Mailer = {
      ...mailer,
      async send(message) {
        const sending = await mailer.send(message)
        await pause(files, now)
        return sending
      },
    }
    const backOff = 5_000
    expect(await deliver(delivery(files, pausing, { backOff }))).toMatchObject({ later: 1 })
    expect(sent).toHaveLength(1)
    await resume(files, now)
    expect((await deliver(delivery(files, mailbox().mailer))).counts).toEqual({ sent: 1 })
  })
})

it('counts what its time was too short for as overdue where its hour is over', async () => {
  const files = await lake(20)
  const { mailer } = mailbox()
  const until = now
  const overdue = await deliver(delivery(files, mailer, { until }))
  expect(overdue).toEqual({ counts: {}, later: 20, overdue: 20, stopped: 'the time is over' })
  const clock = standingClock(new Date('2026-03-10T08:30:00Z'))
  const early = await deliver(delivery(files, mailer, { clock, until: clock.now() }))
  expect(early).toMatchObject({ later: 20, overdue: 0 })
})

describe('between decision and sending', () => {
  const at = '2026-03-10T11:59:59.000Z'
  const source = 'link'
  const one = subjectOf(salt, 'c1')
  const address = addressHashOf(salt, 'c1@example.com')

  it.each([
    ['withdrawn for the purpose', one, { kind: 'withdrawn', purpose: 'marketing' }, 'withdrawn'],
    ['withdrawn for everything', one, { kind: 'withdrawn' }, 'withdrawn'],
    ['complained', one, { kind: 'complained' }, 'complained'],
    ['complained from the address', address, { kind: 'complained' }, 'complained'],
    ['bounced', address, { kind: 'bounced' }, 'bounced'],
    ['erased', one, { kind: 'erased' }, 'erased'],
    ['erased with the address', address, { kind: 'erased' }, 'erased'],
  ] as const)('%s: nothing is sent', async (_, who, record, reason) => {
    const files = await lake(2)
    await recordPerson(files, who, { at, source, ...record })
    const { sent, mailer } = mailbox()
    const { counts } = await deliver(delivery(files, mailer))
    expect(sent.map(({ to }) => to)).toEqual(['c2@example.com'])
    expect(counts).toEqual({ sent: 1, [`skipped ${reason}`]: 1 })
  })

  it('a stop while the run goes on holds from that moment', async () => {
    const files = await lake(300)
    const { sent, mailer } = mailbox(() => 'accept')
    const stopping: Mailer = {
      ...mailer,
      async send(message) {
        if (sent.length === 0)
          for (let number = 100; number <= 300; number += 1)
            await recordPerson(files, subjectOf(salt, `c${number}`), {
              ...{ at, source, kind: 'withdrawn' as const, purpose: 'marketing' },
            })
        return mailer.send(message)
      },
    }
    await deliver(delivery(files, stopping))
    expect(sent).toHaveLength(99)
  })

  it('a stop while the mail service throttles holds too', async () => {
    const files = await lake(1)
    const { sent, mailer } = mailbox((_, nth) =>
      nth === 1 ? { status: 'throttled', reason: 'Throttling', lasting: false } : 'accept',
    )
    const stopping: Mailer = {
      ...mailer,
      async send(message) {
        const sending = await mailer.send(message)
        await recordPerson(files, one, { at, source, kind: 'withdrawn', purpose: 'marketing' })
        return sending
      },
    }
    expect(await deliver(delivery(files, stopping))).toEqual({ counts: {}, later: 1, overdue: 1 })
    expect((await deliver(delivery(files, stopping))).counts).toEqual({ 'skipped withdrawn': 1 })
    expect(sent).toHaveLength(1)
  })

  it('another purpose, or a yes after the no, stops nothing', async () => {
    const files = await lake(2)
    await recordPerson(files, one, { at, source, kind: 'withdrawn', purpose: 'reminders' })
    const two = subjectOf(salt, 'c2')
    await recordPerson(files, two, { at, source, kind: 'withdrawn' })
    await recordPerson(files, two, {
      ...{ at: '2026-03-10T11:59:59.001Z', source, kind: 'granted', purpose: 'marketing' },
    })
    expect((await deliver(delivery(files, mailbox().mailer))).counts).toEqual({ sent: 2 })
  })

  it('of a yes and a no at one instant the no counts; a later yes of the shop counts again', async () => {
    const files = await lake(1, { consent_at: at })
    await recordPerson(files, one, { at, source, kind: 'withdrawn', purpose: 'marketing' })
    expect((await deliver(delivery(files, mailbox().mailer))).counts).toEqual({
      'skipped withdrawn': 1,
    })
    const later = await lake(1, { consent_at: '2026-03-10T11:59:59.001Z' })
    await recordPerson(later, one, { at, source, kind: 'withdrawn', purpose: 'marketing' })
    expect((await deliver(delivery(later, mailbox().mailer))).counts).toEqual({ sent: 1 })
  })
})

describe('a mail service that', () => {
  it('throttles is asked again, and gets each message once', async () => {
    const files = await lake(30)
    const throttled = { status: 'throttled', reason: 'Throttling', lasting: false } as const
    const tries = new Map<string, number>()
    const { sent, mailer } = mailbox(({ messageId }) => {
      tries.set(messageId, (tries.get(messageId) ?? 0) + 1)
      return tries.get(messageId) === 3 ? 'accept' : throttled
    })
    const { counts } = await deliver(delivery(files, mailer))
    expect(counts).toEqual({ sent: 30 })
    expect(sent).toHaveLength(90)
    expect(ledgerOf(files)).toHaveLength(90)
  })

  it('is closed gets nothing more, and what it did not take goes out another time', async () => {
    const files = await lake(50)
    const closed = { status: 'throttled', reason: 'AccessDenied', lasting: true } as const
    const { sent, mailer } = mailbox(() => closed)
    const first = await deliver(delivery(files, mailer))
    expect(first).toMatchObject({
      counts: {},
      later: 50,
      stopped: 'the mail service takes nothing: AccessDenied',
    })
    expect(sent.length).toBeLessThanOrEqual(64)
    const open = mailbox()
    expect(await deliver(delivery(files, open.mailer))).toEqual({
      counts: { sent: 50 },
      later: 0,
      overdue: 0,
    })
    expect(open.sent).toHaveLength(50)
    expect(await deliver(delivery(files, open.mailer))).toEqual({
      counts: {},
      later: 0,
      overdue: 0,
    })
  })

  it('throttles for ever is left in peace after seven times', async () => {
    const files = await lake(100)
    const { sent, mailer } = mailbox(() => ({
      ...{ status: 'throttled', reason: 'smtp-451', lasting: false },
    }))
    const { stopped, later } = await deliver(delivery(files, mailer))
    expect(stopped).toBe('the mail service takes nothing: smtp-451')
    expect(later).toBe(100)
    expect(sent.length).toBeLessThanOrEqual(7 * 64)
    expect((await deliver(delivery(files, mailbox().mailer))).counts).toEqual({ sent: 100 })
  })

  it('never wants one message keeps no other from going out', async () => {
    const files = await lake(100)
    const { mailer } = mailbox(({ to }) =>
      to === 'c1@example.com'
        ? { status: 'throttled', reason: 'smtp-452', lasting: false }
        : 'accept',
    )
    // Others go out while it waits to be offered once more.
    const slow: Mailer = {
      ...mailer,
      async send(message) {
        if (message.to === 'c1@example.com') await setTimeout(20)
        return mailer.send(message)
      },
    }
    const first = await deliver(delivery(files, slow))
    expect(first).toEqual({ counts: { sent: 99 }, later: 1, overdue: 1 })
    expect((await deliver(delivery(files, mailbox().mailer))).counts).toEqual({ sent: 1 })
  })

  it('refuses a message has it never again', async () => {
    const files = await lake(3)
    const { sent, mailer } = mailbox((_, nth) =>
      nth === 2 ? { status: 'rejected', reason: 'MessageRejected' } : 'accept',
    )
    const { counts } = await deliver(delivery(files, mailer))
    expect(counts).toEqual({ sent: 2, 'failed MessageRejected': 1 })
    await deliver(delivery(files, mailer))
    expect(sent).toHaveLength(3)
  })

  it('gives no answer: uncertain, never sent again, until an event or a person settles it', async () => {
    const files = await lake(4)
    const { sent, mailer } = mailbox((_, nth) =>
      nth <= 3 ? { status: 'unknown', reason: 'TimeoutError' } : 'accept',
    )
    expect((await deliver(delivery(files, mailer))).counts).toEqual({
      'uncertain TimeoutError': 3,
      sent: 1,
    })
    await deliver(delivery(files, mailer))
    expect(sent).toHaveLength(4)

    expect(await uncertainTries(files, '2026-03-09')).toEqual([])
    expect(await uncertainTries(files, '2026-03-10')).toHaveLength(3)
    await takeMailEvent(files, event('Delivery', sent[0]?.messageId ?? ''), now)
    const left = await uncertainTries(files, '2026-03-10')
    expect(left.map(({ one }) => one)).toEqual(
      expect.arrayContaining(sent.slice(1, 3).map(({ messageId }) => tryIn(messageId))),
    )
    const [again, letGo] = left
    if (!again || !letGo) throw new Error('nothing is uncertain')
    expect(await decideUncertain(files, again.one, 'again', now.toISOString())).toBe(true)
    expect(await decideUncertain(files, letGo.one, 'let-go', now.toISOString())).toBe(true)
    expect(await decideUncertain(files, letGo.one, 'again', now.toISOString())).toBe(false)
    expect(await uncertainTries(files, '2026-03-10')).toEqual([])
  })

  it('gives no answer ten times in a row gets no more', async () => {
    const files = await lake(500)
    const { sent, mailer } = mailbox(() => ({ status: 'unknown', reason: 'TimeoutError' }))
    const { stopped } = await deliver(delivery(files, mailer))
    expect(stopped).toBe('10 messages in a row without an answer: TimeoutError')
    expect(sent.length).toBeLessThanOrEqual(10 + 64)
  })

  it('refuses ten in a row gets no more, and what it never saw goes out another time', async () => {
    const files = await lake(500)
    const { sent, mailer } = mailbox(() => ({ status: 'rejected', reason: 'smtp-554' }))
    const { stopped, counts, later } = await deliver(delivery(files, mailer))
    expect(stopped).toBe('10 messages in a row were refused: smtp-554')
    expect(sent.length).toBeLessThanOrEqual(10 + 64)
    expect(counts).toEqual({ 'failed smtp-554': sent.length })
    expect(later).toBe(500 - sent.length)
    expect((await deliver(delivery(files, mailbox().mailer))).counts).toEqual({ sent: later })
  })

  it('is not set up to take them gets few, and each goes out when it is', async () => {
    const files = await lake(500)
    const { sent, mailer } = mailbox(() => ({ status: 'denied', reason: 'smtp-554' }))
    for (let times = 0; times < 3; times += 1)
      expect(await deliver(delivery(files, mailer))).toEqual({
        ...{ counts: {}, later: 500, overdue: 500 },
        stopped: '10 messages in a row were refused: smtp-554',
      })
    expect(sent.length).toBeLessThanOrEqual(3 * (10 + 64))
    expect((await deliver(delivery(files, mailbox().mailer))).counts).toEqual({ sent: 500 })
  })

  it('refuses many, but not in a row, stops nobody else', async () => {
    const files = await lake(90)
    const { mailer } = mailbox((_, nth) =>
      nth % 10 === 0
        ? 'accept'
        : nth % 3 === 0
          ? { status: 'denied', reason: 'smtp-550' }
          : { status: 'rejected', reason: 'smtp-550' },
    )
    expect(await deliver(delivery(files, mailer))).toEqual({
      ...{ counts: { sent: 9, 'failed smtp-550': 54 }, later: 27, overdue: 27 },
    })
  })

  it('loses some answers and refuses the rest is left in peace too', async () => {
    const files = await lake(500)
    const { sent, mailer } = mailbox((_, nth) =>
      nth % 2 === 0
        ? { status: 'unknown', reason: 'TimeoutError' }
        : { status: 'rejected', reason: 'smtp-554' },
    )
    expect((await deliver(delivery(files, mailer))).stopped).toBeDefined()
    expect(sent.length).toBeLessThanOrEqual(20 + 64)
  })

  it('has a quota gets no more than that', async () => {
    const files = await lake(50)
    const { sent, mailer } = mailbox()
    const small = { ...mailer, limits: async () => ({ ...limits, left: 20 }) }
    const { stopped } = await deliver(delivery(files, small))
    expect(stopped).toBe('the quota of the day is used up')
    expect(sent).toHaveLength(20)
    expect(await deliver(delivery(files, mailer))).toEqual({
      counts: { sent: 30 },
      later: 0,
      overdue: 0,
    })
    expect(sent).toHaveLength(50)
  })
})

it('sends an uncertain message again when a person says so, and only then', async () => {
  const files = await lake(1)
  const { sent, mailer } = mailbox((_, nth) =>
    nth === 1 ? { status: 'unknown', reason: 'TimeoutError' } : 'accept',
  )
  const hour = () => standingClock(new Date('2026-03-10T13:00:00Z'))
  await deliver(delivery(files, mailer))
  const one = tryIn(sent[0]?.messageId ?? '')
  if (!one) throw new Error('no try')
  // The file is done: a person’s word opens it again in an outbox of its own.
  await decideUncertain(files, one, 'again', now.toISOString())
  await files.putIfAbsent('again/2026-03-10T08.ndjson', `${JSON.stringify(line(1))}\n`)
  const outboxes = [{ night: 'again', prefix: 'again' }]
  await deliver(delivery(files, mailer, { clock: hour(), outboxes }))
  expect(sent).toHaveLength(2)
  expect(sent[1]?.messageId).toBe(sent[0]?.messageId.replace(/_1$/, '_2'))
  await deliver(delivery(files, mailer, { clock: hour(), outboxes }))
  expect(sent).toHaveLength(2)
})

it('a claim of which nothing is known is left alone, then uncertain', async () => {
  const files = await lake(3)
  const { sent, mailer } = mailbox()
  const breaking: Files = {
    ...files,
    async putIfAbsent(key, body) {
      if (key.endsWith('.sent.json') && sent.length > 0) throw new Error('the process is killed')
      return files.putIfAbsent(key, body)
    },
  }
  await expect(deliver(delivery(breaking, mailer))).rejects.toThrow('killed')
  expect(sent).toHaveLength(3)
  expect(await deliver(delivery(files, mailer))).toMatchObject({ counts: {}, later: 3 })
  const later = standingClock(new Date('2026-03-10T12:16:00Z'))
  expect((await deliver(delivery(files, mailer, { clock: later }))).counts).toEqual({
    'uncertain broke-off': 3,
  })
  expect(sent).toHaveLength(3)
  for (const { messageId } of sent) await takeMailEvent(files, event('Send', messageId), now)
  expect(await uncertainTries(files, '2026-12-31')).toEqual([])
})

it('does not read again what is done', async () => {
  const files = await lake(3)
  const { mailer } = mailbox()
  await deliver(delivery(files, mailer))
  const reads: string[] = []
  const told: Files = {
    ...files,
    read: (key) => {
      reads.push(key)
      return files.read(key)
    },
  }
  await deliver(delivery(told, mailer))
  expect(reads).toEqual([])
})

it('a run that breaks off before its claim leaves nothing uncertain', async () => {
  const files = await lake(3)
  const { sent, mailer } = mailbox()
  const breaking: Files = {
    ...files,
    async putIfAbsent(key, body) {
      if (key.endsWith('.claim.json')) throw new Error('the process is killed')
      return files.putIfAbsent(key, body)
    },
  }
  await expect(deliver(delivery(breaking, mailer))).rejects.toThrow('killed')
  expect(ledgerOf(files).length).toBeGreaterThan(0)
  expect(sent).toEqual([])
  expect(await deliver(delivery(files, mailer))).toEqual({
    counts: { sent: 3 },
    later: 0,
    overdue: 0,
  })
})

describe('an event', () => {
  async function sentLake() {
    const files = await lake(2)
    const { sent, mailer } = mailbox()
    await deliver(delivery(files, mailer))
    return { files, id: sent.find(({ to }) => to === 'c1@example.com')?.messageId ?? '' }
  }
  const again = async (files: Files, changes: Partial<ReturnType<typeof line>> = {}) => {
    await files.putIfAbsent(
      'next/2026-03-10T09.ndjson',
      JSON.stringify(line(1, { occurrence: '2027', occasion_on: '2027-03-12', ...changes })),
    )
    const outboxes = [{ night: 'next', prefix: 'next' }]
    return (await deliver(delivery(files, mailbox().mailer, { outboxes }))).counts
  }

  it('of a bounce stops the address, of a complaint the customer too', async () => {
    const bounced = await sentLake()
    const bounce = { bounce: { bounceType: 'Permanent', timestamp: '2026-03-10T11:00:00.000Z' } }
    await takeMailEvent(bounced.files, event('Bounce', bounced.id, bounce), now)
    expect(await again(bounced.files)).toEqual({ 'skipped bounced': 1 })

    const moved = await sentLake()
    await takeMailEvent(moved.files, event('Bounce', moved.id, bounce), now)
    expect(await again(moved.files, { address: 'new@example.com' })).toEqual({ sent: 1 })

    const complained = await sentLake()
    await takeMailEvent(complained.files, event('Complaint', complained.id), now)
    expect(await again(complained.files, { address: 'new@example.com' })).toEqual({
      'skipped complained': 1,
    })
  })

  it('of a full mailbox stops nothing', async () => {
    const { files, id } = await sentLake()
    const bounce = { bounce: { bounceType: 'Transient' } }
    expect(await takeMailEvent(files, event('Bounce', id, bounce), now)).toBe(true)
    expect(await again(files)).toEqual({ sent: 1 })
  })

  it('is kept once, by hash, and adds nothing to the ledger', async () => {
    const { files, id } = await sentLake()
    const before = ledgerOf(files).length
    for (let times = 0; times < 2; times += 1) await takeMailEvent(files, event('Open', id), now)
    const kept = await files.list('sends/events')
    expect(kept).toHaveLength(1)
    expect(JSON.parse((await files.read(kept[0] ?? '')) ?? '')).toMatchObject({
      ...{ kind: 'open', subject: subjectOf(salt, 'c1'), campaign_id: 'birthday' },
      at: '2026-03-10T13:00:00.000Z',
    })
    expect(ledgerOf(files)).toHaveLength(before)
  })

  it.each([
    {},
    null,
    event('Bounce', 'not-ours'),
    event('Bounce', `2026_${'0'.repeat(64)}_1`),
    event('Surprise', ''),
    { detail: { eventType: 'Open', mail: { timestamp: 'yesterday' } } },
  ])('of something else changes nothing: %j', async (given) => {
    const { files } = await sentLake()
    const before = files.objects.size
    expect(await takeMailEvent(files, given, now)).toBe(false)
    expect(files.objects.size).toBe(before)
  })
})

it('takes as many lines as there are', async () => {
  const files = memoryFiles()
  await putOutbox(files, lines(25), 10)
  expect((await deliver(delivery(files, mailbox().mailer))).counts).toEqual({ sent: 25 })
  expect(await rowsOf(files)).toHaveLength(25)
})
