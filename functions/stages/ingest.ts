/** Reads the shop’s files: types them, refuses what can’t be used and says so, keeps one row a key. */
import { severalAtOnce } from '../concurrency.ts'
import type { Config } from '../config.ts'
import { checkResult, failedQuery } from '../domain/checks/checks.ts'
import { loss, lossesQuery, lossText } from '../domain/checks/losses.ts'
import { plainly, withAttributes } from '../domain/features/attributes.ts'
import { qualityQuery, rejectsQuery, totalsQuery } from '../domain/ingest/accounts.ts'
import { type CanonicalName, canonicalNames } from '../domain/ingest/canonical.ts'
import { keyOf } from '../domain/ingest/columns.ts'
import { checkColumns, type RawSource } from '../domain/ingest/raw-source.ts'
import type { Staging } from '../domain/ingest/source-query.ts'
import {
  isFew,
  isTypedOnce,
  keptQuery,
  repeatsQuery,
  unionQuery,
} from '../domain/ingest/staging.ts'
import { attributeColumns } from '../features.ts'
import type { Files, Row, Warehouse } from '../platform/ports.ts'
import { ask } from '../platform/questions.ts'
import { queryText } from '../queries.ts'
import { releasedAt } from '../release.ts'
import { lakeSalt } from '../secrets.ts'
import { type Run, runParams, type Stage } from '../stage.ts'
import { adoptStaged } from './adopt-staged.ts'
import { buildChecks, heed } from './checks.ts'
import { findErased } from './ingest-erased.ts'
import { takeSends } from './ingest-sends.ts'

export const ingest: Stage = async (run, platform) => {
  const { warehouse, files, random, log } = platform
  await warehouse.write('lake_salt', [{ salt: await lakeSalt(files, random) }])
  if (run.replay) return adoptStaged(run.replay.night, platform)
  log.step({ stage: 'ingest', text: 'what was sent' })
  await takeSends(run, platform)
  return readSources(run, platform)
}

const readSources: Stage = async (run, platform) => {
  const { warehouse, files, log } = platform
  const sources = await openSources(warehouse, run.config)
  const reading = stagingOf(run)
  const erased = await findErased(run, platform, sources, reading)
  const staging = erased ? { ...reading, erased } : reading
  await severalAtOnce(canonicalNames, warehouse.sideBySide, async (table) => {
    log.step({ stage: 'ingest', text: `staging ${table}` })
    await stageTable(run, warehouse, table, sources, staging)
  })
  await warehouse.write('releases', await releases(run, files))
  await warehouse.build('rejects', rejectsQuery(sources))
  await warehouse.build(
    'source_quality',
    qualityQuery(sources, erased !== undefined),
    runParams(run),
  )
  await buildChecks(run, warehouse, sources)
  const { failed, losses, totals } = await ask(warehouse, {
    failed: { sql: failedQuery, columns: Object.keys(checkResult.shape) },
    losses: { sql: lossesQuery, columns: Object.keys(loss.shape) },
    totals: { sql: totalsQuery, columns: ['read', 'staged', 'rejected', 'duplicates', 'erased'] },
  })
  const lost = losses.map((row) => loss.parse(row))
  heed(
    failed.map((row) => checkResult.parse(row)),
    lost,
    log,
  )
  const [total] = totals
  const rows = {
    read: Number(total?.read),
    staged: Number(total?.staged),
    rejected: Number(total?.rejected),
    duplicates: Number(total?.duplicates),
    ...(erased && { erased: Number(total?.erased) }),
  }
  const count = (n: number) => n.toLocaleString('en')
  return {
    text: `${count(rows.read)} rows read = ${count(rows.staged)} staged + ${count(rows.rejected)} rejected + ${count(rows.duplicates)} duplicates${rows.erased ? ` + ${count(rows.erased)} of the erased` : ''}`,
    rows,
    warnings: lost.slice(0, 3).map((one) => `${lossText(one)}: see rejects`),
  }
}

/** Whether a person let the last night’s emails go, as far as is known when this one begins. */
async function releases({ previous }: Run, files: Files): Promise<readonly Row[]> {
  if (!previous) return []
  const { asOf, attempt } = previous
  const at = await releasedAt(files, previous)
  if (at === undefined) return []
  return [{ decided_on: asOf, attempt, released_at: at.slice(0, 23).replace('T', ' ') }]
}

async function openSources(warehouse: Warehouse, config: Config): Promise<readonly RawSource[]> {
  const sources: RawSource[] = []
  for (const [name, source] of Object.entries(config.sources)) {
    const { columns, files } = await warehouse.open(name)
    const raw = { name, config: source, columns, files: files.map(({ file }) => file) }
    checkColumns(raw)
    sources.push(raw)
  }
  return sources
}

const stagingOf = ({ config, asOf }: Run): Staging => ({
  attributes: attributeColumns(config),
  companyZone: config.company.timeZone,
  years: { from: 1970, to: Number(asOf.slice(0, 4)) + 2 },
})

/** One canonical table: what the sources say, which rows repeat a key, and the rows that stay. */
async function stageTable(
  run: Run,
  warehouse: Warehouse,
  table: CanonicalName,
  sources: readonly RawSource[],
  staging: Staging,
) {
  const { attributes } = staging
  const feeding = sources.filter(({ config }) => config.tables[table])
  if (feeding.length === 0) {
    await warehouse.write(`stg_${table}`, [])
    return
  }
  const union = unionQuery(table, sources, staging)
  if (isTypedOnce(table, sources)) await warehouse.build(`src_${table}`, union, runParams(run))
  else await warehouse.define(`src_${table}`, union, runParams(run))

  let hasRepeats = false
  if (keyOf(table).length > 0) {
    const query = repeatsQuery(table, feeding, attributes)
    const repeats = `int_repeats_${table}`
    if (isFew(table)) await warehouse.define(repeats, query)
    hasRepeats = isFew(table) || (await warehouse.build(repeats, query)).rows > 0
  }
  await warehouse.define(`kept_${table}`, keptQuery(table, attributes, hasRepeats))
  const staged = queryText(`stg_${table}`)
  await warehouse.build(
    `stg_${table}`,
    table === 'customers' ? withAttributes(staged, attributes, plainly) : staged,
  )
}
