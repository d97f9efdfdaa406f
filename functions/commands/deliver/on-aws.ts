/** `nocturne deliver --on aws`: lets the deployed function send now, and says what it did. */
import { unsettledTries } from '../../deliver-due.ts'
import { type DeliverAnswer, deliverAnswer, sandboxWords } from '../../delivered.ts'
import { NocturneError, UsageError } from '../../errors.ts'
import type { Account, Execution } from '../aws/account.ts'
import { type Deployed, onAws } from '../aws/deployed.ts'
import { thrownText } from '../aws/follow-night.ts'
import { consoleUrl } from '../aws/start-night.ts'
import type { Arguments, Io } from '../command.ts'
import { decide } from './decide.ts'
import { deliveredLines, heldNightLines, uncertainLines } from './lines.ts'

/** Returns the exit code. */
export async function deliverOnAws(args: Arguments, io: Io): Promise<number> {
  const foreign = ['to', 'links', 'rate', 'config'].find((name) => args.values[name] !== undefined)
  if (foreign !== undefined) {
    throw new UsageError(`--${foreign} is for a shop on this machine`, {
      next: ['a deployed one sends by SES, as fast as the account allows'],
    })
  }
  return onAws(args, io, async (deployed) => {
    const { files, flag, deliver } = deployed
    if (deliver === undefined) throw withoutMail(deployed)
    await decide(args, files, io)
    const answer = await delivered(deployed.account, deliver, io)
    if (answer.status === 'nothing') {
      io.out.write(`Nothing is sent: ${answer.why}\n`)
      return 0
    }
    if (answer.isSandbox) io.out.write(`The account ${sandboxWords}.\n`)
    io.out.write(deliveredLines(answer, '', io))
    io.out.write(heldNightLines(answer.held, ` ${flag}`, io))
    const left = await unsettledTries(files, io.now)
    io.out.write(uncertainLines(left, ` ${flag}`, io))
    return answer.stopped !== undefined || left.length > 0 ? 1 : 0
  })
}

const withoutMail = ({ stack, region }: Deployed) =>
  new NocturneError(`${stack} in ${region} sends no emails`, {
    next: ['set mail: { domain: shop.example } in deployment.yaml and deploy; docs/sending.md'],
  })

/** Runs the function once, after the run that may be under way. */
async function delivered(account: Account, machine: string, io: Io): Promise<DeliverAnswer> {
  const name = `by-hand-${io.now.toISOString().replaceAll(/\D/g, '')}`
  const started = await account.start(machine, name, '{}')
  if (started.status === 'taken') throw new Error(`${name} has run before`)
  const { arn } = started
  if (io.out.isTTY) io.out.write(`${consoleUrl(arn)}\n\n`)
  for (;;) {
    const execution = await account.execution(arn)
    if (execution.status === 'SUCCEEDED')
      return deliverAnswer.parse((await account.answers(arn)).at(-1))
    if (execution.status !== 'RUNNING') throw failed(arn, execution)
    await account.pause()
  }
}

function failed(arn: string, { status, error, cause }: Execution): NocturneError {
  const [first = '', ...details] = thrownText(cause ?? error ?? status).split('\n')
  return new NocturneError(`sending did not end well: ${first}`, {
    details,
    next: [`see where: ${consoleUrl(arn)}`, 'what to do: docs/runbook.md#deliver-errors'],
  })
}
