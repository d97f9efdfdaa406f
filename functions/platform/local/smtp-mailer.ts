import { Readable } from 'node:stream'
import SMTPConnection, { type SMTPError } from 'nodemailer/lib/smtp-connection'
import type { Mailer, Outgoing, Sending } from '../ports.ts'

/** A mail server of the shop’s. */
export interface SmtpHost {
  readonly host: string
  readonly port: number
  /** TLS from the first byte; else it begins by STARTTLS where the server has it. */
  readonly isSecure: boolean
  readonly user?: string
  readonly password?: string
  readonly perSecond: number
  /** Milliseconds without a word after which it is given up. */
  readonly patience?: number
}

/** Hands messages to a mail server, each over a connection of its own, and tries nothing twice. */
export function smtpMailer(host: SmtpHost): Mailer {
  return {
    send: (message) => sent(host, message),
    limits: async () => ({
      perSecond: host.perSecond,
      left: Number.POSITIVE_INFINITY,
      isSandbox: false,
    }),
  }
}

function sent(smtp: SmtpHost, { from, to, raw }: Outgoing): Promise<Sending> {
  const { host, port, isSecure, user, password, patience = 60_000 } = smtp
  return new Promise((resolve) => {
    const connection = new SMTPConnection({
      host,
      port,
      secure: isSecure,
      requireTLS: !isSecure && user !== undefined,
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
    })
    // The server asked for the message: from here on it may have it.
    let begun = false
    const body = new Readable({
      read() {
        begun = true
        this.push(raw)
        this.push(null)
      },
    })
    const settle = (sending: Sending) => {
      resolve(sending)
      connection.close()
    }
    const fail = (error: SMTPError) => settle(failure(error, begun))
    connection.on('error', fail)
    connection.on('end', () => fail(new Error('the connection ended')))
    const send = () =>
      connection.send({ from, to: [to], size: raw.length }, body, (error, info) => {
        if (error) return fail(error)
        resolve({ status: 'accepted', id: idIn(info?.response ?? '') })
        connection.quit()
      })
    connection.connect((error) => {
      if (error) return fail(error)
      if (user === undefined) return send()
      connection.login({ user, pass: password ?? '' }, (refused) =>
        refused ? fail(refused) : send(),
      )
    })
  })
}

function failure(error: SMTPError, begun: boolean): Sending {
  const { code, command, responseCode } = error
  const reason = wordOf(error)
  // A server that leaves (421) may have taken the message with it.
  const isAnswer = code === 'EMESSAGE' && command === 'DATA' && responseCode !== 421
  if (begun && !isAnswer) return { status: 'unknown', reason }
  if (isTooLarge(error)) return { status: 'rejected', reason }
  if (isClosed(error)) return { status: 'throttled', reason, lasting: true }
  if (responseCode !== undefined && responseCode >= 500) {
    // 530 to 538: it wants another way in, whatever the message. Before a recipient is named, it does not want us.
    const lasting =
      (responseCode >= 530 && responseCode <= 538) || !/^(RCPT TO|DATA)$/.test(command ?? '')
    if (lasting) return { status: 'throttled', reason, lasting }
    return { status: isDenied(error) ? 'denied' : 'rejected', reason }
  }
  return { status: 'throttled', reason, lasting: false }
}

/** It says so when it greets, or when it hears how large the message is. */
const isTooLarge = ({ code, command, responseCode }: SMTPError) =>
  command === 'MAIL FROM' && (responseCode === 552 || code === 'EMESSAGE')

/** Nobody is there, or it is not who it should be, or it does not let us in. */
const isClosed = ({ code = '', originalCode = '' }: SMTPError) =>
  /^(EAUTH|ETLS|EDNS)$/.test(code) ||
  /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|ERR_TLS.*|.*(CERT|SIGNATURE).*)$/.test(
    originalCode,
  )

/** It minds who we are, or where the message goes: rarely is it the recipient, of whose address it may repeat words. */
const isDenied = ({ command, response = '' }: SMTPError) =>
  command === 'RCPT TO' && /^5\d\d[ -]5\.7\.|relay/i.test(response.replaceAll(/<[^>]*>/g, ''))

/** Nothing of what a server says but its code: it likes to repeat addresses. */
const wordOf = ({ code, responseCode, message }: SMTPError): string =>
  responseCode === undefined ? (code ?? message.slice(0, 80)) : `smtp-${responseCode}`

/** Most servers name what they queued last. */
const idIn = (response: string): string => /([\w.-]{1,100})>?\s*$/.exec(response)?.[1] ?? 'accepted'
