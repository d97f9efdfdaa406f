/** From an email as it was received to the next one, which does not come. */
import { randomBytes } from 'node:crypto'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { deliver } from '../functions/deliver.ts'
import { subjectOf } from '../functions/domain/ledger/hash.ts'
import { personRecords } from '../functions/ledger.ts'
import type { Files, Mailer, Outgoing } from '../functions/platform/ports.ts'
import { tokenKeys } from '../functions/secrets.ts'
import { compiledEmail, delivery, line, memoryFiles, putOutbox, salt } from './support/outbox.ts'
import { ask, oneClickBody, publishNight } from './support/web.ts'

/** A mail server that keeps what it gets. */
function mailbox(): { readonly sent: Outgoing[]; readonly mailer: Mailer } {
  const sent: Outgoing[] = []
  return {
    sent,
    mailer: {
      async send(message) {
        sent.push(message)
        return { status: 'accepted', id: `s${sent.length}` }
      },
      limits: async () => ({ perSecond: 1000, left: 1000, isSandbox: false }),
    },
  }
}

describe('a message that was received', () => {
  async function sentLake(language = 'en') {
    const files = memoryFiles()
    await publishNight(files)
    const [linkKey] = await tokenKeys(files, randomBytes)
    await putOutbox(files, [line(1), line(2)])
    const box = mailbox()
    const given = { linkKey, emailOf: async () => ({ ...(await compiledEmail()), language }) }
    await deliver(delivery(files, box.mailer, given))
    const one = box.sent.find(({ to }) => to === 'c1@example.com')
    const mail = await simpleParser(Buffer.from(one?.raw ?? []))
    const { url } = z
      .object({ unsubscribe: z.object({ url: z.string() }) })
      .parse(mail.headers.get('list')).unsubscribe
    return { files, mail, url, given }
  }
  /** The next night’s messages: how many of them go out to whom. */
  async function next(files: Files, given: object, changes = {}) {
    const lines = [1, 2].map((number) =>
      line(number, { occurrence: '2027', occasion_on: '2027-03-12', ...changes }),
    )
    const text = lines.map((one) => JSON.stringify(one)).join('\n')
    await files.putIfAbsent('next/2026-03-10T09.ndjson', text)
    const { sent, mailer } = mailbox()
    await deliver(
      delivery(files, mailer, { ...given, outboxes: [{ night: 'next', prefix: 'next' }] }),
    )
    return sent.map(({ to }) => to).sort()
  }

  it('is stopped by the address that an independent parser finds in it', async () => {
    const { files, mail, url, given } = await sentLake()
    const headers = mail.headerLines.map(({ line: header }) => header)
    expect(headers).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect((await ask(files, url)).status).toBe(200)
    expect(await personRecords(files, subjectOf(salt, 'c1'))).toEqual([])
    expect((await ask(files, url, { body: oneClickBody })).status).toBe(200)
    expect(await next(files, given)).toEqual(['c2@example.com'])
  })

  it('stops a message that was decided before, and is sent after', async () => {
    const { files, url, given } = await sentLake()
    await ask(files, url, { body: oneClickBody, at: '2026-03-10T11:59:59.999Z' })
    expect(await next(files, given, { consent_at: '2026-03-09T00:00:00.000Z' })).toEqual([
      ...['c2@example.com'],
    ])
  })

  it('leaves other purposes alone, unless all is stopped', async () => {
    const { files, url, given } = await sentLake()
    await ask(files, url, { body: oneClickBody })
    expect(await next(files, given, { purpose: 'service' })).toHaveLength(2)
    const again = await sentLake()
    await ask(again.files, again.url, { body: 'all=stop' })
    expect(await next(again.files, again.given, { purpose: 'service' })).toEqual([
      ...['c2@example.com'],
    ])
  })

  it('is sent again when its reader says so', async () => {
    const { files, url, given } = await sentLake()
    await ask(files, url, { body: oneClickBody, at: '2026-03-10T11:00:00.000Z' })
    await ask(files, url, { body: 'again=yes', at: '2026-03-10T11:00:01.000Z' })
    expect(await next(files, given)).toHaveLength(2)
  })

  it('links to pages in its own language', async () => {
    const { mail, url } = await sentLake('de-AT')
    expect(url).toMatch(/^https:\/\/links\.alder\.example\/unsubscribe\/[\w.-]+\?lang=de$/)
    expect(mail.html).toContain(`href="${url}"`)
    expect(mail.text).toContain(url)
    expect(mail.html).toContain(url.replace('unsubscribe', 'preferences'))
  })
})
