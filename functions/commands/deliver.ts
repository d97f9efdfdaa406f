/** `nocturne deliver`: sends what published nights decided, from this machine. */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { attachedEmail } from '../compiled-emails.ts'
import { type Delivered, deliver as deliverAll } from '../deliver.ts'
import type { Company } from '../deliver-message.ts'
import { parseAddress } from '../domain/email/address.ts'
import { daysToErase } from '../domain/ledger/erasure.ts'
import { tryIn, tryText } from '../domain/ledger/message.ts'
import { count, plural } from '../domain/report/format.ts'
import { nextDay } from '../domain/time.ts'
import { ConfigError, NocturneError, UsageError } from '../errors.ts'
import { decideUncertain, type Uncertain, uncertainTries } from '../ledger.ts'
import { offerAgain } from '../offer-again.ts'
import { outboxesOf } from '../outboxes.ts'
import { emlMailer } from '../platform/local/eml-mailer.ts'
import { mailFolder, removeOldMails } from '../platform/local/mail-folder.ts'
import { type SmtpHost, smtpMailer } from '../platform/local/smtp-mailer.ts'
import type { Clock, Files, Mailer } from '../platform/ports.ts'
import { lakeSalt, tokenKeys } from '../secrets.ts'
import { mark } from '../terminal.ts'
import type { Arguments, Command, Io } from './command.ts'
import { configOption, loadNight, loadShop, type Shop } from './load.ts'

export const deliver: Command = {
  name: 'deliver',
  summary: 'send the emails that nights decided and whose hour has come',
  help: `usage: nocturne deliver [--to eml|smtp://host[:port]] [--rate N] [--config <file>]
       nocturne deliver --again <id> | --let-go <id>

Sends each email once, whatever happens: called again, it goes on where it was. Nothing goes out
while sending.live is false, or to who unsubscribed since.

  --to eml         a file each, in mail/ below this folder; any mail program opens them. What lies
                   there counts as sent (default)
  --to smtp://…    by a mail server: smtp://user:password@host:587, or smtps://host. A password may
                   come by NOCTURNE_SMTP_PASSWORD instead
  --again <id>     sends this one, of which it is not known whether it was sent, once more: then
                   the customer may have it twice
  --let-go <id>    does not, and speaks of it no more
  --rate <n>       emails a second (default: 10 by a mail server)
  --config <file>  default ./nocturne.yaml

example: nocturne deliver --to smtp://localhost:1025`,
  options: {
    ...configOption,
    to: { type: 'string' },
    rate: { type: 'string' },
    again: { type: 'string' },
    'let-go': { type: 'string' },
  },
  positionals: 0,

  async run(args, io) {
    const shop = loadShop(args, io)
    const { files } = shop
    await loadNight(shop)
    const salt = await lakeSalt(files, randomBytes)
    await decide(args, files, salt, io)
    const to = String(args.values.to ?? 'eml')
    const company = companyOf(shop, to !== 'eml')
    const mailer = await mailerFor(to, args, io)
    const { outboxes, held } = await outboxesOf(files, io.now)
    const keys = await tokenKeys(files, randomBytes)
    const delivered = await deliverAll({
      ...{ files, mailer, company, outboxes, clock: clockFrom(io.now), run: randomUUID() },
      ...{ salt, linkKey: keys[0] },
      emailOf: (hash) => attachedEmail(files, hash),
    })
    io.out.write(told(delivered, to, io))
    for (const asOf of held)
      io.out.write(
        `${mark(io.out, 'yellow', '!')} The emails of ${asOf} are held back; nocturne release ${asOf} lets them go.\n`,
      )
    const left = await uncertainTries(files, nextDay(io.now.toISOString().slice(0, 10), -3))
    if (left.length > 0) io.out.write(uncertainLines(left, io))
    return delivered.stopped !== undefined || left.length > 0 ? 1 : 0
  },
}

/** The company as emails name it. Throws ConfigError for what only sending needs. */
function companyOf({ config, file }: Shop, isMailed: boolean): Company {
  const { name, address = '' } = config.company
  const { from, links } = config.sending
  const sender = from === undefined ? undefined : parseAddress(from)
  if (isMailed && (sender === undefined || links === undefined)) {
    throw new ConfigError('emails need a sender, and a place to unsubscribe', {
      at: file,
      details: ['sending: { from: hello@shop.example, links: https://mail.shop.example }'],
    })
  }
  return {
    ...{ name, address, from: { name, address: sender ?? 'nobody@shop.invalid' } },
    links: links ?? 'https://links.shop.invalid',
  }
}

async function mailerFor(to: string, args: Arguments, io: Io): Promise<Mailer> {
  const rate = rateOf(args)
  if (to !== 'eml') return smtpMailer({ ...hostIn(to), perSecond: rate ?? 10 })
  const folder = mailFolder(io.cwd)
  await mkdir(folder, { recursive: true })
  await removeOldMails(folder, nextDay(io.now.toISOString().slice(0, 10), -daysToErase))
  // They are full of names.
  await writeFile(join(folder, '.gitignore'), '*\n')
  const mailer = emlMailer(folder)
  const perSecond = rate ?? 100_000
  return { ...mailer, limits: async () => ({ ...(await mailer.limits()), perSecond }) }
}

function rateOf({ values }: Arguments): number | undefined {
  if (values.rate === undefined) return undefined
  const rate = Number(values.rate)
  if (rate > 0 && rate <= 100_000) return rate
  throw new UsageError(`--rate ${values.rate} is no number of emails a second`, {
    next: ['nocturne deliver --rate 10'],
  })
}

function hostIn(to: string): Omit<SmtpHost, 'perSecond'> {
  const url = URL.parse(to)
  if (!url || !/^smtps?:$/.test(url.protocol) || !url.hostname) {
    throw new UsageError(`--to ${url?.password ? 'with a password' : to} is no place for emails`, {
      next: ['--to eml, or --to smtp://host:port'],
    })
  }
  const isSecure = url.protocol === 'smtps:'
  const password = decodeURIComponent(url.password) || process.env.NOCTURNE_SMTP_PASSWORD
  return {
    ...{ host: url.hostname, port: Number(url.port) || (isSecure ? 465 : 587), isSecure },
    ...(url.username && { user: decodeURIComponent(url.username) }),
    ...(password && { password }),
  }
}

/** The clock of the entry, which goes on. */
function clockFrom(now: Date): Clock {
  const begun = performance.now()
  return {
    now: () => new Date(now.getTime() + performance.now() - begun),
    sleep: (milliseconds) =>
      milliseconds > 0 ? new Promise((wake) => setTimeout(wake, milliseconds)) : Promise.resolve(),
  }
}

function told({ counts, later, stopped }: Delivered, to: string, io: Io): string {
  const { sent = 0, ...others } = counts
  const where = to === 'eml' ? ` to ${relative(io.cwd, resolve(io.cwd, 'mail'))}/` : ''
  const lines = [`${mark(io.out, 'green', '✓')} ${emails(sent)} sent${where}`]
  for (const [word, number] of Object.entries(others).sort())
    lines.push(`  ${emails(number)} ${word.replace(' ', ': ')}`)
  if (later > 0) lines.push(`  ${emails(later)} for a later run`)
  if (stopped !== undefined) lines.push(`${mark(io.out, 'red', '✗')} Stopped: ${stopped}`)
  return `${lines.join('\n')}\n`
}

function uncertainLines(left: readonly Uncertain[], io: Io): string {
  const lines = left.map(
    ({ one, since, claim }) => `    ${since}  ${claim.campaignId}  ${tryText(one)}\n`,
  )
  return `${mark(io.out, 'yellow', '!')} ${emails(left.length)} may or may not have been sent:
${lines.join('')}
  Do one of these:
    · nocturne deliver --let-go <id>
    · nocturne deliver --again <id>, if twice is better than never
`
}

/** What `--again` and `--let-go` say of an uncertain email. Throws where there is nothing to decide. */
async function decide({ values }: Arguments, files: Files, salt: string, io: Io): Promise<void> {
  const word = values.again === undefined ? 'let-go' : 'again'
  const given = values[word]
  if (given === undefined) return
  const one = tryIn(String(given))
  if (!one) {
    throw new UsageError(`--${word} ${given} is no email of ours`, {
      next: ['nocturne deliver names those of which nothing is known'],
    })
  }
  const became =
    word === 'again'
      ? await offerAgain(files, one, salt, io.now)
      : (await decideUncertain(files, one, word, io.now.toISOString()))
        ? 'let-go'
        : 'settled'
  if (became === 'settled')
    throw new NocturneError('it is known what became of this email, or it was never claimed')
  if (became === 'gone')
    throw new NocturneError('the night that decided this email is not kept any more', {
      next: [`nocturne deliver --let-go ${given}`],
    })
}

const emails = (number: number) => `${count(number)} ${plural(number, 'email', 'emails')}`
