import { type ChildProcess, spawn } from 'node:child_process'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { z } from 'zod'
import { deliver } from '../../functions/commands/deliver.ts'
import { web } from '../../functions/commands/web.ts'
import { NocturneError, UsageError } from '../../functions/errors.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { birthday, campaigns, folderOf, shopWithConsents } from '../support/campaign-shop.ts'
import { line, putEmail } from '../support/outbox.ts'
import { runCommand } from '../support/run-command.ts'
import { type SmtpSink, smtpSink } from '../support/smtp-sink.ts'
import { form, oneClickBody, publishNight } from '../support/web.ts'

const program = join(import.meta.dirname, '../../bin/nocturne.js')
let cwd = ''
let sink: SmtpSink
const running: ChildProcess[] = []
beforeEach(async () => {
  const sending = 'sending: { live: true, from: hello@shop.example }\n'
  cwd = folderOf({ 'nocturne.yaml': `${shopWithConsents}${campaigns(birthday)}${sending}` })
  sink = await smtpSink(() => 'accept')
})
afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL')
  await sink.close()
  rmSync(cwd, { recursive: true })
})
const files = () => folderFiles(join(cwd, '.nocturne'))

/** Starts the command in a process of its own. Returns its address, once it answers. */
async function started(): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, [program, 'web', '--port', '0'], { cwd, stdio: 'pipe' })
  running.push(child)
  let said = ''
  for await (const text of child.stdout ?? []) {
    said += String(text)
    const [url] = /http:\/\/localhost:\d+/.exec(said) ?? []
    if (url !== undefined) return { child, url }
  }
  throw new Error(`it ended: ${said}`)
}

const due = (number: number, occurrence: string) =>
  line(number, { occurrence, send_at: '2026-03-09T20:00:00.000Z' })

async function publish(name: string, occurrence: string) {
  await putEmail(files())
  const text = [1, 2].map((number) => JSON.stringify(due(number, occurrence))).join('\n')
  await files().putIfAbsent(`personal/2026-03-10/1/outbox_files/${name}.ndjson`, text)
}

/** Sends what is due by the mail server of the test, with links to an address. */
const sent = (links: string) =>
  runCommand(deliver, cwd, { values: { to: `smtp://127.0.0.1:${sink.port}`, links } })

it('answers links of emails that were sent with it, and who says no gets the next one no more', async () => {
  await publishNight(files())
  await publish('2026-03-09T20-0001', '2026')
  const { child, url } = await started()
  expect((await sent(url)).out).toContain('2 emails sent')
  const one = sink.received.find(({ to }) => to.includes('c1@example.com'))
  const mail = await simpleParser(one?.raw ?? '')
  const { unsubscribe } = z
    .object({ unsubscribe: z.object({ url: z.string() }) })
    .parse(mail.headers.get('list'))
  expect(unsubscribe.url.startsWith(`${url}/unsubscribe/`)).toBe(true)
  expect(await (await fetch(unsubscribe.url)).text()).toContain('Alder &amp; Oat')
  expect(await files().list('ledger/people')).toEqual([])
  const answer = await fetch(unsubscribe.url, {
    method: 'POST',
    headers: { 'content-type': form },
    body: oneClickBody,
  })
  expect(answer.status).toBe(200)
  expect(await files().list('ledger/people')).toHaveLength(1)

  await publish('2026-03-09T20-0002', '2027')
  const { out } = await sent(url)
  expect(out).toContain('1 email skipped: withdrawn')

  child.kill('SIGINT')
  expect(await new Promise((ended) => child.on('exit', ended))).toBe(0)
})

it('stands whatever it is sent', async () => {
  await publishNight(files())
  const { url } = await started()
  const status = (path: string, method: string, body = '') =>
    new Promise((answered, failed) => {
      const asked = request(url, { path, method }, (answer) => {
        answer.resume()
        answered(answer.statusCode)
      })
      asked.on('error', failed)
      asked.end(body)
    })
  expect(await status('/unsubscribe/x', 'POST', 'x'.repeat(1_000_000))).toBe(413)
  expect(await status(`/unsubscribe/${'x'.repeat(10_240)}`, 'GET')).toBe(200)
  expect(await status('*', 'OPTIONS')).toBe(404)
  expect(await status('/unsubscribe/x', 'PUT', 'x')).toBe(405)
  expect(await status('http://other.example/unsubscribe/x', 'GET')).toBe(404)
  expect(await status('/unsubscribe/%', 'HEAD')).toBe(200)
})

it('says what it needs', async () => {
  await expect(runCommand(web, cwd)).rejects.toThrow('no night is published yet')
  await publishNight(files())
  for (const port of ['-1', '70000', 'http', ''])
    await expect(runCommand(web, cwd, { values: { port } })).rejects.toThrow(UsageError)
  await expect(runCommand(web, cwd, { values: { port: String(sink.port) } })).rejects.toThrow(
    NocturneError,
  )
})

it('is linked to by no email that leaves this machine', async () => {
  await publishNight(files())
  for (const links of ['http://shop.example', 'https://localhost', 'http://localhost/x', ''])
    await expect(sent(links)).rejects.toThrow(UsageError)
  const to = 'smtp://mail.shop.example:587'
  await expect(
    runCommand(deliver, cwd, { values: { to, links: 'http://localhost:8787' } }),
  ).rejects.toThrow('customers can’t open links to this machine')
})
