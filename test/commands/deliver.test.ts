import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { deliver } from '../../functions/commands/deliver.ts'
import type { OutboxLine } from '../../functions/domain/deliver/line.ts'
import { tryText } from '../../functions/domain/ledger/message.ts'
import { ConfigError, NocturneError, UsageError } from '../../functions/errors.ts'
import { decideUncertain, uncertainTries } from '../../functions/ledger.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import {
  birthday,
  campaigns,
  filesBeside,
  folderOf,
  shopWithConsents,
} from '../support/campaign-shop.ts'
import { line, putEmail } from '../support/outbox.ts'
import { runCommand } from '../support/run-command.ts'
import { type MailFate, type SmtpSink, smtpSink } from '../support/smtp-sink.ts'

const sending =
  'sending: { live: true, from: hello@shop.example, links: https://mail.shop.example }'
const yaml = (more = sending) => `${shopWithConsents}${campaigns(birthday)}${more}\n`

let cwd = ''
let sink: SmtpSink
let fate: MailFate = 'accept'
beforeEach(async () => {
  cwd = folderOf({ ...filesBeside, 'nocturne.yaml': yaml() })
  fate = 'accept'
  sink = await smtpSink(() => fate)
})
afterEach(async () => {
  await sink.close()
  rmSync(cwd, { recursive: true })
})

const files = () => folderFiles(join(cwd, '.nocturne'))
const due = (number: number, changes: Partial<OutboxLine> = {}) =>
  line(number, { send_at: '2026-03-09T20:00:00.000Z', ...changes })

async function publish(lines: readonly OutboxLine[], asOf = '2026-03-09') {
  const lake = files()
  await putEmail(lake)
  const text = lines.map((one) => JSON.stringify(one)).join('\n')
  await lake.putIfAbsent(`personal/${asOf}/1/outbox_files/2026-03-09T20-0001.ndjson`, text)
  await lake.putIfAbsent(`published/${asOf}/1.json`, JSON.stringify({ asOf, attempt: 1 }))
}

const run = (values: Readonly<Record<string, string>> = {}) => runCommand(deliver, cwd, { values })
const mails = () => readdirSync(join(cwd, 'mail')).filter((name) => name.endsWith('.eml'))

it('writes a file each that mail programs open, once, and tells git to leave them alone', async () => {
  await publish([due(1), due(2), due(3, { send_at: '2026-03-10T08:00:00.000Z' })])
  expect(await run()).toMatchObject({
    code: 0,
    out: expect.stringMatching(/2 emails sent to mail\/\n {2}1 email for a later run\n/),
  })
  expect(mails()).toHaveLength(2)
  expect(readFileSync(join(cwd, 'mail/.gitignore'), 'utf8')).toBe('*\n')
  const mail = await simpleParser(readFileSync(join(cwd, 'mail', mails()[0] ?? '')))
  expect(mail.subject).toMatch(/^Happy birthday, Name [12]$/)
  expect(mail.from?.value).toEqual([{ name: 'Shop', address: 'hello@shop.example' }])
  expect(mail.text).toContain('1 rue A, 75011 Paris')
  expect(mail.text).toMatch(/https:\/\/mail\.shop\.example\/unsubscribe\/1\.k1\./)
  expect((await run()).out).toContain('0 emails sent')
  expect(mails()).toHaveLength(2)
})

it('sends by a mail server, and exits with 1 when it cannot', async () => {
  await publish([due(1), due(2)])
  const to = `smtp://127.0.0.1:${sink.port}`
  const closed = await run({ to: 'smtp://127.0.0.1:1' })
  expect(closed).toMatchObject({
    code: 1,
    out: expect.stringContaining('Stopped: the mail service'),
  })
  expect(await run({ to })).toMatchObject({
    code: 0,
    out: expect.stringContaining('2 emails sent'),
  })
  expect(sink.received.flatMap((one) => one.to).sort()).toEqual([
    ...['c1@example.com', 'c2@example.com'],
  ])
})

it('says what became of each, and of which nothing is known for three days', async () => {
  await publish([
    due(1, { occasion_on: '2026-03-09' }),
    due(2, { address: 'a@x.example, b@y.example' }),
  ])
  fate = 'lose'
  const to = `smtp://127.0.0.1:${sink.port}`
  const { code, out } = await run({ to })
  expect(out).toContain('1 email refused: address')
  expect(out).toContain('1 email uncertain: ECONNECTION')
  expect(code).toBe(0)
  const [left] = await uncertainTries(files(), '2026-03-10')
  expect(left?.since).toBe('2026-03-10')
  expect((await run({ to })).out).toContain('0 emails sent')
  expect(sink.received).toHaveLength(1)
})

it('leaves what is uncertain to a person: sent again, or let go', async () => {
  await publish([due(1), due(2)])
  fate = 'lose'
  const to = `smtp://127.0.0.1:${sink.port}`
  await run({ to })
  const [one, two] = await uncertainTries(files(), '2026-03-10')
  if (!one || !two) throw new Error('nothing is uncertain')
  fate = 'accept'
  const later = (values: Readonly<Record<string, string>>) =>
    runCommand(deliver, cwd, { values: { to, ...values } }, new Date('2026-03-14T00:00:00Z'))
  const named = await later({})
  expect(named.code).toBe(1)
  expect(named.out).toContain(`2026-03-10  birthday  ${tryText(one.one)}\n`)
  expect(sink.received).toHaveLength(2)

  const again = await later({ again: tryText(one.one) })
  expect(again.out).toContain('1 email sent')
  expect(again.out).not.toContain(tryText(one.one))
  expect((await later({ 'let-go': tryText(two.one) })).code).toBe(0)
  expect(sink.received).toHaveLength(3)
  expect((await later({})).out).toContain('0 emails sent')
  expect(sink.received).toHaveLength(3)

  await expect(later({ again: tryText(one.one) })).rejects.toThrow('it is known')
  await expect(later({ 'let-go': tryText(two.one) })).rejects.toThrow('it is known')
  await expect(later({ again: 'birthday' })).rejects.toThrow(UsageError)
  const foreign = `2026_${'0'.repeat(64)}_1`
  await expect(later({ again: foreign })).rejects.toThrow('sent from any more')
  await expect(later({ 'let-go': foreign })).rejects.toThrow('never claimed')
})

it.each([
  ['is older than seven days', '2026-03-17', async () => {}],
  [
    'was decided anew',
    '2026-03-14',
    async () => {
      const body = JSON.stringify({ asOf: '2026-03-09', attempt: 2 })
      await files().putIfAbsent('published/2026-03-09/2.json', body)
    },
  ],
  [
    'is held back',
    '2026-03-14',
    async () => {
      const held = { emails: 1, reasons: ['too many'], campaigns: [] }
      await files().putIfAbsent('runs/2026-03-09/1/_stages/outbox.json', JSON.stringify({ held }))
    },
  ],
])('offers nothing again of a night that %s, and keeps it uncertain', async (_, day, change) => {
  await publish([due(1)])
  fate = 'lose'
  const to = `smtp://127.0.0.1:${sink.port}`
  await run({ to })
  const [left] = await uncertainTries(files(), '2026-03-10')
  if (!left) throw new Error('nothing is uncertain')
  await change()
  fate = 'accept'
  const again = { to, again: tryText(left.one) }
  const late = () => runCommand(deliver, cwd, { values: again }, new Date(`${day}T00:00:00Z`))
  await expect(late()).rejects.toThrow('sent from any more')
  expect(sink.received).toHaveLength(1)
  expect(await uncertainTries(files(), '2026-03-10')).toEqual([left])
})

it('sends again what a call that broke off had only put on record', async () => {
  await publish([due(1)])
  fate = 'lose'
  const to = `smtp://127.0.0.1:${sink.port}`
  await run({ to })
  const [left] = await uncertainTries(files(), '2026-03-10')
  if (!left) throw new Error('nothing is uncertain')
  await decideUncertain(files(), left.one, 'again', '2026-03-13T00:00:00.000Z')
  fate = 'accept'
  const again = () => run({ to, again: tryText(left.one) })
  expect((await again()).out).toContain('1 email sent')
  expect(sink.received).toHaveLength(2)
  await expect(again()).rejects.toThrow('it is known')
  await expect(run({ again: 'x', 'let-go': 'x' })).rejects.toThrow('are two things')
})

it('sends nothing any more once sending.live is false, whatever nights decided', async () => {
  await publish([due(1)])
  const dead = sending.replace('live: true', 'live: false')
  folderOf({ 'nocturne.yaml': yaml(dead) }, cwd)
  const to = `smtp://127.0.0.1:${sink.port}`
  expect(await run({ to })).toMatchObject({
    code: 0,
    out: '! Nothing is sent: sending.live is false in nocturne.yaml.\n',
  })
  expect(sink.received).toEqual([])
  folderOf({ 'nocturne.yaml': yaml() }, cwd)
  expect((await run({ to })).out).toContain('1 email sent')
})

it('sends nothing of a night that is held back until it is let go', async () => {
  await publish([due(1)])
  const held = { emails: 1, reasons: ['too many'], campaigns: [] }
  await files().putIfAbsent('runs/2026-03-09/1/_stages/outbox.json', JSON.stringify({ held }))
  expect((await run()).out).toContain('The emails of 2026-03-09 are held back')
  expect(mails()).toEqual([])
  const released = JSON.stringify({ releasedAt: '2026-03-09T21:00:00.000Z' })
  await files().putIfAbsent('releases/2026-03-09/1.json', released)
  expect((await run()).out).toContain('1 email sent')
})

it('goes on with a night that another has followed', async () => {
  await publish([due(1)], '2026-03-08')
  await publish([due(2)])
  expect((await run()).out).toContain('2 emails sent')
})

it('refuses what it cannot do, and says what to write', async () => {
  await expect(run()).rejects.toThrow(NocturneError)
  await publish([due(1)])
  for (const to of ['ftp://x', 'smtp://', 'mail', ''])
    await expect(run({ to })).rejects.toThrow(UsageError)
  for (const rate of ['0', '-1', 'fast', 'Infinity'])
    await expect(run({ rate })).rejects.toThrow(UsageError)
  folderOf({ 'nocturne.yaml': yaml('sending: { live: true }') }, cwd)
  await expect(run({ to: `smtp://127.0.0.1:${sink.port}` })).rejects.toThrow(ConfigError)
  expect(sink.received).toEqual([])
})
