/** Looks once more at what was made, then makes the night visible: its last act is one pointer. */
import { severalAtOnce } from '../concurrency.ts'
import { grainsQuery } from '../domain/checks/grain.ts'
import { firstWithout } from '../domain/ledger/erasure.ts'
import { activeSegments } from '../domain/segments/active.ts'
import { ruleHash } from '../domain/segments/hash.ts'
import { monthsBefore, nextDay } from '../domain/time.ts'
import { activeErasures } from '../erasures.ts'
import { NocturneError } from '../errors.ts'
import { featuresOf } from '../features.ts'
import { currentNight, publishedKey, publishedNights, reportPrefix, rootOf } from '../lake.ts'
import type { Files, Kept } from '../platform/ports.ts'
import type { Published, Run, Stage } from '../stage.ts'
import type { Table } from '../tables/table.ts'
import { tablesOf } from '../tables.ts'

export const publish: Stage = async (run, { warehouse, files, log }) => {
  const { config } = run
  const tables = tablesOf(config)
  const features = featuresOf(config)
  const built = await warehouse.built()
  const made = tables.filter(({ name }) => built.some(({ table }) => table === name))
  const filled = new Set(built.flatMap(({ table, rows }) => (rows > 0 ? [table] : [])))
  const checked = made.filter((table) => isChecked(table) && filled.has(table.name))
  log.step({ stage: 'publish', text: `checking ${checked.length} tables` })
  const groups = Array.from({ length: Math.ceil(checked.length / mostTogether) }, (_, i) =>
    checked.slice(i * mostTogether, (i + 1) * mostTogether),
  )
  const answers = await severalAtOnce(groups, warehouse.sideBySide, (group) =>
    warehouse.read(grainsQuery(group)),
  )
  const [odd] = answers.flat()
  if (odd) {
    throw new Error(`${odd.name}: ${odd.broken} rows are not one per ${odd.grain}`)
  }
  const prefix = `${rootOf(run)}reports/${run.asOf}/${run.attempt}`
  for (const key of await files.list(reportPrefix(run))) {
    const body = await files.read(key)
    if (body !== undefined) await files.putIfAbsent(`${prefix}/${key.split('/').at(-1)}`, body)
  }
  const published: Published = {
    asOf: run.asOf,
    attempt: run.attempt,
    prefix,
    configHash: run.configHash,
    closesAt: run.closesAt,
    tables: Object.fromEntries(
      made.map(({ name, columns }) => {
        const { location, rows } = built.find(({ table }) => table === name) ?? missing(name)
        return [
          name,
          {
            location,
            rows,
            columns: columns.map((column) => ({ name: column.name, type: column.type })),
          },
        ]
      }),
    ),
    rules: Object.fromEntries(
      activeSegments(config).map(({ id, where }) => [id, ruleHash(where, features)]),
    ),
  }
  if (!run.replay) await refuseOlder(files, run)
  await files.putIfAbsent(publishedKey(run), `${JSON.stringify(published, null, 2)}\n`)
  // A replay is looked at where it lies: it is no night, shows nowhere else and lets go of nothing.
  if (!run.replay) await warehouse.publish(published, await keptNights(files, run))
  return { text: run.id, rows: {} }
}

/** A table takes four stages of a query, and an engine refuses one of more than a hundred. */
const mostTogether = 20

/** Tables that others read must be one row a grain; what only we read on the way to them need not be looked at again. */
const isChecked = ({ name, grain }: Table) => grain.length > 0 && !/^(int|stg)_/.test(name)

const missing = (name: string): never => {
  throw new Error(`${name} was not built`)
}

/** A later night may have been published while this one ran. */
async function refuseOlder(files: Files, run: Run) {
  const current = await currentNight(files)
  if (current && current.asOf > run.asOf) {
    throw new NocturneError(
      `the night of ${current.asOf} was published while that of ${run.asOf} ran`,
      { next: [`nocturne run --date ${current.asOf}, or a later date`] },
    )
  }
}

/** What config keeps: raw rows shortest, journals longest. What may hold somebody who was erased is not kept for long. */
async function keptNights(files: Files, { asOf, config }: Run): Promise<Kept> {
  const { personalNights, nights, journalMonths } = config.retention
  const dates = (await publishedNights(files)).map((night) => night.asOf)
  const erasures = await activeErasures(files)
  const clean = firstWithout(erasures, dates, asOf)
  const oldest = (keep: number) => {
    const wished = dates.at(-keep) ?? dates[0] ?? asOf
    return wished > clean ? wished : clean
  }
  return {
    personal: oldest(personalNights),
    raw: erasures.length > 0 ? nextDay(asOf) : oldest(personalNights),
    results: oldest(nights),
    reports: oldest(nights),
    runs: oldest(nights),
    journals: monthsBefore(asOf, journalMonths),
  }
}
