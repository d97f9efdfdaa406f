import { beforeEach, describe, expect, it } from 'vitest'
import { configObject, pushConfig } from '../../functions/commands/aws/push-config.ts'
import { readConfig } from '../../functions/config-file.ts'
import { type DeliverDependencies, deliverHandler } from '../../functions/lambda/deliver-handler.ts'
import { pause } from '../../functions/pause.ts'
import { metrics } from '../../functions/pipeline.ts'
import type { Files, Outgoing, Sending } from '../../functions/platform/ports.ts'
import { birthday, campaigns, shopWithConsents } from '../support/campaign-shop.ts'
import { line, memoryFiles, now, putEmail, putOutbox, standingClock } from '../support/outbox.ts'

const yaml = (sending: string) => `${shopWithConsents}${campaigns(birthday)}sending: ${sending}\n`
const live = '{ live: true, from: hello@mail.shop.example, links: https://links.shop.example }'

const unread = { perSecond: 14, left: 50_000, isSandbox: false }
const calm = { getRemainingTimeInMillis: () => 900_000 }

let files: ReturnType<typeof memoryFiles>
let sent: Outgoing[]
let lines: Record<string, unknown>[]
let answer: Sending
beforeEach(() => {
  files = memoryFiles()
  sent = []
  lines = []
  answer = { status: 'accepted', id: 's' }
})

/** A lake whose newest night was configured so. */
async function publish(sending: string, asOf = '2026-03-10') {
  const config = readConfig(yaml(sending), 'nocturne.yaml').config
  await put(`runs/${asOf}/1/_run.json`, { config, configHash: 'c', sources: {}, versions: {} })
  await put(`published/${asOf}/1.json`, { asOf, attempt: 1 })
}

const put = (key: string, body: object) => files.putIfAbsent(key, JSON.stringify(body))
const push = (sending: string, at = now) =>
  pushConfig(files, configObject({ 'nocturne.yaml': yaml(sending) }), at)

async function shop(sending = live) {
  await publish(sending)
  await push(sending)
  await putEmail(files)
  await putOutbox(files, [line(1), line(2)])
}

const call = (changes: Partial<DeliverDependencies> = {}, context = calm) =>
  deliverHandler({
    ...{ deployment: 'nocturne', domain: 'shop.example', links: undefined, files },
    mailer: {
      async send(message) {
        sent.push(message)
        return answer
      },
      limits: async () => unread,
    },
    random: (count) => new Uint8Array(count).fill(5),
    clock: () => standingClock(now),
    name: () => 'run-1',
    write: (text) => lines.push(JSON.parse(text)),
    ...changes,
  })({}, context)

const figures = () => lines.find((one) => '_aws' in one)

describe('the Deliver function', () => {
  it('sends what is due, once, and writes what it did as metrics', async () => {
    await shop()
    const done = { status: 'done', later: 0, overdue: 0, held: [], unsettled: 0, isSandbox: false }
    expect(await call()).toEqual({ ...done, counts: { sent: 2 } })
    expect(sent.map(({ to }) => to).sort()).toEqual(['c1@example.com', 'c2@example.com'])
    expect(figures()).toMatchObject({
      Deployment: 'nocturne',
      deliver: 'done',
      [metrics.emails.sent]: 2,
      [metrics.emails.failed]: 0,
      [metrics.emails.overdue]: 0,
    })
    expect(JSON.stringify(lines)).not.toMatch(/c1@|Name 1/)
    lines = []
    expect(await call()).toEqual({ ...done, counts: {} })
    expect(figures()).toMatchObject({ [metrics.emails.sent]: 0 })
    expect(sent).toHaveLength(2)
  })

  it('counts what failed, what is uncertain, and what has been for three days', async () => {
    await shop()
    answer = { status: 'unknown', reason: 'TimeoutError' }
    await call()
    expect(figures()).toMatchObject({
      [metrics.emails.uncertain]: 2,
      [metrics.emails.unsettled]: 0,
    })
    lines = []
    const later = () => standingClock(new Date('2026-03-13T12:00:00Z'))
    expect(await call({ clock: later })).toMatchObject({ unsettled: 2 })
    expect(figures()).toMatchObject({ [metrics.emails.unsettled]: 2 })
  })

  it('says how much is left of hours that are over when its time is', async () => {
    await shop()
    expect(await call({}, { getRemainingTimeInMillis: () => 120_000 })).toMatchObject({
      ...{ counts: {}, later: 2, overdue: 2, stopped: 'the time is over' },
    })
    expect(figures()).toMatchObject({ [metrics.emails.overdue]: 2, stopped: 'the time is over' })
  })

  it.each([
    ['before the first night', async () => {}, 'no night is published yet'],
    [
      'of a night that is not live',
      () => shop('{ live: false, from: hello@shop.example }'),
      'sending.live is false',
    ],
    [
      'where live: false was pushed since',
      async () => {
        await shop()
        await push('{ live: false }', new Date(now.getTime() + 1))
      },
      'sending.live is false',
    ],
    [
      'where sending is not said any more',
      async () => {
        await shop()
        const text = `${shopWithConsents}${campaigns(birthday)}`
        await pushConfig(files, configObject({ 'nocturne.yaml': text }), new Date('2026-03-11'))
      },
      'sending.live is false',
    ],
  ])('sends nothing %s', async (_, made, why) => {
    await made()
    expect(await call()).toEqual({ status: 'nothing', why })
    expect(sent).toEqual([])
    // An alarm hears of a function that says nothing.
    expect(figures()).toMatchObject({ [metrics.emails.overdue]: 0, why })
    expect([...files.objects.keys()].filter((key) => key.startsWith('ledger/'))).toEqual([])
  })

  it('sends nothing while sending is paused', async () => {
    await shop()
    await pause(files, now)
    expect(await call()).toMatchObject({
      counts: {},
      later: 2,
      stopped: expect.stringContaining('paused since'),
    })
    expect(sent).toEqual([])
  })

  it('says that the account is in the sandbox before it sends', async () => {
    await shop()
    const said: string[] = []
    await call({
      mailer: {
        async send() {
          said.push('sent')
          return answer
        },
        limits: async () => ({ perSecond: 0.8, left: 200, isSandbox: true }),
      },
      write: (text) => said.push(text),
    })
    expect(said[0]).toContain('sandbox of SES')
    expect(said.slice(1, 3)).toEqual(['sent', 'sent'])
  })

  it('takes the links of the deployment where the configuration has none', async () => {
    await shop('{ live: true, from: hello@shop.example }')
    await expect(call()).rejects.toThrow('a place to unsubscribe')
    await call({ links: 'https://abc.lambda-url.eu-west-1.on.aws/' })
    const [first] = sent
    expect(new TextDecoder().decode(first?.raw)).toContain(
      'List-Unsubscribe: <https://abc.lambda-url.eu-west-1.on.aws/unsubscribe/1.k1.',
    )
  })

  it.each(['hello@other.example', 'hello@evilshop.example', 'hello@shop.example.evil.example'])(
    'refuses to send from %s, whose domain is not its own, in words',
    async (from) => {
      await shop(`{ live: true, from: ${from}, links: https://links.shop.example }`)
      await expect(call()).rejects.toThrow('this deployment sends from shop.example')
      expect(lines).toEqual([
        { failed: { error: 'ConfigError', cause: expect.stringContaining('deployment.yaml') } },
      ])
      expect(sent).toEqual([])
    },
  )

  it('sends as the newest night was configured, and of earlier nights too', async () => {
    await publish('{ live: true, from: old@shop.example }', '2026-03-09')
    await shop()
    await put('personal/2026-03-09/1/outbox_files/2026-03-09T20-0001.ndjson', line(3))
    await call()
    expect(new Set(sent.map(({ from }) => from))).toEqual(new Set(['hello@mail.shop.example']))
    expect(sent).toHaveLength(3)
  })

  it('fails where the lake fails, and sends nothing that it could not claim', async () => {
    await shop()
    const broken: Files = {
      ...files,
      async putIfAbsent(key, body) {
        if (key.includes('/messages/')) throw new Error('SlowDown')
        return files.putIfAbsent(key, body)
      },
    }
    await expect(call({ files: broken })).rejects.toThrow('SlowDown')
    expect(sent).toEqual([])
  })
})
