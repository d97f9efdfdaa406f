/** What the Deliver function does when it is called, whatever it stands on. */
import type { Context } from 'aws-lambda'
import type { Config } from '../config.ts'
import { deliverDue } from '../deliver-due.ts'
import { deliverReport } from '../deliver-report.ts'
import { type DeliverAnswer, sandboxWords } from '../delivered.ts'
import { ConfigError, NocturneError } from '../errors.ts'
import { claimOf, publishedNights } from '../lake.ts'
import type { Clock, Files, Mailer, RandomBytes } from '../platform/ports.ts'
import { isPushedLive } from '../pushed-live.ts'
import { lakeSalt } from '../secrets.ts'
import { senderOf } from '../sender.ts'
import { deliveredLine } from './log-lines.ts'

export interface DeliverDependencies {
  /** What the deployment is called in metrics. */
  readonly deployment: string
  /** Whose addresses SES lets us write from. */
  readonly domain: string
  /** Where customers unsubscribe, unless the configuration says. */
  readonly links: string | undefined
  readonly files: Files
  readonly mailer: Mailer
  readonly random: RandomBytes
  /** A clock that starts now. */
  readonly clock: () => Clock
  /** A name that no other run has. */
  readonly name: () => string
  /** Writes a line of the log. */
  readonly write: (line: string) => void
}

/** Sends what is due until shortly before the call is over. Throws what a person must mend, in full words. */
export function deliverHandler(deliver: DeliverDependencies) {
  return async (
    _: unknown,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<DeliverAnswer> => {
    const clock = deliver.clock()
    const until = new Date(clock.now().getTime() + context.getRemainingTimeInMillis() - lastWait)
    try {
      const answer = await sendDue(deliver, clock, until)
      deliver.write(deliveredLine(answer, { deployment: deliver.deployment, now: clock.now }))
      return answer
    } catch (error) {
      if (!(error instanceof NocturneError)) throw error
      const { at, details = [], next = [] } = error.advice
      const cause = [`${at ? `${at}: ` : ''}${error.message}`, ...details, ...next].join('\n')
      deliver.write(JSON.stringify({ failed: { error: error.name, cause } }))
      throw new Error(cause, { cause: error })
    }
  }
}

/** One that is throttled waits a minute and is offered once more; then the rest is written down. */
const lastWait = 120_000

async function sendDue(
  { files, mailer, domain, links, random, name, write }: DeliverDependencies,
  clock: Clock,
  until: Date,
): Promise<DeliverAnswer> {
  const config = await newestConfig(files)
  if (!config) return { status: 'nothing', why: 'no night is published yet' }
  const isLive = config.sending.live && (await isPushedLive(files))
  const nothing = { status: 'nothing', why: 'sending.live is false' } as const
  if (!isLive && config.report.mail.to.length === 0) return nothing
  const company = senderOf(config, 'nocturne.yaml', links)
  refuseOther(company.from.address, domain)
  // It goes to the shop, not to customers: sending.live does not stop it.
  const salt = await lakeSalt(files, random)
  const reports = await deliverReport({
    ...{ files, mailer, clock, run: name(), salt, from: company.from, config },
  })
  if (Object.keys(reports).length > 0) write(JSON.stringify({ reports }))
  if (!isLive) return nothing
  const limits = await mailer.limits()
  const { isSandbox } = limits
  if (isSandbox) write(JSON.stringify({ warning: `the account ${sandboxWords}` }))
  const done = await deliverDue({
    ...{ files, clock, company, until, random, run: name() },
    mailer: { ...mailer, limits: async () => limits },
    quiet: config.sending.quiet,
  })
  return { status: 'done', ...done, unsettled: done.unsettled.length, isSandbox }
}

/** What the newest night was configured with; undefined before there is one, or when its marker is gone. */
async function newestConfig(files: Files): Promise<Config | undefined> {
  const night = (await publishedNights(files)).at(-1)
  return night && (await claimOf(files, night))?.config
}

/** SES would refuse each message. */
function refuseOther(from: string, domain: string): void {
  const given = from.slice(from.lastIndexOf('@') + 1).toLowerCase()
  if (given === domain || given.endsWith(`.${domain}`)) return
  throw new ConfigError(
    `sending.from is an address of ${given}, but this deployment sends from ${domain}`,
    {
      at: 'nocturne.yaml',
      next: ['correct it and push, or set mail.domain in deployment.yaml and deploy'],
    },
  )
}
