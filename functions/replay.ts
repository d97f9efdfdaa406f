/** Replays: a published night once more, from what it stored, with another config; below `replays/<name>/`. */
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Config } from './config.ts'
import { sha256 } from './domain/sha256.ts'
import { NocturneError, UsageError } from './errors.ts'
import { claimOf, publishedNights, readPublished, rootOf, runOf } from './lake.ts'
import type { Files } from './platform/ports.ts'
import type { Published, Run } from './stage.ts'
import { goneTables, stagedTables } from './stored.ts'

/** The replay that is asked for. */
export interface AskedReplay {
  readonly asOf: string
  readonly config: Config
  /** What it is to be called; the date and a short hash of the config when absent. */
  readonly name?: string
}

/** What became of asking for a replay; `unshown` are the parts of the config that no replay can show. */
export type ReplayClaim = {
  readonly name: string
  readonly night: Published
  readonly unshown: readonly string[]
} & (
  | { readonly status: 'run'; readonly run: Run; readonly resumed: boolean }
  | { readonly status: 'done'; readonly published: Published }
)

/**
 * Claims the replay of a date: begins it, goes on with it, or reports that it is done. Throws when that night was never
 * published, when what it needs is not kept any more, or when another replay has the name.
 */
export async function claimReplay(files: Files, asked: AskedReplay): Promise<ReplayClaim> {
  const { asOf } = asked
  const nights = await publishedNights(files)
  const found = nights.find((night) => night.asOf === asOf)
  if (!found) throw refused(`no night of ${asOf} was published`, await replayableDates(files))
  const night = await readPublished(files, found)
  const claim = await claimOf(files, night)
  if (!claim) {
    throw refused(`the night of ${asOf} is not kept any more`, await replayableDates(files))
  }
  const config = asStaged(asked.config, claim.config)
  const configHash = sha256(JSON.stringify(config))
  const name = asked.name ?? `${asOf}-${sha256(`${configHash} ${night.attempt}`).slice(0, 8)}`
  const previous = claim.previous && (await readPublished(files, claim.previous))
  const replay = { name, night }
  const run = runOf({
    asOf,
    attempt: night.attempt,
    config,
    configHash,
    replay,
    ...(previous && { previous }),
  })
  const told = { name, night, unshown: unshownParts(asked.config, claim.config) }
  const key = `${rootOf(run)}_replay.json`
  const mine: Marker = { asOf, attempt: night.attempt, configHash }
  const before = await markerAt(files, key)
  if (before) refuseOther(name, before, mine)
  const published = await replayed(files, name)
  if (published) return { ...told, status: 'done', published }
  await refuseGone(files, night, previous)
  if (!before) {
    await files.putIfAbsent(key, `${JSON.stringify({ ...mine, config }, null, 2)}\n`)
    // Somebody may have taken the name meanwhile.
    refuseOther(name, (await markerAt(files, key)) ?? mine, mine)
  }
  return { ...told, status: 'run', run, resumed: before !== undefined }
}

/** A replay that has ended; undefined for others. */
export async function replayed(files: Files, name: string): Promise<Published | undefined> {
  const root = rootOf({ replay: { name: checkedName(name) } })
  const [key] = (await files.list(`${root}published`)).slice(-1)
  const text = key && (await files.read(key))
  return text ? (JSON.parse(text) as Published) : undefined
}

/** A replay's name as it was typed, checked. Throws UsageError. */
export function checkedName(name: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,59}$/.test(name)) return name
  throw new UsageError(`${name} is no name of a replay`, {
    next: ['lower case letters, digits and -, at most 60 of them'],
  })
}

/** The dates whose stored tables are there, and those of the night before each. */
export async function replayableDates(files: Files): Promise<readonly string[]> {
  const kept = new Set(await files.folders('personal'))
  const dates: string[] = []
  for (const night of await publishedNights(files)) {
    if (!kept.has(night.asOf)) continue
    const claim = await claimOf(files, night)
    if (claim && (!claim.previous || kept.has(claim.previous.asOf))) dates.push(night.asOf)
  }
  return dates
}

/** A config over what another one staged: the sources are those of that night, and so are the days they were put on. */
function asStaged(config: Config, staged: Config): Config {
  const { timeZone } = staged.company
  return { ...config, company: { ...config.company, timeZone }, sources: staged.sources }
}

/** Parts of a config that only ingest looks at, and that differ from what was staged. */
function unshownParts(config: Config, staged: Config): readonly string[] {
  const parts = (of: Config) => ({
    sources: of.sources,
    attributes: of.attributes,
    checks: of.checks,
    'company.timeZone': of.company.timeZone,
  })
  const theirs = new Map<string, unknown>(Object.entries(parts(staged)))
  return Object.entries(parts(config)).flatMap(([name, mine]) =>
    isDeepStrictEqual(mine, theirs.get(name)) ? [] : [name],
  )
}

async function refuseGone(files: Files, night: Published, previous: Published | undefined) {
  const staged = await stagedTables(files, night)
  const gone = staged.length === 0 ? ['ingest'] : await goneTables(files, night, staged)
  if (gone.length > 0) {
    throw refused(
      `what the night of ${night.asOf} staged is not kept any more`,
      await replayableDates(files),
    )
  }
  if (previous && (await goneTables(files, previous)).length > 0) {
    throw refused(
      `the night of ${night.asOf} compares with that of ${previous.asOf}, whose tables are not kept any more`,
      await replayableDates(files),
    )
  }
}

const refused = (message: string, dates: readonly string[]) =>
  new NocturneError(message, {
    details: [
      dates.length > 0
        ? `can be replayed: ${dates.join(', ')}`
        : 'no night can be replayed: none is kept with the night before it',
      'raw rows are kept for retention.personalNights nights',
    ],
    next: dates.slice(-1).map((date) => `nocturne replay ${date}`),
  })

const marker = z.object({ asOf: z.string(), attempt: z.number(), configHash: z.string() })
type Marker = z.output<typeof marker>

async function markerAt(files: Files, key: string): Promise<Marker | undefined> {
  const text = await files.read(key)
  return text === undefined ? undefined : marker.parse(JSON.parse(text))
}

/** A name is of one night and one config for ever. */
function refuseOther(name: string, theirs: Marker, mine: Marker) {
  if (isDeepStrictEqual(theirs, mine)) return
  const { asOf, attempt } = theirs
  throw new NocturneError(`another replay is called ${name}`, {
    details: [
      asOf === mine.asOf && attempt === mine.attempt
        ? `it is of the same night, ${asOf}-${attempt}, with another config`
        : `it is of the night ${asOf}-${attempt}`,
    ],
    next: ['choose another name: --name <name>', 'or none: the config’s hash makes one'],
  })
}
