/** Follows a night on AWS: the stages' own markers in the lake say how far it is. */
import { z } from 'zod'
import { NocturneError } from '../../errors.ts'
import { stageKey } from '../../lake.ts'
import type { Watcher } from '../../night.ts'
import { pipeline } from '../../pipeline.ts'
import type { StageSummary } from '../../stage.ts'
import type { Execution } from './account.ts'
import type { Deployed } from './deployed.ts'
import { type Begun, consoleUrl } from './start-night.ts'

export type Followed =
  | { readonly status: 'published'; readonly attempt: number }
  | {
      readonly status: 'done'
      readonly attempt: number
      readonly summaries: readonly StageSummary[]
    }

/** Tells `watcher` of every stage as it ends. Throws NocturneError when the night fails. */
export async function followNight(
  { account, files }: Deployed,
  asOf: string,
  { arn, finished }: Begun,
  watcher: Watcher,
): Promise<Followed> {
  const told = new Set(finished)
  let claim: z.output<typeof claimAnswer> | undefined
  let running: string | undefined
  for (;;) {
    const execution = await account.execution(arn)
    claim ??= claimOf(await account.answers(arn), asOf)
    if (claim?.status === 'run') {
      for (const stage of pipeline) {
        const key = stageKey({ asOf, attempt: claim.attempt }, stage)
        if (told.has(key)) continue
        const text = await files.read(key)
        if (text === undefined) {
          if (running !== stage && execution.status === 'RUNNING') watcher.started(stage)
          running = stage
          break
        }
        told.add(key)
        watcher.finished(JSON.parse(text) as StageSummary)
      }
    }
    if (execution.status === 'RUNNING') {
      await account.pause()
      continue
    }
    if (execution.status !== 'SUCCEEDED' || !claim) throw failed(asOf, arn, execution)
    if (claim.status === 'published') return { status: 'published', attempt: claim.attempt }
    const { attempt } = claim
    const texts = await Promise.all(
      pipeline.map((stage) => files.read(stageKey({ asOf, attempt }, stage))),
    )
    const summaries = texts.flatMap((text) => (text ? [JSON.parse(text) as StageSummary] : []))
    return { status: 'done', attempt, summaries }
  }
}

const claimAnswer = z.object({
  asOf: z.string(),
  attempt: z.int(),
  status: z.enum(['run', 'published']),
})

/** What the first step found out: which attempt of the date this is. */
function claimOf(answers: readonly unknown[], asOf: string) {
  const found = answers.map((answer) => claimAnswer.safeParse(answer).data)
  return found.find((answer) => answer?.asOf === asOf)
}

/** What the machine says of a failure may be what a function threw. */
const thrown = z.object({ errorMessage: z.string() })

function failed(asOf: string, arn: string, { status, error, cause }: Execution): NocturneError {
  const [first, ...more] = thrownText(cause ?? error ?? status).split('\n')
  return new NocturneError(`the night of ${asOf} did not end well: ${first}`, {
    details: [...(error && error !== first ? [error] : []), ...more],
    next: [
      `see where: ${consoleUrl(arn)}`,
      'what to do for each failure: docs/runbook.md',
      'nothing was published; the night before stays in force',
    ],
  })
}

/** The words of a failure, whether the machine says them or what a function threw. */
export function thrownText(cause: string): string {
  try {
    return thrown.parse(JSON.parse(cause)).errorMessage
  } catch {
    return cause
  }
}
