/** `nocturne deliver`: sends what published nights decided, from this machine or where the shop is deployed. */
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { deliverDue } from '../deliver-due.ts'
import type { Company } from '../deliver-message.ts'
import { deliverReport } from '../deliver-report.ts'
import { daysToErase } from '../domain/ledger/erasure.ts'
import { nextDay } from '../domain/time.ts'
import { UsageError } from '../errors.ts'
import { clockFrom } from '../platform/clock.ts'
import { emlMailer } from '../platform/local/eml-mailer.ts'
import { mailFolder, removeOldMails } from '../platform/local/mail-folder.ts'
import { type SmtpHost, smtpMailer } from '../platform/local/smtp-mailer.ts'
import type { Mailer } from '../platform/ports.ts'
import { lakeSalt } from '../secrets.ts'
import { senderOf } from '../sender.ts'
import { isOnAws, onHelp, onOption } from './aws/deployed.ts'
import type { Arguments, Command, Io } from './command.ts'
import { decide } from './deliver/decide.ts'
import {
  deliveredLines,
  heldNightLines,
  notLiveLine,
  reportLines,
  uncertainLines,
} from './deliver/lines.ts'
import { deliverOnAws } from './deliver/on-aws.ts'
import { isThisMachine, linksHere } from './links-here.ts'
import { configOption, loadNight, loadShop, type Shop } from './load.ts'

export const deliver: Command = {
  name: 'deliver',
  summary: 'send the emails that nights decided and whose hour has come',
  help: `usage: nocturne deliver [--to eml|smtp://host[:port]] [--links http://localhost:8787]
                        [--rate N] [--config <file>]
       nocturne deliver --on aws[:stack]
       nocturne deliver --again <id> | --let-go <id>

Sends each email once, whatever happens: called again, it goes on where it was. Nothing goes out
while sending.live is false or sending is paused, or to who unsubscribed since.

  --to eml         a file each, in mail/ below this folder; any mail program opens them. What lies
                   there counts as sent (default)
  --to smtp://…    by a mail server: smtp://user:password@host:587, or smtps://host. A password may
                   come by NOCTURNE_SMTP_PASSWORD instead
  --links <url>    where nocturne web answers on this machine, instead of sending.links; for emails
                   that don't leave it
  --again <id>     sends this one, of which it is not known whether it was sent, once more: then
                   the customer may have it twice
  --let-go <id>    does not, and speaks of it no more
  --rate <n>       emails a second (default: 10 by a mail server)
  --config <file>  default ./nocturne.yaml
  ${onHelp};
                   it sends every five minutes by itself, and once more now

example: nocturne deliver --to smtp://localhost:1025`,
  options: {
    ...configOption,
    ...onOption,
    to: { type: 'string' },
    links: { type: 'string' },
    rate: { type: 'string' },
    again: { type: 'string' },
    'let-go': { type: 'string' },
  },
  positionals: 0,

  async run(args, io) {
    if (isOnAws(args)) return deliverOnAws(args, io)
    const shop = loadShop(args, io)
    const { files, config } = shop
    await loadNight(shop)
    await decide(args, files, io)
    const to = String(args.values.to ?? 'eml')
    const isHere = to === 'eml' || isThisMachine(hostIn(to).host)
    const company = companyOf(shop, to !== 'eml', linksHere(args, isHere))
    const mailer = await mailerFor(to, args, io)
    const clock = clockFrom(io.now)
    const salt = await lakeSalt(files, randomBytes)
    const reports = await deliverReport({
      ...{ files, mailer, clock, run: randomUUID(), salt, from: company.from, config },
    })
    io.out.write(reportLines(reports))
    // Also what nights decided while it was true.
    if (!config.sending.live) {
      io.out.write(notLiveLine(io))
      return 0
    }
    const done = await deliverDue({
      ...{ files, company, mailer, clock },
      ...{ quiet: config.sending.quiet, run: randomUUID(), random: randomBytes },
    })
    const where = to === 'eml' ? ` to ${relative(io.cwd, resolve(io.cwd, 'mail'))}/` : ''
    io.out.write(deliveredLines(done, where, io))
    io.out.write(heldNightLines(done.held, '', io))
    io.out.write(uncertainLines(done.unsettled, '', io))
    return done.stopped !== undefined || done.unsettled.length > 0 ? 1 : 0
  },
}

/** The company as emails name it; files of a folder need nothing more. Throws ConfigError for what only sending needs. */
function companyOf({ config, file }: Shop, isMailed: boolean, links?: string): Company {
  const sending = { ...config.sending, ...(links !== undefined && { links }) }
  const mailed = { ...config, sending }
  if (isMailed) return senderOf(mailed, file)
  const nobody = { from: 'nobody@shop.invalid', links: 'https://links.shop.invalid' }
  return senderOf({ ...mailed, sending: { ...nobody, ...sending } }, file)
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
