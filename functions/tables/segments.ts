import { type Column, columns } from '../domain/types.ts'
import { aCustomer } from './per-customer.ts'
import type { Table } from './table.ts'

/** What a segment needs to become columns. */
export interface SegmentColumn {
  readonly id: string
  readonly name: string
}

/** Who is in which segment, and the segments. */
export const segmentTables = (segments: readonly SegmentColumn[]): readonly Table[] => [
  {
    name: 'segment_membership',
    class: 'results',
    sentence: 'One row per customer: one flag a segment.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...segments.map(
        ({ id, name }): Column => ({
          name: `in_${segmentColumn(id)}`,
          type: 'boolean',
          meaning: name,
        }),
      ),
    ],
  },
  {
    name: 'int_segment_entries',
    class: 'results',
    sentence: 'One row per customer: since when in each segment; null when not in it.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...segments.map(
        ({ id, name }): Column => ({
          name: `on_${segmentColumn(id)}`,
          type: 'date',
          meaning: `in ${name} since`,
        }),
      ),
    ],
  },
  {
    name: 'segment_definitions',
    class: 'journals',
    sentence: 'One row per segment that is on: its rule and its size tonight.',
    grain: ['segment_id'],
    columns: columns(`
      segment_id varchar          the segment
      position integer            its place in the list
      name varchar                its name
      kind varchar                its kind
      strategy varchar            what to do with it
      rule varchar                the rule in words
      origin varchar              catalogue or config
      rule_hash varchar           sha256 of the rule
      is_baseline boolean         first night of this rule: nobody enters or leaves
      customers bigint            customers in it
      customer_share decimal(9,6) share of all customers
      net_spend_365d decimal(18,2) what they spent in the last 365 days, net
      revenue_share decimal(9,6)  share of what all customers spent in the last 365 days
      orders_365d bigint          their orders in the last 365 days
      average_order decimal(18,2) their average order in the last 365 days
      flag varchar                empty, everyone, unstable, or null`),
  },
  {
    name: 'customer_segments',
    class: 'results',
    sentence: 'One row per customer and segment that they are in.',
    grain: ['customer_id', 'segment_id'],
    columns: columns(`
      customer_id varchar     the unified customer
      segment_id varchar      the segment
      entered_on date         the night that first found them in it under this rule`),
  },
  {
    name: 'segment_overlaps',
    class: 'results',
    sentence: 'One row per pair of segments: how many customers are in both.',
    grain: ['segment_id', 'other_id'],
    columns: columns(`
      segment_id varchar      the segment listed first
      other_id varchar        the one listed later
      customers bigint        customers in both
      share decimal(9,6)      as a share of those in either`),
  },
]

/** `lapsing-vips` as the end of a column name: ids hold no underscore, so names stay apart. */
const segmentColumn = (id: string): string => id.replaceAll('-', '_')
