/** `--on aws[:stack]`: a shop that is deployed. */
import { NocturneError, UsageError } from '../../errors.ts'
import { type Deployment, deploymentFrom } from '../../platform/aws/deployment.ts'
import type { Files } from '../../platform/ports.ts'
import type { Arguments, Io } from '../command.ts'
import type { Account, Stack } from './account.ts'
import { awsError } from './aws-error.ts'

/** The option that goes with it. */
export const onOption = { on: { type: 'string' } } as const

/** How each command's help tells of it. */
export const onHelp =
  '--on <where>     aws, or aws:<stack>: the deployed shop; its stack is NocturneApp unless named'

export interface Deployed {
  readonly account: Account
  readonly region: string
  /** The stack's name. */
  readonly stack: string
  /** What makes a command mean this deployment: `--on aws`. */
  readonly flag: string
  readonly deployment: Deployment
  /** ARN of the state machine. */
  readonly machine: string
  /** ARN of the state machine that sends once; absent where the deployment sends no emails. */
  readonly deliver?: string
  /** The lake. */
  readonly files: Files
}

/** Whether a command is to work on a deployed shop. Throws UsageError for another place than AWS. */
export function isOnAws({ values: { on } }: Arguments): boolean {
  if (on === undefined) return false
  if (/^aws(:[A-Za-z][A-Za-z0-9-]*)?$/.test(String(on))) return true
  throw new UsageError(`--on ${on} is not a place`, {
    next: ['--on aws, or --on aws:<name of the stack>'],
  })
}

/** Does a command's work on the deployed shop that `--on` names. Throws in words for people what AWS refuses. */
export async function onAws(
  args: Arguments,
  io: Io,
  work: (deployed: Deployed) => Promise<number>,
): Promise<number> {
  if (!isOnAws(args))
    throw new UsageError('--on aws is missing', {
      next: ['add --on aws, or --on aws:<name of the stack>'],
    })
  const [, stack = 'NocturneApp'] = String(args.values.on).split(':')
  try {
    return await work(await deployed(await io.account(), stack, String(args.values.on)))
  } catch (error) {
    throw awsError(error) ?? error
  }
}

async function deployed(account: Account, name: string, on: string): Promise<Deployed> {
  const region = await account.region()
  const stack = await account.stack(name)
  if (!stack) {
    throw new NocturneError(`no stack ${name} in ${region}`, {
      next: [
        'deploy it: npx cdk deploy --all',
        'or name another: --on aws:<name of the stack>',
        'or set AWS_REGION or AWS_PROFILE to where it is',
      ],
    })
  }
  const deployment = deploymentFrom({
    NOCTURNE_BUCKET: output('Bucket', name, stack),
    NOCTURNE_WORK_GROUP: output('WorkGroup', name, stack),
    NOCTURNE_DATABASE: output('Database', name, stack),
    NOCTURNE_SOURCES: output('Sources', name, stack),
    NOCTURNE_LOCATIONS: stack.outputs.Locations,
    NOCTURNE_TABLES: stack.outputs.Tables,
  })
  return {
    account,
    region,
    stack: name,
    flag: `--on ${on}`,
    deployment,
    machine: output('StateMachine', name, stack),
    ...(stack.outputs.DeliverMachine && { deliver: stack.outputs.DeliverMachine }),
    files: account.files(deployment.bucket),
  }
}

function output(name: string, stack: string, { status, outputs }: Stack): string {
  const value = outputs[name]
  if (value) return value
  throw new NocturneError(`stack ${stack} has no output ${name}`, {
    details: [`CloudFormation says ${status}`],
    next: [
      'deploy it again: npx cdk deploy --all',
      'or name another: --on aws:<name of the stack>',
    ],
  })
}
