/** Every table of the lake: what a row is, its columns, how long it lives. */
import type { Config } from './config.ts'
import { activeSegments } from './domain/segments/active.ts'
import { activityTables } from './tables/activity.ts'
import { checkTables } from './tables/checks.ts'
import { featureTables } from './tables/features.ts'
import { historyTables } from './tables/history.ts'
import { identityTables } from './tables/identity.ts'
import { ingestTables } from './tables/ingest.ts'
import { occasionTables } from './tables/occasions.ts'
import { outboxTables } from './tables/outbox.ts'
import { reportTables } from './tables/report.ts'
import { rfmTables } from './tables/rfm.ts'
import { type SegmentColumn, segmentTables } from './tables/segments.ts'
import type { Table } from './tables/table.ts'
import { valueTables } from './tables/value.ts'

/** All tables that a night of this config makes, given the segments that are on. */
export function tables(config: Config, segments: readonly SegmentColumn[] = []): readonly Table[] {
  return [
    ...ingestTables(config),
    ...checkTables,
    ...identityTables(config),
    ...activityTables,
    ...rfmTables,
    ...valueTables,
    ...featureTables(config),
    ...segmentTables(segments),
    ...historyTables,
    ...occasionTables,
    ...outboxTables,
    ...reportTables,
  ]
}

/** All tables of a config, with the segments that it switches on. */
export const tablesOf = (config: Config): readonly Table[] => tables(config, activeSegments(config))
