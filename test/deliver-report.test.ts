import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { beforeAll, expect, it } from 'vitest'
import { deliver } from '../functions/commands/deliver.ts'
import { configSpec } from '../functions/config.ts'
import { readConfig } from '../functions/config-file.ts'
import { deliverReport, type ReportDelivery } from '../functions/deliver-report.ts'
import { addressHashOf } from '../functions/domain/ledger/hash.ts'
import { recordPerson, uncertainTries } from '../functions/ledger.ts'
import { offerAgain } from '../functions/offer-again.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import type { Mailer, Outgoing, Sending } from '../functions/platform/ports.ts'
import { nightOf, scratch } from './support/night.ts'
import { memoryFiles } from './support/outbox.ts'
import { runCommand } from './support/run-command.ts'

const hostile = `Shop "A, B" <script>alert(1)</script> Bcc: x@y.com {{ 7 | times: 6 }}`
const to = ['ops@shop.example', 'owner@shop.example']
const yaml = `version: 1
company: { name: ${JSON.stringify(hostile)}, timeZone: Europe/London, currency: GBP }
checks: { default: { staleDays: 3650 } }
sources:
  shop:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: id, customer_id: c, ordered_at: at, total: t } }
sending: { from: hello@shop.example, live: false }
report: { mail: { to: [${to.join(', ')}] } }
`

let folder = ''
beforeAll(async () => {
  folder = scratch('report-mail')
  writeFileSync(join(folder, 'nocturne.yaml'), yaml)
  const orders = Array.from(
    { length: 60 },
    (_, i) => `${i},Secret-${i % 20},2026-0${1 + (i % 2)}-${10 + (i % 18)} 10:00:00,${i + 5}`,
  )
  writeFileSync(join(folder, 'orders.csv'), `id,c,at,t\n${orders.join('\n')}\n`)
  await nightOf(folder, '2026-03-10')
})

const lake = () => folderFiles(join(folder, '.nocturne'))

function delivery(
  send: (message: Outgoing) => Sending,
  {
    at = '2026-03-10T07:00:00Z',
    left = 100,
    over = {},
  }: { at?: string; left?: number; over?: object } = {},
): ReportDelivery {
  const config = readConfig(yaml, 'nocturne.yaml').config
  const mailer: Mailer = {
    send: async (message) => send(message),
    limits: async () => ({ perSecond: 100, left, isSandbox: false }),
  }
  return {
    ...{ files: lake(), mailer, run: 'test', salt: 'salt', config },
    from: { name: config.company.name, address: 'hello@shop.example' },
    clock: { now: () => new Date(at), sleep: async () => {} },
    ...over,
  }
}

const accepted = (message: Outgoing): Sending => ({ status: 'accepted', id: message.messageId })

it('reaches each of the shop’s people once, as files here', async () => {
  const first = await runCommand(deliver, folder, {}, new Date('2026-03-10T07:00:00Z'))
  expect(first.out).toContain('2 nightly reports sent')
  const second = await runCommand(deliver, folder, {}, new Date('2026-03-10T08:00:00Z'))
  expect(second.out).not.toContain('nightly')
  const mails = readdirSync(join(folder, 'mail')).filter((name) => name.endsWith('.eml'))
  expect(mails).toHaveLength(2)

  const page = readFileSync(join(folder, '.nocturne/reports/2026-03-10/1/index.html'), 'utf8')
  const recipients: string[] = []
  for (const name of mails) {
    const mail = await simpleParser(readFileSync(join(folder, 'mail', name)))
    expect(mail.headers.has('bcc')).toBe(false)
    expect(mail.headers.has('list-unsubscribe')).toBe(false)
    expect(mail.attachments).toHaveLength(1)
    expect(mail.attachments[0]?.content.toString('utf8')).toBe(page)
    expect(mail.attachments[0]?.filename).toBe('report-2026-03-10.html')
    expect(mail.html).toContain('&lt;script&gt;')
    expect(mail.html).not.toContain('<script')
    expect(mail.html).toContain('{{ 7 | times: 6 }}')
    expect(mail.text).toContain('report.mail.to')
    // Nobody is in its words.
    expect(`${mail.subject}${mail.html}${mail.text}`).not.toContain('Secret-')
    recipients.push([mail.to].flat()[0]?.text ?? '')
  }
  expect(recipients.sort()).toEqual(to)
})

it('is sent once whoever sends at the same time, and not again after a lost answer', async () => {
  const got: string[] = []
  const both = await Promise.all(
    [1, 2].map((run) =>
      deliverReport(
        delivery(
          (message) => {
            got.push(message.to)
            return accepted(message)
          },
          { over: { run: `run-${run}` } },
        ),
      ),
    ),
  )
  expect(got.sort()).toEqual(to)
  expect(both.reduce((sum, { sent = 0 }) => sum + sent, 0)).toBe(2)
})

it('is uncertain when a run breaks off, until a person decides', async () => {
  const salted = { salt: 'another' }
  const dies = delivery(
    () => {
      throw new Error('killed')
    },
    { over: salted },
  )
  await expect(deliverReport(dies)).rejects.toThrow('killed')
  const got: string[] = []
  const send = (message: Outgoing) => {
    got.push(message.to)
    return accepted(message)
  }
  await deliverReport(delivery(send, { over: salted }))
  expect(got).toEqual(['owner@shop.example'])
  expect(await deliverReport(delivery(send, { at: '2026-03-10T07:20:00Z', over: salted }))).toEqual(
    {
      uncertain: 1,
    },
  )
  expect(got).toHaveLength(1)
  const [left] = await uncertainTries(lake(), '2026-03-10')
  expect(left?.claim.campaignId).toBe('nightly_report')
  const now = new Date('2026-03-10T09:00:00Z')
  // The report of an earlier night is never written anew.
  const followed = memoryFiles()
  for (const key of await lake().list('ledger'))
    await followed.putIfAbsent(key, (await lake().read(key)) ?? '')
  await followed.putIfAbsent('published/2026-03-10/1.json', '{}')
  await followed.putIfAbsent('published/2026-03-11/1.json', '{}')
  expect(await offerAgain(followed, left!.one, 'another', now)).toBe('gone')
  expect(await offerAgain(lake(), left!.one, 'another', now)).toBe('offered')
  await deliverReport(delivery(send, { at: '2026-03-10T09:00:00Z', over: salted }))
  expect(got).toEqual(['owner@shop.example', 'ops@shop.example'])
})

it('is offered again when it was throttled, and waits for quota and hour', async () => {
  const salted = { salt: 'third' }
  const throttled = () => ({ status: 'throttled', reason: 'rate', lasting: false }) as const
  expect(await deliverReport(delivery(throttled, { over: salted }))).toEqual({
    'for a later run': 2,
  })
  expect(await deliverReport(delivery(accepted, { left: 0, over: salted }))).toEqual({})
  const config = configSpec.parse({
    ...readConfig(yaml, 'nocturne.yaml').config,
    report: { mail: { to, at: '08:30' } },
  })
  const late = { over: { ...salted, config } }
  expect(await deliverReport(delivery(accepted, { at: '2026-03-10T08:29:00Z', ...late }))).toEqual(
    {},
  )
  await recordPerson(lake(), addressHashOf('third', 'ops@shop.example'), {
    ...{ at: '2026-03-10T08:00:00.000Z', kind: 'bounced', source: 'mail-event' },
  })
  expect(await deliverReport(delivery(accepted, { at: '2026-03-10T08:30:00Z', ...late }))).toEqual({
    ...{ sent: 1, 'skipped bounced': 1 },
  })
  const old = { at: '2026-03-20T08:30:00Z', over: { salt: 'fourth' } }
  expect(await deliverReport(delivery(accepted, old))).toEqual({})
})

it('needs a sender', () => {
  const without = yaml.replace('from: hello@shop.example, ', '')
  expect(() => readConfig(without, 'nocturne.yaml')).toThrow(/report/)
  expect(() => readConfig(yaml.replace(to[0]!, 'a@x.com;b@y.com'), 'nocturne.yaml')).toThrow()
})
