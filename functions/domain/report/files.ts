/** The tables that lie beside the report. */
import { csv } from './csv.ts'
import type { DataOf } from './queries.ts'

/** The name of a segment's id list. A segment may be called as one of the other files is. */
export const listFile = (segment: string): string =>
  taken.includes(segment) ? `segment-${segment}.csv` : `${segment}.csv`

const taken = ['segments', 'changes', 'value', 'quality', 'campaigns', 'outcomes']

/** Definitions, flows, tiers, data quality, campaigns and what came of them as CSV, by file name: what the page shows, complete. */
export const tableFiles = (
  data: DataOf<
    | 'segments'
    | 'changes'
    | 'value_groups'
    | 'quality_files'
    | 'campaign_funnel'
    | 'campaign_outcomes'
  >,
): Readonly<Record<string, string>> => ({
  'segments.csv': table(data.segments, [
    ...(['segment_id', 'name', 'kind', 'strategy', 'rule', 'origin', 'flag'] as const),
    ...(['customers', 'customer_share', 'net_spend_365d', 'revenue_share'] as const),
    ...(['average_order', 'entered', 'left_count'] as const),
  ]),
  'changes.csv': table(data.changes, [
    ...(['segment_id', 'name', 'entered', 'left_count'] as const),
    ...(['entered_spend', 'left_spend', 'net_spend'] as const),
  ]),
  'value.csv': table(data.value_groups, [
    ...(['kind', 'name', 'from_rate', 'to_rate', 'customers', 'customer_share'] as const),
    ...(['order_days', 'expected_purchases', 'churn_rate', 'worth', 'worth_share'] as const),
    ...(['net_spend_365d', 'at_risk', 'least_worth'] as const),
  ]),
  'quality.csv': table(data.quality_files, [
    ...(['source', 'file', 'rows_read', 'rows_staged', 'rows_rejected'] as const),
    ...([
      'rows_duplicate',
      'rows_erased',
      'rows_later',
      'values_lost',
      'oldest_on',
      'newest_on',
    ] as const),
  ]),
  'campaigns.csv': table(
    data.campaign_funnel.filter(({ kind }) => kind === 'campaign'),
    [
      ...(['campaign_id', 'name', 'due', 'not_eligible', 'not_consented', 'held_out'] as const),
      ...(['capped', 'cooled', 'planned', 'planned_share', 'is_live'] as const),
    ],
  ),
  'outcomes.csv': table(
    data.campaign_outcomes.filter(({ kind }) => kind === 'campaign'),
    [
      ...(['period', 'campaign_id', 'name', 'sent', 'delivered', 'opened', 'bounced'] as const),
      ...(['complained', 'unsubscribed', 'uncertain', 'unsent', 'waiting'] as const),
    ],
  ),
})

type Cell = string | number | boolean | null

const table = <Name extends string>(
  rows: readonly { readonly [Each in Name]: Cell }[],
  columns: readonly Name[],
): string =>
  csv(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  )
