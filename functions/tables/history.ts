import { columns } from '../domain/types.ts'
import type { Table } from './table.ts'

/** Who entered and left a segment, and who moved from tier to tier. */
export const historyTables: readonly Table[] = [
  {
    name: 'segment_changes',
    class: 'results',
    sentence: 'One row per customer and segment that they entered or left tonight.',
    grain: ['customer_id', 'segment_id'],
    columns: columns(`
      customer_id varchar          the unified customer
      segment_id varchar           the segment
      change varchar               entered or left
      net_spend_365d decimal(18,2) what they spent in the last 365 days, net`),
  },
  {
    name: 'segment_flows',
    class: 'journals',
    sentence: 'One row per segment that somebody could enter or leave tonight.',
    grain: ['segment_id'],
    columns: columns(`
      segment_id varchar      the segment
      entered bigint          customers who entered
      left_count bigint       customers who left
      entered_spend decimal(18,2)  what those who entered spent in the last 365 days, net
      left_spend decimal(18,2)     what those who left spent in the last 365 days, net`),
  },
  {
    name: 'tier_changes',
    class: 'results',
    sentence: 'One row per customer who is in another tier than the night before.',
    grain: ['customer_id'],
    columns: columns(`
      customer_id varchar          the unified customer
      from_tier varchar            high, medium or low
      to_tier varchar              high, medium or low
      clv_before decimal(18,2)     expected value the night before
      clv decimal(18,2)            expected value tonight`),
  },
  {
    name: 'tier_flows',
    class: 'journals',
    sentence:
      'One row per pair of tiers: who was in the one the night before and is in the other tonight.',
    grain: ['from_tier', 'to_tier'],
    columns: columns(`
      from_tier varchar            high, medium, low or new
      to_tier varchar              high, medium, low or gone
      customers bigint             customers
      clv_before decimal(18,2)     their expected value the night before; null for new ones
      clv decimal(18,2)            their expected value tonight; null for those who are gone`),
  },
  {
    name: 'segment_history',
    class: 'results',
    sentence: 'One row per time a customer entered or left a segment, in the last 25 months.',
    grain: ['customer_id', 'segment_id', 'changed_on'],
    columns: columns(`
      customer_id varchar     the unified customer
      segment_id varchar      the segment
      change varchar          entered or left
      changed_on date         the night that saw it`),
  },
]
