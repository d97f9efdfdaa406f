import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SESClient } from '@aws-sdk/client-ses'
import { SMTPServer } from 'smtp-server'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { sesClientOptions, sesMailer } from '../../functions/platform/aws/ses-mailer.ts'
import { emlMailer } from '../../functions/platform/local/eml-mailer.ts'
import { smtpMailer } from '../../functions/platform/local/smtp-mailer.ts'
import type { Mailer, Outgoing, Sending } from '../../functions/platform/ports.ts'
import { freePort } from '../support/free-port.ts'
import { type MailFate, smtpSink } from '../support/smtp-sink.ts'

const text = `Subject: Hello\r\n\r\n.\r\n..\r\nDear Léa\r\n`
const message = (changes: Partial<Outgoing> = {}): Outgoing => ({
  ...{ from: 'hello@alder.example', to: 'lea@shop.example', messageId: '2026_abc_1' },
  raw: new TextEncoder().encode(text),
  tags: { 'nocturne-campaign': 'birthday' },
  ...changes,
})

const open: (() => unknown)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

async function sinkWith(fate: MailFate) {
  const sink = await smtpSink(() => fate)
  open.push(sink.close)
  const host = { host: '127.0.0.1', port: sink.port, isSecure: false, perSecond: 10 }
  return { sink, mailer: smtpMailer({ ...host, patience: 2_000 }) }
}

/** A place that answers every request alike, and counts them. */
async function service(answer: (response: ServerResponse) => void) {
  const bodies: string[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    bodies.push(body)
    answer(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const client = new SESClient({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1' },
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    ...{ maxAttempts: sesClientOptions.maxAttempts },
    requestHandler: { ...sesClientOptions.requestHandler, requestTimeout: 500 },
  })
  return { bodies, mailer: sesMailer(client, 'nocturne') }
}

const ns = 'xmlns="http://ses.amazonaws.com/doc/2010-12-01/"'
const taken = `<SendRawEmailResponse ${ns}><SendRawEmailResult><MessageId>ses-1</MessageId></SendRawEmailResult></SendRawEmailResponse>`
const fault = (code: string, said = 'no') =>
  `<ErrorResponse ${ns}><Error><Type>Sender</Type><Code>${code}</Code><Message>${said}</Message></Error></ErrorResponse>`
const answering = (status: number, body: string) =>
  service((response) => response.writeHead(status, { 'content-type': 'text/xml' }).end(body))

const folder = mkdtempSync(join(tmpdir(), 'nocturne-eml-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('every mailer', () => {
  const all: readonly (readonly [string, () => Promise<Mailer>])[] = [
    ['eml', async () => emlMailer(join(folder, 'every'))],
    ['smtp', async () => (await sinkWith('accept')).mailer],
    ['ses', async () => (await answering(200, taken)).mailer],
  ]
  it.each(all)('%s says that it accepted a message, and by which id', async (_, made) => {
    const sending = await (await made()).send(message())
    expect(sending).toEqual({ status: 'accepted', id: expect.stringMatching(/^[\w.-]+$/) })
  })
})

describe('a folder of .eml files', () => {
  it('holds each message as it is, whole, and a second one of the same id beside it', async () => {
    const place = join(folder, 'twice')
    const mailer = emlMailer(place)
    const many = await Promise.all(Array.from({ length: 3 }, () => mailer.send(message())))
    expect(many.every(({ status }) => status === 'accepted')).toBe(true)
    const names = ['2026_abc_1-copy-2.eml', '2026_abc_1-copy-3.eml', '2026_abc_1.eml']
    expect(readdirSync(place).sort()).toEqual(names)
    for (const name of names) expect(readFileSync(join(place, name), 'utf8')).toBe(text)
  })

  it.each(['../up', 'a/b', '', 'a b', '.hidden'])('holds no file named %j', async (messageId) => {
    const place = join(folder, 'names')
    expect(await emlMailer(place).send(message({ messageId }))).toMatchObject({
      status: 'rejected',
    })
  })
})

describe('a mail server', () => {
  it.each([
    ['accept', { status: 'accepted', id: 'queued' }, 1],
    ['lose', { status: 'unknown', reason: 'ECONNECTION' }, 1],
    ['reset', { status: 'unknown', reason: 'ECONNECTION' }, 0],
    ['throttle', { status: 'throttled', reason: 'smtp-451', lasting: false }, 0],
    ['throttle-late', { status: 'throttled', reason: 'smtp-451', lasting: false }, 0],
    ['refuse', { status: 'rejected', reason: 'smtp-554' }, 0],
  ] as const)('that does this: %s', async (fate, expected, received) => {
    const { sink, mailer } = await sinkWith(fate)
    const sending = await mailer.send(message())
    // A connection that breaks while the message is written is told in one of two ways.
    if (fate === 'reset') expect(sending.status).toBe('unknown')
    else expect(sending).toEqual(expected)
    expect(sink.received).toHaveLength(received)
    expect(sink.fates[fate]).toBe(1)
  })

  it('gets the message as it is, for one recipient', async () => {
    const { sink, mailer } = await sinkWith('accept')
    await mailer.send(message())
    const [one] = sink.received
    expect(one?.to).toEqual(['lea@shop.example'])
    expect(`${Buffer.from(one?.raw ?? '', 'latin1').toString('utf8')}\r\n`).toBe(text)
  })

  it('that nobody is at has got nothing', async () => {
    const port = await freePort()
    const mailer = smtpMailer({ host: '127.0.0.1', port, isSecure: false, perSecond: 1 })
    expect(await mailer.send(message())).toMatchObject({ status: 'throttled', lasting: true })
  })

  it.each([
    ['never greets', '', 'throttled'],
    ['leaves at once', '421 busy\r\n', 'throttled'],
    ['talks nonsense', 'HTTP/1.1 400\r\n\r\n', 'throttled'],
  ])('that %s has got nothing', async (_, greeting, status) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {})
      if (greeting) socket.end(greeting)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(() => server.close())
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const host = { host: '127.0.0.1', port, isSecure: false, perSecond: 1, patience: 300 }
    expect(await smtpMailer(host).send(message())).toMatchObject({ status })
  })

  it.each([
    ['after the message', 'unknown'],
    ['before the message', 'throttled'],
  ])('that falls silent %s', async (when, status) => {
    let held = () => {}
    const server = new SMTPServer({
      ...{ authOptional: true, disabledCommands: ['STARTTLS'], logger: false, closeTimeout: 100 },
      onRcptTo(_, __, answer) {
        if (when === 'after the message') answer()
        else held = answer
      },
      onData(stream, _, answer) {
        stream.resume()
        held = answer
      },
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    server.on('error', () => {})
    open.push(() => {
      held()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    })
    const address = server.server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const host = { host: '127.0.0.1', port, isSecure: false, perSecond: 1, patience: 500 }
    expect(await smtpMailer(host).send(message())).toMatchObject({ status, reason: 'ETIMEDOUT' })
  })

  const closed = { status: 'throttled', lasting: true }
  const denied = { status: 'denied' }
  const rejected = { status: 'rejected' }
  it.each([
    ['the sender', { MAIL: '550 5.7.1 not your address' }, closed],
    ['us', { EHLO: '554 5.7.1 blocked', HELO: '554 5.7.1 blocked' }, closed],
    ['to relay', { RCPT: '554 5.7.1 <lea@shop.example>: Relay access denied' }, denied],
    ['to relay, in words alone', { RCPT: '550 relay not permitted' }, denied],
    ['us by its policy', { RCPT: '550-5.7.26 not authenticated\r\n550 5.7.26 at all' }, denied],
    ['the recipient', { RCPT: '550 5.1.1 unknown' }, rejected],
    ['a recipient called so', { RCPT: '550 5.1.1 <relay@shop.example> unknown' }, rejected],
    ['the size', { MAIL: '552 5.3.4 too large' }, rejected],
    ['the size as it greets', { EHLO: '250-sink\r\n250 SIZE 10' }, rejected],
  ] as const)('that refuses %s', async (_, answers, expected) => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => {})
      socket.write('220 sink\r\n')
      socket.on('data', (chunk) => {
        const word = chunk.toString('latin1').slice(0, 4)
        const said = new Map<string, string>(Object.entries(answers)).get(word) ?? '250 ok'
        socket.write(`${said}\r\n`)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(() => server.close())
    const address = server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const host = { host: '127.0.0.1', port, isSecure: false, perSecond: 1, patience: 500 }
    expect(await smtpMailer(host).send(message())).toMatchObject(expected)
  })

  it('that refuses the password has got nothing, and nothing else goes out', async () => {
    const server = new SMTPServer({
      ...{ secure: false, logger: false, closeTimeout: 100 },
      onAuth: (_, __, answer) => answer(new Error('no')),
    })
    server.on('error', () => {})
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    open.push(() => new Promise<void>((resolve) => server.close(() => resolve())))
    const address = server.server.address()
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0
    const host = { host: '127.0.0.1', port, isSecure: false, perSecond: 1, patience: 2_000 }
    const sending = await smtpMailer({ ...host, user: 'u', password: 'p' }).send(message())
    // The server’s certificate is nobody’s: no password is said over such a line.
    expect(sending).toMatchObject({ status: 'throttled', lasting: true })
  })
})

describe('SES', () => {
  it('gets one recipient, the tags and the bytes, once', async () => {
    const { bodies, mailer } = await answering(200, taken)
    expect(await mailer.send(message())).toEqual({ status: 'accepted', id: 'ses-1' })
    expect(bodies).toHaveLength(1)
    const given = new URLSearchParams(bodies[0])
    const destinations = [...given.keys()].filter((name) => name.startsWith('Destinations'))
    expect(destinations).toEqual(['Destinations.member.1'])
    expect(given.get('Destinations.member.1')).toBe('lea@shop.example')
    expect(Buffer.from(given.get('RawMessage.Data') ?? '', 'base64').toString()).toBe(text)
    expect(given.get('ConfigurationSetName')).toBe('nocturne')
    expect([...given.values()]).toContain('2026_abc_1')
  })

  const lasting = true
  it.each<readonly [string, number, string, Sending]>([
    [
      'throttling',
      400,
      fault('Throttling', 'Maximum sending rate exceeded.'),
      { status: 'throttled', reason: 'Throttling', lasting: false },
    ],
    [
      'the quota of the day',
      400,
      fault('Throttling', 'Daily message quota exceeded.'),
      { status: 'throttled', reason: 'Throttling', lasting },
    ],
    [
      'a refused message',
      400,
      fault('MessageRejected', 'Email address is on the suppression list.'),
      { status: 'rejected', reason: 'MessageRejected' },
    ],
    [
      'a recipient that is not verified, as in the sandbox',
      400,
      fault(
        'MessageRejected',
        'Email address is not verified. The following identities failed the check in region EU-WEST-1: lea@shop.example',
      ),
      { status: 'denied', reason: 'MessageRejected' },
    ],
    [
      'a sender that is not verified',
      400,
      fault(
        'MessageRejected',
        'Email address is not verified. The following identities failed the check in region EU-WEST-1: alder.example',
      ),
      { status: 'throttled', reason: 'MessageRejected', lasting },
    ],
    [
      'a paused account',
      400,
      fault('AccountSendingPausedException'),
      { status: 'throttled', reason: 'AccountSendingPausedException', lasting },
    ],
    [
      'missing rights',
      403,
      fault('AccessDenied'),
      { status: 'throttled', reason: 'AccessDenied', lasting },
    ],
    [
      'a wrong parameter',
      400,
      fault('InvalidParameterValue'),
      { status: 'rejected', reason: 'InvalidParameterValue' },
    ],
    ['a code that nobody knows', 400, fault('Surprise'), { status: 'unknown', reason: 'Surprise' }],
    [
      'an error of its own',
      500,
      fault('InternalFailure'),
      { status: 'unknown', reason: 'InternalFailure' },
    ],
    [
      'a known code as its own error',
      500,
      fault('Throttling'),
      { status: 'unknown', reason: 'Throttling' },
    ],
    ['being away', 503, 'busy', { status: 'unknown', reason: expect.any(String) }],
    ['a 400 that says nothing', 400, '', { status: 'unknown', reason: expect.any(String) }],
    [
      'an answer cut off',
      200,
      taken.slice(0, 90),
      { status: 'unknown', reason: expect.any(String) },
    ],
    [
      'an answer without an id',
      200,
      `<SendRawEmailResponse ${ns}><SendRawEmailResult/></SendRawEmailResponse>`,
      { status: 'unknown', reason: expect.any(String) },
    ],
    ['an answer that is none', 200, 'ok', { status: 'unknown', reason: expect.any(String) }],
  ])('answering with %s', async (_, status, body, expected) => {
    const { bodies, mailer } = await answering(status, body)
    expect(await mailer.send(message())).toEqual(expected)
    expect(bodies).toHaveLength(1)
  })

  it.each<readonly [string, (response: ServerResponse) => void]>([
    ['never', () => {}],
    ['with a broken line', (response) => response.destroy()],
    [
      'with half an answer',
      (response) => {
        response.writeHead(200, { 'content-length': '1000' }).write(taken.slice(0, 50))
        setTimeout(() => response.destroy(), 20)
      },
    ],
  ])('answering %s may have sent it, and is not asked again', async (_, answer) => {
    const { bodies, mailer } = await service(answer)
    expect(await mailer.send(message())).toMatchObject({ status: 'unknown' })
    expect(bodies).toHaveLength(1)
  })

  it('says what may be sent', async () => {
    const quota = (most: number) =>
      `<GetSendQuotaResponse ${ns}><GetSendQuotaResult><SentLast24Hours>10</SentLast24Hours><Max24HourSend>${most}</Max24HourSend><MaxSendRate>14</MaxSendRate></GetSendQuotaResult></GetSendQuotaResponse>`
    const limits = async (most: number) => (await answering(200, quota(most))).mailer.limits()
    expect(await limits(50_000)).toEqual({
      perSecond: 11.200000000000001,
      left: 49_990,
      isSandbox: false,
    })
    expect(await limits(200)).toMatchObject({ left: 190, isSandbox: true })
    expect(await limits(-1)).toMatchObject({ left: Number.POSITIVE_INFINITY, isSandbox: false })
    expect(await limits(5)).toMatchObject({ left: 0 })
  })
})
