/** Reads the shop’s files: types them, refuses what can’t be used and says so, keeps one row a key. */
import { z } from 'zod'
import { type Config, limitsOf } from '../config.ts'
import { type CheckResult, checkResultsQuery, explained, stopped } from '../domain/checks/checks.ts'
import { plainly, withAttributes } from '../domain/features/attributes.ts'
import { qualityQuery, rejectsQuery } from '../domain/ingest/accounts.ts'
import { type CanonicalName, canonicalNames } from '../domain/ingest/canonical.ts'
import { missingColumns, type RawSource } from '../domain/ingest/mapping.ts'
import type { Staging } from '../domain/ingest/source-query.ts'
import { keptQuery, repeatsQuery, unionQuery } from '../domain/ingest/staging.ts'
import { SourceError } from '../errors.ts'
import type { Platform, Warehouse } from '../platform/ports.ts'
import { checkNames, queryText } from '../queries.ts'
import { type Run, runParams, type Stage } from '../stage.ts'
import { attributeColumns } from '../tables.ts'

export const ingest: Stage = async (run, { warehouse, log }) => {
  const { config } = run
  const sources = await openSources(warehouse, config)
  const attributes = attributeColumns(config)
  const staging: Staging = {
    attributes,
    companyZone: config.company.timeZone,
    years: { from: 1970, to: Number(run.asOf.slice(0, 4)) + 2 },
  }
  for (const table of canonicalNames) {
    log.step({ stage: 'ingest', text: `staging ${table}` })
    await stage(warehouse, table, sources, staging)
  }
  await warehouse.build('rejects', rejectsQuery(sources, attributes))
  await warehouse.build('source_quality', qualityQuery(sources), runParams(run))
  await runChecks(run, { warehouse, log }, sources)

  const [total] = await warehouse.read(`select sum(rows_read) as "read", sum(rows_staged) as staged,
    sum(rows_rejected) as rejected, sum(rows_duplicate) as duplicates from source_quality`)
  const rows = {
    read: Number(total?.read),
    staged: Number(total?.staged),
    rejected: Number(total?.rejected),
    duplicates: Number(total?.duplicates),
  }
  const count = (n: number) => n.toLocaleString('en')
  return {
    text: `${count(rows.read)} rows read = ${count(rows.staged)} staged + ${count(rows.rejected)} rejected + ${count(rows.duplicates)} duplicates`,
    rows,
    warnings: await warnings(warehouse),
  }
}

async function openSources(warehouse: Warehouse, config: Config): Promise<readonly RawSource[]> {
  const sources: RawSource[] = []
  for (const [name, source] of Object.entries(config.sources)) {
    const { columns, files } = await warehouse.open(name)
    const raw = { name, config: source, columns, files: files.map(({ file }) => file) }
    const [missing] = missingColumns(raw)
    if (missing) {
      throw new SourceError(
        `${missing.path}: the files of ${name} have no column ${missing.name}`,
        {
          details: [
            ...(missing.nearest ? [`nearest: ${missing.nearest}`] : []),
            `their columns: ${columns.map((column) => column.name).join(', ')}`,
          ],
          next: ['correct the mapping in nocturne.yaml, or export the column'],
        },
      )
    }
    sources.push(raw)
  }
  return sources
}

/** One canonical table: what the sources say, which rows repeat a key, and the rows that stay. */
async function stage(
  warehouse: Warehouse,
  table: CanonicalName,
  sources: readonly RawSource[],
  staging: Staging,
) {
  const { attributes } = staging
  // Text is taken apart once and stored; typed columns cost nothing to read again.
  const text = sources.some(
    ({ config }) => config.tables[table] && config.format.type !== 'parquet',
  )
  const union = unionQuery(table, sources, staging)
  await (text ? warehouse.build(`src_${table}`, union) : warehouse.define(`src_${table}`, union))
  const repeats = repeatsQuery(table, attributes)
  if (repeats) await warehouse.build(`int_repeats_${table}`, repeats)
  await warehouse.define(`kept_${table}`, keptQuery(table, attributes))
  const staged = queryText(`stg_${table}`)
  await warehouse.build(
    `stg_${table}`,
    table === 'customers' ? withAttributes(staged, attributes, plainly) : staged,
  )
}

/** Tables whose silence says that an export broke. */
const flowing: readonly CanonicalName[] = ['orders', 'order_items', 'events']

async function runChecks(
  run: Run,
  { warehouse, log }: Pick<Platform, 'warehouse' | 'log'>,
  sources: readonly RawSource[],
) {
  const rows = sources.map(({ name, config }) => {
    const limits = limitsOf(run.config, name)
    const flows = flowing.some((table) => config.tables[table])
    return {
      source: name,
      stale_days: flows ? limits.staleDays : null,
      max_rejected_rate: limits.maxRejectedRate,
      shrink_rate: limits.shrinkRate,
      grow_rate: limits.growRate,
      severity: limits.severity,
    }
  })
  await warehouse.write('check_limits', rows)
  await warehouse.build('check_results', checkResultsQuery(checkNames.map(queryText)), {
    ...runParams(run),
    currency: run.config.company.currency ?? '',
  })
  const failed = await failedChecks(warehouse)
  const stops = failed.filter(({ severity }) => severity === 'stop')
  if (stops.length > 0) throw stopped(stops)
  for (const result of failed) log.warn(explained(result).message)
}

async function failedChecks(warehouse: Warehouse): Promise<readonly CheckResult[]> {
  const rows = await warehouse.read(
    `select "check", source, severity, value, "limit", detail from check_results
    where not passed order by "check", source`,
  )
  return rows.map((row) => checkResult.parse(row))
}

const checkResult = z.object({
  check: z.string(),
  source: z.string(),
  severity: z.string(),
  value: z.number(),
  limit: z.number(),
  detail: z.string().nullable(),
})

/** The commonest thing that each column lost, for the person who can mend the file. */
async function warnings(warehouse: Warehouse): Promise<readonly string[]> {
  const rows = await warehouse.read(`select source, "column", reason, is_row, count(*) as times
    from rejects group by source, "column", reason, is_row order by times desc, source, "column" limit 3`)
  return rows.map(
    ({ source, column, reason, is_row, times }) =>
      `${source}: ${Number(times).toLocaleString('en')} × ${column} ${String(reason).replace('-', ' ')}${is_row ? '' : ', row kept'}: see rejects`,
  )
}
