/** Where things stand in the lake, and which night is which. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type Config, configSpec } from './config.ts'
import { sha256 } from './domain/sha256.ts'
import { instantOf, nextDay } from './domain/time.ts'
import { erasureMark } from './erasures.ts'
import { NocturneError } from './errors.ts'
import type { StageName } from './pipeline.ts'
import type { Files, SourceFile } from './platform/ports.ts'
import type { Published, Replay, Run } from './stage.ts'

/** What says where a run writes. */
export type RunPlace = Pick<Run, 'asOf' | 'attempt'> & {
  readonly replay?: { readonly name: string }
}

/** What stands in front of every key that a run writes: a replay has a lake of its own within the lake. */
export const rootOf = ({ replay }: Pick<RunPlace, 'replay'>) =>
  replay ? `replays/${replay.name}/` : ''
export const runPrefix = (run: RunPlace) => `${rootOf(run)}runs/${run.asOf}/${run.attempt}`
/** Where a stage that is done says what it did. */
export const stageKey = (run: RunPlace, stage: StageName) =>
  `${runPrefix(run)}/_stages/${stage}.json`
/** Where the report stage writes; publishing copies it from there. */
export const reportPrefix = (run: RunPlace) =>
  `${rootOf(run)}results/${run.asOf}/${run.attempt}/report`
/** Where the messages that are to be sent lie, a file an hour. */
export const outboxPrefix = (run: RunPlace) =>
  `${rootOf(run)}personal/${run.asOf}/${run.attempt}/outbox_files`
/** What says that a person let a night’s emails go. */
export const releaseKey = ({ asOf, attempt }: Night) => `releases/${asOf}/${attempt}.json`
export const publishedKey = (run: RunPlace) =>
  `${rootOf(run)}published/${run.asOf}/${run.attempt}.json`

/** Files of each source as a night found them. */
export type Sources = Readonly<Record<string, readonly SourceFile[]>>

/** What became of asking for a night: a run to do or go on with, or the news that it is done. */
export type Claim =
  | { readonly status: 'run'; readonly run: Run; readonly resumed: boolean }
  | { readonly status: 'published'; readonly published: Published }

/** Every published night, oldest first: of each date the greatest attempt. */
export async function publishedNights(files: Files): Promise<readonly Night[]> {
  const greatest = new Map<string, number>()
  for (const key of await files.list('published')) {
    const [, asOf, attempt] = /^published\/(\d{4}-\d{2}-\d{2})\/(\d+)\.json$/.exec(key) ?? []
    if (!asOf) continue
    greatest.set(asOf, Math.max(greatest.get(asOf) ?? 0, Number(attempt)))
  }
  return [...greatest]
    .map(([asOf, attempt]) => ({ asOf, attempt }))
    .sort((a, b) => (a.asOf < b.asOf ? -1 : 1))
}

export interface Night {
  readonly asOf: string
  readonly attempt: number
}

/** The body of a night's pointer. */
export async function readPublished(files: Files, night: RunPlace): Promise<Published> {
  const text = await files.read(publishedKey(night))
  if (text === undefined) throw new Error(`no ${publishedKey(night)}`)
  return JSON.parse(text) as Published
}

/** The night that is in force, or that of a date; undefined when there is none. */
export async function currentNight(files: Files, date?: string): Promise<Published | undefined> {
  const nights = await publishedNights(files)
  const night = date ? nights.find(({ asOf }) => asOf === date) : nights.at(-1)
  return night && readPublished(files, night)
}

/** The night that is asked for. */
export interface Asked {
  readonly asOf: string
  readonly config: Config
  readonly sources: Sources
  /** The hash of the object that the config came in, where it was pushed. */
  readonly pushed?: string
}

/**
 * Claims the night of a date: goes on with an unpublished attempt of the same config, files and erased people, reports
 * a published one, or opens the next attempt. Throws when the date is before the current night.
 */
export async function claimNight(
  files: Files,
  { asOf, config, sources, pushed }: Asked,
): Promise<Claim> {
  const configHash = sha256(JSON.stringify(config))
  const fingerprints = fingerprintsOf(sources)
  const nights = await publishedNights(files)
  const current = nights.at(-1)
  if (current && asOf < current.asOf) {
    throw new NocturneError(`the night of ${asOf} is before the current one, ${current.asOf}`, {
      details: ['A night that others were built on is never published again.'],
      next: [
        `nocturne run --date ${current.asOf}, or a later date`,
        `nocturne replay ${asOf} runs it again and publishes nothing`,
      ],
    })
  }
  const attempts = await attemptsOf(files, asOf)
  const erased = await erasureMark(files)
  for (let attempt = Math.max(1, ...attempts); ; attempt += 1) {
    const marker = await claimed(files, { asOf, attempt }, async () => {
      const before = nights.filter((night) => night.asOf < asOf).at(-1)
      return {
        config,
        configHash,
        sources: fingerprints,
        ...(before && { previous: before }),
        ...(pushed !== undefined && { pushed }),
        ...(erased !== undefined && { erased }),
        versions: { nocturne: 1 },
      }
    })
    const isSame = marker.configHash === configHash && marker.erased === erased
    if (!isSame || !isDeepStrictEqual(marker.sources, fingerprints)) continue
    const published = await files.read(publishedKey({ asOf, attempt }))
    if (published) return { status: 'published', published: JSON.parse(published) as Published }
    const previous = marker.previous && (await readPublished(files, marker.previous))
    return {
      status: 'run',
      resumed: attempts.includes(attempt),
      run: runOf({ asOf, attempt, config, configHash, ...(previous && { previous }) }),
    }
  }
}

/** A night that was claimed, from its marker. */
export async function claimedRun(files: Files, night: Night): Promise<Run> {
  const { config, configHash, previous: before } = await markerOf(files, night)
  const previous = before && (await readPublished(files, before))
  return runOf({
    asOf: night.asOf,
    attempt: night.attempt,
    config: configSpec.parse(config),
    configHash,
    ...(previous && { previous }),
  })
}

/** What a night was claimed with; undefined when its marker is gone. */
export async function claimOf(
  files: Files,
  night: Night,
): Promise<{ readonly config: Config; readonly previous?: Night | undefined } | undefined> {
  if ((await files.read(`${runPrefix(night)}/_run.json`)) === undefined) return undefined
  const { config, previous } = await markerOf(files, night)
  return { config: configSpec.parse(config), previous }
}

/** The fingerprints of a night’s sources when it was claimed. */
export const claimedSources = async (files: Files, night: Night): Promise<Fingerprints> =>
  (await markerOf(files, night)).sources

/** Source to file to fingerprint. */
export type Fingerprints = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The fingerprints of the files that a night found. */
export const fingerprintsOf = (sources: Sources): Fingerprints =>
  Object.fromEntries(
    Object.entries(sources).map(([name, all]) => [
      name,
      Object.fromEntries(all.map(({ file, fingerprint }) => [file, fingerprint])),
    ]),
  )

/** A run from what its marker holds. Times follow from the date and the company's zone. */
export function runOf(given: {
  asOf: string
  attempt: number
  config: Config
  configHash: string
  previous?: Published
  replay?: Replay
}): Run {
  const { asOf, config, replay } = given
  const { timeZone } = config.company
  return {
    ...given,
    id: replay ? `replay:${replay.name}` : `${asOf}-${given.attempt}`,
    cutoff: instantOf(asOf, '00:00', timeZone),
    opensAt: instantOf(asOf, config.sending.opens, timeZone),
    closesAt: instantOf(nextDay(asOf), config.sending.opens, timeZone),
    seed: config.seed,
  }
}

const night = z.object({ asOf: z.string(), attempt: z.number() })
const runMarker = z.object({
  config: z.unknown(),
  configHash: z.string(),
  sources: z.record(z.string(), z.record(z.string(), z.string())),
  previous: night.optional(),
  pushed: z.string().optional(),
  erased: z.string().optional(),
  versions: z.record(z.string(), z.number()),
})
type RunMarker = z.output<typeof runMarker>

async function claimed(files: Files, night: Night, body: () => Promise<RunMarker>) {
  const key = `${runPrefix(night)}/_run.json`
  const existing = await files.read(key)
  if (existing === undefined) {
    await files.putIfAbsent(key, `${JSON.stringify(await body(), null, 2)}\n`)
  }
  return markerOf(files, night)
}

async function markerOf(files: Files, night: Night): Promise<RunMarker> {
  const key = `${runPrefix(night)}/_run.json`
  const text = await files.read(key)
  if (text === undefined) throw new Error(`no ${key}`)
  return runMarker.parse(JSON.parse(text))
}

async function attemptsOf(files: Files, asOf: string): Promise<readonly number[]> {
  const keys = await files.list(`runs/${asOf}`)
  return [
    ...new Set(
      keys.flatMap((key) => {
        const [, attempt] = /^runs\/[^/]+\/(\d+)\/_run\.json$/.exec(key) ?? []
        return attempt ? [Number(attempt)] : []
      }),
    ),
  ]
}
