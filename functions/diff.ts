/** What changed between two published nights, or between one and its replay. */
import { z } from 'zod'
import {
  type Diff,
  type DiffPart,
  diffTables,
  type GroupChange,
  groupRow,
  revenueRow,
  sides,
} from './domain/diff/diff.ts'
import { lifecycleStages } from './domain/features/columns.ts'
import { NocturneError } from './errors.ts'
import { currentNight, publishedNights } from './lake.ts'
import type { Files, Reader, StoredTable } from './platform/ports.ts'
import { queryText } from './queries.ts'
import { replayed } from './replay.ts'
import type { Published } from './stage.ts'
import { goneTables } from './stored.ts'

/** One of the two nights: as it was asked for, and what it published. */
export interface ComparedNight {
  readonly name: string
  readonly night: Published
}

/** Finds a night by its date, or a replay by `replay:<name>`. Throws when there is none. */
export async function comparedNight(files: Files, name: string): Promise<ComparedNight> {
  const [, replay] = /^replay:(.*)$/.exec(name) ?? []
  const night =
    replay === undefined ? await currentNight(files, name) : await replayed(files, replay)
  if (night) return { name, night }
  const others =
    replay === undefined
      ? (await publishedNights(files)).map(({ asOf }) => asOf)
      : await files.folders('replays')
  throw new NocturneError(
    replay === undefined ? `no night of ${name} is published` : `no replay ${replay} has ended`,
    {
      details: [
        others.length > 0
          ? `${replay === undefined ? 'published' : 'begun or ended'}: ${others.slice(-10).join(', ')}`
          : `there is none yet`,
      ],
      next: [replay === undefined ? 'nocturne run' : 'nocturne replay <date>'],
    },
  )
}

/** Compares two nights; `open` makes tables readable by name. Throws when the tables of one are gone. */
export async function diffNights(
  files: Files,
  before: ComparedNight,
  after: ComparedNight,
  open: (tables: readonly StoredTable[]) => Promise<Reader>,
): Promise<Diff> {
  const nights = { before, after }
  for (const { name, night } of [before, after]) {
    const read = Object.keys(diffTables).filter((table) => night.tables[table])
    if ((await goneTables(files, night, read)).length > 0) throw await gone(files, name)
  }
  const reader = await open(
    sides.flatMap((side) =>
      Object.entries(diffTables).map(([table, columns]): StoredTable => {
        const stored = nights[side].night.tables[table]
        return { name: `${side}_${table}`, columns, ...(stored && { stored }) }
      }),
    ),
  )
  const rows = async <Row>(query: string, row: z.ZodType<Row>): Promise<readonly Row[]> => {
    const { names, rows: found } = await reader.ask(queryText(query))
    const named = found.map((values) =>
      Object.fromEntries(names.map((name, i) => [name, values[i]])),
    )
    return z.array(row).parse(named)
  }
  try {
    const groups = Map.groupBy(await rows('diff_groups', groupRow), ({ part }) => part)
    const of = (part: DiffPart) => groups.get(part)?.map(({ part: _, ...group }) => group) ?? []
    const hasTiers = sides.every((side) => nights[side].night.tables.customer_value)
    return {
      before: before.name,
      after: after.name,
      customers: { ...(of('customers')[0] ?? nobody), name: 'all customers' },
      revenue: await rows('diff_revenue', revenueRow),
      segments: of('segments'),
      stages: inOrder(of('stages'), lifecycleStages),
      ...(hasTiers && { tiers: of('tiers') }),
    }
  } finally {
    reader.close()
  }
}

/** Neither night had a customer. */
const nobody: GroupChange = {
  id: 'all',
  name: 'all customers',
  isSameRule: true,
  customers: { before: 0, after: 0 },
  entered: 0,
  left: 0,
  money: { before: 0, after: 0 },
  examples: { entered: [], left: [] },
}

/** Groups in the order in which they are known, others after them. */
const inOrder = <Group extends { readonly id: string }>(
  groups: readonly Group[],
  known: readonly string[],
): readonly Group[] => {
  const place = ({ id }: Group) => (known.includes(id) ? known.indexOf(id) : known.length)
  return groups.toSorted((a, b) => place(a) - place(b))
}

async function gone(files: Files, name: string): Promise<NocturneError> {
  const kept = new Set(await files.folders('results'))
  const dates = (await publishedNights(files)).filter(({ asOf }) => kept.has(asOf))
  return new NocturneError(`the tables of ${name} are not kept any more`, {
    details: [
      `can be compared: ${dates.map(({ asOf }) => asOf).join(', ') || 'none'}`,
      'results are kept for retention.nights nights',
    ],
  })
}
