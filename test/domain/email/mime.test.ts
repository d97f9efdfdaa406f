import { type ParsedMail, simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { type MailFacts, mimeMessage } from '../../../functions/domain/email/mime.ts'

const facts = (changes: Partial<MailFacts> = {}): MailFacts => ({
  email: {
    subject: 'Happy birthday, Léa',
    html: '<p>Dear Léa,</p>',
    text: 'Dear Léa,\n.\nFrom here on\n-- \nAlder & Oat\n',
  },
  from: { name: 'Alder & Oat', address: 'hello@alder.example' },
  to: 'lea@shop.example',
  id: '2026_abc_1',
  date: new Date('2026-03-10T09:00:00Z'),
  unsubscribeUrl: `https://links.alder.example/unsubscribe/${'t'.repeat(120)}`,
  ...changes,
})

const text = async (given = facts()) => Buffer.from(await mimeMessage(given)).toString('latin1')
const parse = async (given = facts()): Promise<ParsedMail> =>
  simpleParser(Buffer.from(await mimeMessage(given)))
const subject = (given: string) => facts({ email: { ...facts().email, subject: given } })

const recipients = (mail: ParsedMail) =>
  [mail.to, mail.cc, mail.bcc].flat().flatMap((one) => one?.value ?? [])

describe('a message', () => {
  it('reads back as it was meant', async () => {
    const mail = await parse()
    expect(mail.subject).toBe('Happy birthday, Léa')
    expect(mail.from?.value).toEqual([{ name: 'Alder & Oat', address: 'hello@alder.example' }])
    expect(recipients(mail)).toEqual([{ name: '', address: 'lea@shop.example' }])
    expect(mail.html).toBe('<p>Dear Léa,</p>')
    expect(mail.text).toBe(facts().email.text)
    expect(mail.messageId).toBe('<2026_abc_1@alder.example>')
    expect(mail.date).toEqual(facts().date)
  })

  it('can be unsubscribed from by one click', async () => {
    const raw = `\r\n${await text()}`.replace(/\r\n[ \t]+/g, ' ')
    expect(raw).toContain(`\r\nList-Unsubscribe: <${facts().unsubscribeUrl}>\r\n`)
    expect(raw).toContain('\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n')
  })

  it('has the same bytes for the same facts', async () => {
    expect(await text()).toBe(await text())
    expect(await text(facts({ id: '2026_abd_1' }))).not.toBe(await text())
  })

  it('has lines that every server takes', async () => {
    const long = facts({
      email: { subject: 'é'.repeat(200), html: 'é<b>'.repeat(9_000), text: 'a '.repeat(9_000) },
    })
    const lines = (await text(long)).split('\r\n')
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(998)
    expect(lines.join('')).toMatch(/^[\t -~]+$/)
    expect((await parse(long)).html).toBe(long.email.html)
  })

  it.each([
    'Léa, you <script>alert(1)</script>',
    'a "quoted" subject, with commas; and: colons <a@x.example>',
    '{{ first_name }} {% raw %}',
    'شكرا لك يا ليلى \u200f',
    '=?utf-8?B?QmNjOiBhQHguZXhhbXBsZQ==?=',
    'Dear =?utf-8?Q?=0D=0ABcc:_a@x.example?= Léa',
    `=?${'N'.repeat(300)}`,
    'N'.repeat(10_240),
    `${'👩‍👩‍👧'.repeat(200)}`,
  ])('shows a subject as it is: %j', async (given) => {
    const mail = await parse(subject(given))
    expect(mail.subject).toBe(given)
    expect(recipients(mail)).toHaveLength(1)
  })

  it.each(['Eve\r\nBcc: a@x.example', 'Eve\nX: y', 'Eve\r', 'Eve\u0000', 'Eve\u0085', '\t'])(
    'is none with %j in a header',
    async (given) => {
      await expect(mimeMessage(subject(given))).rejects.toThrow('more than one line')
      const from = { name: given, address: 'hello@alder.example' }
      await expect(mimeMessage(facts({ from }))).rejects.toThrow('more than one line')
      await expect(mimeMessage(facts({ headers: { 'X-One': given } }))).rejects.toThrow(
        'more than one line',
      )
    },
  )

  it.each([
    'a@x.example, b@y.example',
    'a@x.example\r\nBcc: b@y.example',
    'Eve <a@x.example>',
    'group: a@x.example, b@y.example;',
    'a@X.example',
    '',
  ])('goes to one address or nobody: %j', async (given) => {
    await expect(mimeMessage(facts({ to: given }))).rejects.toThrow('no single address')
    const from = { name: 'Alder', address: given }
    await expect(mimeMessage(facts({ from }))).rejects.toThrow('no single address')
  })

  it.each(['Alder, Oat <x@y.example>', '"Alder" & \\Oat', 'Älder, Öat; "q"', 'a@x.example, b'])(
    'is from one sender, whatever they are called: %j',
    async (name) => {
      const from = { name, address: 'hello@alder.example' }
      expect((await parse(facts({ from }))).from?.value).toEqual([from])
    },
  )

  it('cannot be ended or split from within', async () => {
    const boundary = /boundary="([^"]+)"/.exec(await text())?.[1] ?? ''
    const body = `\r\n--${boundary}--\r\n\r\n--${boundary}\r\nContent-Type: text/html\r\n\r\n<b>x</b>`
    const given = facts({ email: { ...facts().email, text: body } })
    const mail = await parse(given)
    expect(mail.html).toBe('<p>Dear Léa,</p>')
    expect(mail.attachments).toEqual([])
  })
})
