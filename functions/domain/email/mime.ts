import MailComposer from 'nodemailer/lib/mail-composer'
import { encodeWord } from 'nodemailer/lib/mime-funcs'
import { sha256 } from '../sha256.ts'
import { parseAddress } from './address.ts'
import type { RenderedEmail } from './email.ts'

/** Who a message says it is from. */
export interface Sender {
  readonly name: string
  readonly address: string
  readonly replyTo?: string
}

/** A message with all that its bytes depend on. */
export interface MailFacts {
  readonly email: RenderedEmail
  readonly from: Sender
  readonly to: string
  /** What stands before the `@` of the Message-ID. */
  readonly id: string
  readonly date: Date
  /** Where one click unsubscribes, by POST; absent for what goes to the shop itself. */
  readonly unsubscribeUrl?: string
  /** Further headers of the mail service. */
  readonly headers?: Readonly<Record<string, string>>
  /** Pages that go along. */
  readonly attachments?: readonly { readonly name: string; readonly html: string }[]
}

/** The Message-ID of a message, in its brackets. */
const messageIdHeader = (id: string, from: Pick<Sender, 'address'>): string =>
  `<${id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`

/**
 * The message as it goes over the wire: text and HTML, one recipient, one-click unsubscribing (RFC 8058) where there is
 * something to unsubscribe from. The same facts give the same bytes. Throws for a header that would be more than one.
 */
export async function mimeMessage(facts: MailFacts): Promise<Uint8Array> {
  const { email, from, to, id, date, unsubscribeUrl, headers = {}, attachments = [] } = facts
  for (const address of [from.address, to, ...(from.replyTo ? [from.replyTo] : [])])
    if (parseAddress(address) !== address) throw new Error('a header with no single address')
  const lines = [email.subject, from.name, id, unsubscribeUrl ?? '', ...Object.values(headers)]
  for (const line of [...lines, ...attachments.map(({ name }) => name)])
    if (/\p{Cc}/u.test(line)) throw new Error('a header of more than one line')
  if (!/^[\w-]+$/.test(id)) throw new Error('a message id of other characters')
  const message = new MailComposer({
    from: { name: from.name, address: from.address },
    ...(from.replyTo && { replyTo: { name: '', address: from.replyTo } }),
    to: { name: '', address: to },
    subject: subjectLine(email.subject),
    messageId: messageIdHeader(id, from),
    date,
    text: email.text,
    html: email.html,
    headers: {
      ...(unsubscribeUrl !== undefined && {
        'List-Unsubscribe': { prepared: true, value: `<${unsubscribeUrl}>` },
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
      ...headers,
    },
    attachments: attachments.map(({ name, html }) => ({
      ...{ filename: name, content: html, contentType: 'text/html; charset=utf-8' },
      contentTransferEncoding: 'base64' as const,
    })),
    // Made of all that stands between: no text can hold it.
    baseBoundary: sha256(
      [id, email.subject, email.text, email.html, ...attachments.map(({ html }) => html)].join(
        '\0',
      ),
    ).slice(0, 32),
    textEncoding: 'quoted-printable',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile()
  return message.build()
}

/** A subject that looks encoded would be decoded: encoded, it is shown as it is. */
const subjectLine = (subject: string): string =>
  subject.includes('=?') ? encodeWord(subject, 'B', 52) : subject
