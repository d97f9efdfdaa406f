/** The checks of a night's sources: a stop ends the night before anything is published. */
import { limitsOf } from '../config.ts'
import { checkResult, checkResultsQuery, explained, stopped } from '../domain/checks/checks.ts'
import { type Loss, loss, lossesQuery, lossText } from '../domain/checks/losses.ts'
import type { CanonicalName } from '../domain/ingest/canonical.ts'
import type { RawSource } from '../domain/ingest/raw-source.ts'
import type { Platform, Warehouse } from '../platform/ports.ts'
import { checkNames, queryText } from '../queries.ts'
import { type Run, runParams } from '../stage.ts'

/** Builds `check_limits` and `check_results`. Throws SourceError for a check that stops, warns of the others. */
export async function runChecks(
  run: Run,
  { warehouse, log }: Pick<Platform, 'warehouse' | 'log'>,
  sources: readonly RawSource[],
): Promise<void> {
  await warehouse.write('check_limits', limitRows(run, sources))
  await warehouse.build('check_results', checkResultsQuery(checkNames.map(queryText)), {
    ...runParams(run),
    currency: run.config.company.currency ?? '',
  })
  const rows = await warehouse.read(
    `select "check", source, severity, value, "limit", detail from check_results
    where not passed order by "check", source`,
  )
  const failed = rows.map((row) => checkResult.parse(row))
  const stops = failed.filter(({ severity }) => severity === 'stop')
  if (stops.length > 0) {
    const rejected = stops.filter(({ check }) => check === 'rejected-rate')
    const examples = (await losses(warehouse)).filter(
      ({ source, is_row }) => is_row && rejected.some((result) => result.source === source),
    )
    throw stopped(stops, examples.slice(0, 3).map(lossText))
  }
  for (const result of failed) log.warn(explained(result).message)
}

/** What the files lost, the commonest first. */
export async function losses(warehouse: Warehouse): Promise<readonly Loss[]> {
  return (await warehouse.read(lossesQuery)).map((row) => loss.parse(row))
}

/** Tables whose silence says that an export broke. */
const flowing: readonly CanonicalName[] = ['orders', 'order_items', 'events']

const limitRows = ({ config }: Run, sources: readonly RawSource[]) =>
  sources.map((source) => {
    const limits = limitsOf(config, source.name)
    return {
      source: source.name,
      stale_days: flowing.some((table) => source.config.tables[table]) ? limits.staleDays : null,
      max_rejected_rate: limits.maxRejectedRate,
      shrink_rate: limits.shrinkRate,
      grow_rate: limits.growRate,
      severity: limits.severity,
    }
  })
