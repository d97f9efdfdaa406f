/** The checks of a night's sources: a stop ends the night before anything is published. */
import { limitsOf } from '../config.ts'
import { type CheckResult, checkResultsQuery, explained, stopped } from '../domain/checks/checks.ts'
import { type Loss, lossText } from '../domain/checks/losses.ts'
import type { CanonicalName } from '../domain/ingest/canonical.ts'
import type { RawSource } from '../domain/ingest/raw-source.ts'
import type { Log, Warehouse } from '../platform/ports.ts'
import { checkNames, queryText } from '../queries.ts'
import { type Run, runParams } from '../stage.ts'

/** Builds `check_limits` and `check_results`. */
export async function buildChecks(
  run: Run,
  warehouse: Warehouse,
  sources: readonly RawSource[],
): Promise<void> {
  await warehouse.write('check_limits', limitRows(run, sources))
  await warehouse.build('check_results', checkResultsQuery(checkNames.map(queryText)), {
    ...runParams(run),
    currency: run.config.company.currency ?? '',
  })
}

/** Throws SourceError for a check that stops, with examples of what the files lost; warns of the others. */
export function heed(failed: readonly CheckResult[], losses: readonly Loss[], log: Log): void {
  const stops = failed.filter(({ severity }) => severity === 'stop')
  if (stops.length > 0) {
    const rejected = stops.filter(({ check }) => check === 'rejected-rate')
    const examples = losses.filter(
      ({ source, is_row }) => is_row && rejected.some((result) => result.source === source),
    )
    throw stopped(stops, examples.slice(0, 3).map(lossText))
  }
  for (const result of failed) log.warn(explained(result).message)
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
