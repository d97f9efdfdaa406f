/** Reads the shop’s files: types them, refuses what can’t be used and says so, keeps one row a key. */
import { severalAtOnce } from '../concurrency.ts'
import type { Config } from '../config.ts'
import { checkResult, failedQuery } from '../domain/checks/checks.ts'
import { loss, lossesQuery, lossText } from '../domain/checks/losses.ts'
import { plainly, withAttributes } from '../domain/features/attributes.ts'
import { qualityQuery, rejectsQuery, totalsQuery } from '../domain/ingest/accounts.ts'
import { type CanonicalName, canonicalNames } from '../domain/ingest/canonical.ts'
import { keyOf } from '../domain/ingest/columns.ts'
import { lacksTotals, withLineTotals } from '../domain/ingest/order-totals.ts'
import { type Pair, pairsOf, twinsQuery, withoutTwins } from '../domain/ingest/order-twins.ts'
import { checkColumns, checkLookUps, type RawSource } from '../domain/ingest/raw-source.ts'
import {
  isFew,
  isTypedOnce,
  keptQuery,
  repeatsQuery,
  unionQuery,
} from '../domain/ingest/staging.ts'
import type { Staging } from '../domain/ingest/staging-facts.ts'
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
import { zonesIn } from './ingest-zones.ts'

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
  const reading: Staging = {
    attributes: attributeColumns(run.config),
    companyZone: run.config.company.timeZone,
    years: { from: 1970, to: Number(run.asOf.slice(0, 4)) + 2 },
    asOf: run.asOf,
    sources,
    zones: await zonesIn(sources, warehouse),
  }
  const erased = await findErased(run, platform, reading)
  const staging = erased ? { ...reading, erased } : reading
  const isLinked = sources.some(lacksTotals) || pairsOf(sources).length > 0
  const linked: readonly CanonicalName[] = isLinked ? ['orders', 'order_items'] : []
  const orders = async () => {
    if (isLinked) await stageOrders(run, warehouse, staging)
    else await writeTwins(run, warehouse, [])
  }
  const others = canonicalNames
    .filter((table) => !linked.includes(table))
    .map((table) => async () => {
      log.step({ stage: 'ingest', text: `staging ${table}` })
      await stageTable(run, warehouse, table, staging)
    })
  await severalAtOnce([orders, ...others], warehouse.sideBySide, (stage) => stage())
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
    totals: {
      sql: totalsQuery,
      columns: ['read', 'staged', 'rejected', 'duplicates', 'ignored', 'repeated', 'erased'],
    },
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
    ...(Number(total?.ignored) > 0 && { ignored: Number(total?.ignored) }),
    ...(Number(total?.repeated) > 0 && { repeated: Number(total?.repeated) }),
    ...(erased && { erased: Number(total?.erased) }),
  }
  const { read, ...parts } = rows
  const count = (n: number) => n.toLocaleString('en')
  const sum = Object.entries(parts).map(([part, n]) => `${count(n)} ${part}`)
  return {
    text: `${count(read)} rows read = ${sum.join(' + ')}`,
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
    const raw = {
      name,
      config: source,
      columns,
      files: files.map(({ file }) => file),
      writtenOn: files.map(({ writtenOn }) => writtenOn),
    }
    checkColumns(raw)
    sources.push(raw)
  }
  checkLookUps(sources)
  return sources
}

/** One canonical table: what the sources say, which rows repeat a key, and the rows that stay. */
async function stageTable(
  run: Run,
  warehouse: Warehouse,
  table: CanonicalName,
  staging: Staging,
): Promise<void> {
  const kept = await keptRows(run, warehouse, table, staging)
  await writeStaged(warehouse, table, staging, kept)
}

/** Orders and their lines, where what one of them says depends on the other, or on another source. */
async function stageOrders(run: Run, warehouse: Warehouse, staging: Staging): Promise<void> {
  const { sources } = staging
  const pairs = pairsOf(sources)
  const dropped = pairs.some(({ isRule }) => isRule) ? withoutTwins : (sql: string) => sql
  const items = await keptRows(run, warehouse, 'order_items', staging)
  if (items) await warehouse.define('seen_order_items', items)
  const orders = await keptRows(run, warehouse, 'orders', staging)
  const whole = orders && sources.some(lacksTotals) ? withLineTotals(orders) : orders
  if (whole) await warehouse.define('seen_orders', whole)
  await writeTwins(run, warehouse, pairs)
  await writeStaged(warehouse, 'orders', staging, whole && dropped('select * from seen_orders'))
  await writeStaged(
    warehouse,
    'order_items',
    staging,
    items && dropped('select * from seen_order_items'),
  )
}

async function writeTwins(run: Run, warehouse: Warehouse, pairs: readonly Pair[]) {
  if (pairs.length === 0) return warehouse.write('order_twins', [])
  const currency = run.config.company.currency ?? ''
  return warehouse.build('order_twins', twinsQuery(pairs, 'seen_orders'), { currency })
}

/** The rows of a table that stay, one a key; undefined where no source feeds it. */
async function keptRows(
  run: Run,
  warehouse: Warehouse,
  table: CanonicalName,
  staging: Staging,
): Promise<string | undefined> {
  const { attributes, sources } = staging
  const feeding = sources.filter(({ config }) => config.tables[table])
  if (feeding.length === 0) return undefined
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
  return keptQuery(table, attributes, hasRepeats)
}

async function writeStaged(
  warehouse: Warehouse,
  table: CanonicalName,
  { attributes }: Staging,
  kept: string | undefined,
): Promise<void> {
  if (kept === undefined) {
    await warehouse.write(`stg_${table}`, [])
    return
  }
  await warehouse.define(`kept_${table}`, kept)
  const staged = queryText(`stg_${table}`)
  await warehouse.build(
    `stg_${table}`,
    table === 'customers' ? withAttributes(staged, attributes, plainly) : staged,
  )
}
