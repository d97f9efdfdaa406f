import { NocturneError } from '../../errors.ts'
import { pushedConfig } from '../../pushed.ts'
import type { Deployed } from './deployed.ts'

export interface Begun {
  readonly arn: string
  /** Whether it ran already. */
  readonly isJoined: boolean
  /** Markers of stages that had finished before. */
  readonly finished: readonly string[]
}

/** More starts of one date are a mistake. */
const mostStarts = 99

/** Starts the night of a date, or joins the one that runs. Throws when no config was pushed. */
export async function startNight(
  { account, files, machine }: Deployed,
  asOf: string,
): Promise<Begun> {
  await pushedConfig(files)
  const finished = (await files.list(`runs/${asOf}`)).filter((key) => key.includes('/_stages/'))
  for (let number = 1; number <= mostStarts; number += 1) {
    const start = await account.start(machine, `${asOf}-${number}`, JSON.stringify({ asOf }))
    if (start.status === 'taken') continue
    const isJoined = start.status === 'running'
    return { arn: start.arn, isJoined, finished: isJoined ? [] : finished }
  }
  throw new NocturneError(`the night of ${asOf} was started ${mostStarts} times`, {
    next: ['look at its executions: something else must be wrong'],
  })
}

/** Where a browser shows an execution. */
export function consoleUrl(arn: string): string {
  const [, partition = 'aws', , region = ''] = arn.split(':')
  const host =
    { 'aws-cn': 'console.amazonaws.cn', 'aws-us-gov': 'console.amazonaws-us-gov.com' }[partition] ??
    'console.aws.amazon.com'
  return `https://${region}.${host}/states/home?region=${region}#/v2/executions/details/${arn}`
}
