/** Works a replay to its end and tells what it made of the night, against what was published. */
import { join, relative } from 'node:path'
import type { Config } from '../config.ts'
import { diffNights } from '../diff.ts'
import { type Diff, type GroupChange, isChanged } from '../domain/diff/diff.ts'
import { count, moneyOf } from '../domain/report/format.ts'
import { NocturneError } from '../errors.ts'
import { runNight } from '../night.ts'
import { type ReplayClaim, replayed } from '../replay.ts'
import type { Published, Run, StageSummary } from '../stage.ts'
import { nightWatch, printable } from '../terminal.ts'
import type { Io } from './command.ts'
import { groupTable } from './diff-lines.ts'
import { doneLines, longDate } from './night-lines.ts'
import type { PlatformOptions, PublishedShop } from './published-shop.ts'

export interface ReplayOptions extends Omit<PlatformOptions, 'log'> {
  readonly company: Config['company']
  readonly io: Io
}

/** Runs what is left of a replay, and says where its report is and what differs. */
export async function replayNight(
  shop: PublishedShop,
  claim: ReplayClaim,
  { company, io, ...engine }: ReplayOptions,
): Promise<void> {
  const { name, night, unshown } = claim
  const watch = nightWatch(io.out)
  try {
    if (claim.status === 'run' && io.out.isTTY)
      io.out.write(headline(claim, claim.run, claim.resumed))
    for (const part of unshown) {
      watch.warn(
        `${part}: not as on the night of ${night.asOf}, which a replay can’t show: the sources are not read again`,
      )
    }
    let summaries: readonly StageSummary[] | undefined
    if (claim.status === 'run') {
      const platform = await shop.platform(claim.run, { ...engine, log: watch })
      try {
        summaries = await runNight(claim.run, platform, watch)
      } finally {
        await platform.close()
      }
    }
    watch.close()
    const published = claim.status === 'done' ? claim.published : await replayed(shop.files, name)
    if (!published) throw new Error(`the replay ${name} has no pointer`)
    const file = join(await shop.folder(published.prefix), 'index.html')
    const path = relative(io.cwd, file) || file
    const differing = await differs(shop, claim, published)
    const money = moneyOf(company.currency)
    if (!summaries) {
      io.out.write(`${night.asOf} is already replayed with this configuration, as ${name}.\n`)
      io.out.write(`${differingLines(differing, name, shop.flag, money)}${path}\n`)
    } else if (io.out.isTTY) {
      io.out.write(doneLines(io.out, summaries, path, ''))
      io.out.write(`\n${differingLines(differing, name, shop.flag, money)}`)
    } else {
      io.out.write(`${JSON.stringify({ replay: name, ...inShort(differing) })}\n`)
      io.out.write(doneLines(io.out, summaries, path, ''))
    }
  } finally {
    watch.close()
  }
}

function headline({ name, night }: ReplayClaim, { config, previous }: Run, resumed: boolean) {
  const against = previous
    ? `compares with ${previous.asOf}-${previous.attempt}`
    : 'the first night'
  return `Nocturne · ${printable(config.company.name)} · replays the night of ${longDate(night.asOf)} · ${against}
as ${name}, from what ${night.asOf}-${night.attempt} staged${resumed ? ' · goes on where it was interrupted' : ''}

`
}

/** The replay against the night as published; why not, where that can’t be told any more. */
async function differs(
  { files, openTables }: PublishedShop,
  { name, night }: ReplayClaim,
  published: Published,
): Promise<Diff | string> {
  const [was, is] = [
    { name: night.asOf, night },
    { name: `replay:${name}`, night: published },
  ]
  try {
    return await diffNights(files, was, is, openTables)
  } catch (error) {
    if (error instanceof NocturneError) return error.message
    throw error
  }
}

function differingLines(
  diff: Diff | string,
  name: string,
  flag: string,
  money: ReturnType<typeof moneyOf>,
): string {
  if (typeof diff === 'string') return `What differs can’t be told: ${diff}.\n`
  const groups = groupsOf(diff)
  const all = `${count(diff.customers.customers.after)} customers`
  const isOther = Object.values(groups).flat().some(isChanged)
  if (!isOther) return `As published: ${all}, and every segment and lifecycle stage as it was.\n`
  const tables = Object.entries(groups)
    .filter(([, list]) => list.some(isChanged))
    .map(([what, list]) => groupTable(what, list, money, isChanged))
  return `Against what was published (before), of ${all}:

${tables.join('\n')}
  all of it  nocturne diff${flag} ${diff.before} replay:${name}

`
}

const groupsOf = ({ customers, segments, stages, tiers }: Diff) => ({
  customers: [customers],
  segment: segments,
  'lifecycle stage': stages,
  ...(tiers && { 'value tier': tiers }),
})

/** The groups that differ, by what they are: sizes and moves, as data. */
function inShort(diff: Diff | string) {
  if (typeof diff === 'string') return { unknown: diff }
  const { segments, stages, tiers = [] } = diff
  const short = (list: readonly GroupChange[]) =>
    list
      .filter(isChanged)
      .map(({ id, customers, entered, left }) => ({ id, ...customers, entered, left }))
  return { differs: { segments: short(segments), stages: short(stages), tiers: short(tiers) } }
}
