/** What the Night function answers to the state machine, whatever it stands on. */
import { isDeepStrictEqual } from 'node:util'
import type { Context } from 'aws-lambda'
import { z } from 'zod'
import type { Config } from '../config.ts'
import { heldSentence } from '../domain/outbox/held.ts'
import { ConfigError, NocturneError, OutOfTime, SourceError } from '../errors.ts'
import {
  claimedRun,
  claimedSources,
  claimNight,
  fingerprintsOf,
  type Night,
  runPrefix,
  type Sources,
} from '../lake.ts'
import { runOneStage } from '../night.ts'
import { pipeline } from '../pipeline.ts'
import type { Files, Log, Platform } from '../platform/ports.ts'
import { pushedConfig } from '../pushed.ts'
import type { Run, StageSummary } from '../stage.ts'
import { failureLine, stageLine } from './log-lines.ts'

/** What a night on AWS stands on; `Found` is how its platform knows the shop’s files. */
export interface NightDependencies<Found extends Sources = Sources> {
  /** What the deployment is called in metrics. */
  readonly deployment: string
  /** The zone that the schedule takes its dates from. */
  readonly timeZone: string | undefined
  readonly files: Files
  readonly findSources: (config: Config) => Promise<Found>
  readonly openPlatform: (options: {
    readonly run: Run
    /** The shop’s files, for the stage that opens them. */
    readonly sources?: Found
    readonly log: Log
    readonly remaining: () => number
  }) => Promise<Platform>
  readonly now: () => Date
  /** Writes a line of the log. */
  readonly write: (line: string) => void
}

export type NightAnswer =
  | { readonly asOf: string; readonly attempt: number; readonly status: 'run' | 'published' }
  | { readonly asOf: string; readonly attempt: number; readonly done: true }
  | { readonly asOf: string; readonly attempt: number; readonly again: true }
  | { readonly asOf: string; readonly attempt?: number; readonly failed: Failure }

/** Why a night can’t go on, in words for ops; without what the shop’s files held. */
export interface Failure {
  readonly error: string
  readonly cause: string
}

const nightEvent = z.union([
  z.object({ asOf: z.iso.date(), stage: z.literal('claim') }),
  z.object({ asOf: z.iso.date(), attempt: z.int().min(1), stage: z.enum(pipeline) }),
])
type NightEvent = z.output<typeof nightEvent>

/** Handles one step of the state machine. Throws only what may succeed when it is tried again. */
export function nightHandler<Found extends Sources>(night: NightDependencies<Found>) {
  return async (
    event: unknown,
    context: Pick<Context, 'getRemainingTimeInMillis'>,
  ): Promise<NightAnswer> => {
    const asked = nightEvent.parse(event)
    const { stage, ...named } = asked
    try {
      if (asked.stage === 'claim') return await claim(night, asked.asOf)
      await runStage(night, asked, () => context.getRemainingTimeInMillis())
      return { ...asOfAndAttempt(asked), done: true }
    } catch (error) {
      if (error instanceof OutOfTime && asked.stage !== 'claim') {
        return { ...asOfAndAttempt(asked), again: true }
      }
      if (!(error instanceof NocturneError)) throw error
      const failed = failureOf(error)
      night.write(failureLine({ ...named, stage, failed }, night))
      return { ...named, failed }
    }
  }
}

type StageEvent = Exclude<NightEvent, { stage: 'claim' }>

const asOfAndAttempt = ({ asOf, attempt }: StageEvent) => ({ asOf, attempt })

async function claim<Found extends Sources>(night: NightDependencies<Found>, asOf: string) {
  const { files, timeZone } = night
  const { config, hash: pushed, warnings } = await pushedConfig(files)
  if (timeZone !== undefined && timeZone !== config.company.timeZone) {
    throw new ConfigError(
      `company.timeZone is ${config.company.timeZone}, but the deployment starts its nights in ${timeZone}`,
      { next: ['set timeZone in deployment.yaml and deploy, or correct nocturne.yaml and push'] },
    )
  }
  const { warn } = logOf(night)
  for (const warning of warnings) warn(warning)
  const sources = await night.findSources(config)
  const claimed = await claimNight(files, { asOf, config, sources, pushed })
  const { attempt } = claimed.status === 'run' ? claimed.run : claimed.published
  return { asOf, attempt, status: claimed.status }
}

async function runStage<Found extends Sources>(
  night: NightDependencies<Found>,
  { stage, ...named }: StageEvent,
  remaining: () => number,
) {
  const { files, findSources, openPlatform } = night
  const run = await claimedRun(files, named)
  const sources = stage === 'ingest' ? await findSources(run.config) : undefined
  if (sources) await refuseOthers(sources, files, named)
  const log = logOf(night)
  const platform = await openPlatform({ run, log, remaining, ...(sources && { sources }) })
  const finished: StageSummary[] = []
  await runOneStage(stage, run, platform, {
    started() {},
    finished: (summary) => finished.push(summary),
  })
  for (const summary of finished) {
    night.write(stageLine(summary, await rows(platform, summary), night))
    if (summary.held) log.warn(heldSentence(summary.held, named.asOf, ' --on aws'))
  }
}

/** Rows of the tables that a stage built. */
async function rows({ warehouse }: Platform, { tables }: StageSummary) {
  const built = (await warehouse.built()).filter(({ table }) => tables.includes(table))
  return built.reduce((sum, one) => sum + one.rows, 0)
}

/** A night is a function of what it claimed. A source of which it has a copy by now may change. */
async function refuseOthers(sources: Sources, files: Files, night: Night) {
  const found = fingerprintsOf(sources)
  const claimed = await claimedSources(files, night)
  const others = Object.keys(claimed).filter(
    (name) => !isDeepStrictEqual(found[name], claimed[name]),
  )
  if (others.length === 0) return
  const copied = (await files.list(`${runPrefix(night)}/_builds`)).flatMap(
    (key) => /\/raw_([^/]+)\/built\.json$/.exec(key)?.[1] ?? [],
  )
  const changed = others.filter((name) => !copied.includes(name))
  if (changed.length === 0) return
  throw new SourceError(`${changed.join(', ')} changed after the night was claimed`, {
    next: ['start the night again when all of it is there'],
  })
}

const logOf = ({ write }: Pick<NightDependencies, 'write'>): Log => ({
  step: (step) => write(JSON.stringify({ step: step.text })),
  warn: (message) => write(JSON.stringify({ warning: message })),
})

/** At most so many characters reach the state machine. */
const mostCharacters = 4000

/** A source’s details are rows of the shop’s files: they stay in the lake. */
function failureOf(error: NocturneError): Failure {
  const { at, details = [], next = [] } = error.advice
  const lines = [
    `${at ? `${at}: ` : ''}${error.message}`,
    ...(error instanceof SourceError ? [] : details),
    ...next,
  ]
  return { error: error.name, cause: lines.join('\n').slice(0, mostCharacters) }
}
