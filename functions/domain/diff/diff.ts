/** What changed between two nights: the tables it is asked of, the questions, their answers. */
import { z } from 'zod'
import { type Column, columns } from '../types.ts'

/** Which of the two nights. */
export const sides = ['before', 'after'] as const
export type Side = (typeof sides)[number]

const aCustomer = columns('customer_id varchar  the customer')

/** The columns that a diff reads of each table, as `before_<table>` and `after_<table>`. A night may lack some. */
export const diffTables: Readonly<Record<string, readonly Column[]>> = {
  customer_features: [
    ...aCustomer,
    ...columns(`
    lifecycle_stage varchar           the stage
    net_spend_30d decimal(18,2)       spent in the last 30 days
    net_spend_90d decimal(18,2)       spent in the last 90 days
    net_spend_365d decimal(18,2)      spent in the last 365 days
    net_spend decimal(18,2)           spent in all`),
  ],
  customer_segments: [
    ...aCustomer,
    ...columns(`
    segment_id varchar                the segment`),
  ],
  segment_definitions: columns(`
    segment_id varchar                the segment
    position integer                  its place in the list
    name varchar                      its name
    rule_hash varchar                 sha256 of the rule`),
  customer_value: [
    ...aCustomer,
    ...columns(`
    clv_tier varchar                  the tier
    clv decimal(18,2)                 what the customer is expected to bring`),
  ],
}

/** What a diff tells apart: all customers, and the groups that they are in. */
export const diffParts = ['customers', 'segments', 'stages', 'tiers'] as const
export type DiffPart = (typeof diffParts)[number]

/** A group of customers on both nights. Money is net spend in the last 365 days; of a tier, expected value. */
export interface GroupChange {
  readonly id: string
  readonly name: string
  /** False when a segment’s rule is another, or none, on one of the nights. */
  readonly isSameRule: boolean
  readonly customers: Pair
  readonly entered: number
  readonly left: number
  readonly money: Pair
  /** Ids of a few who entered and who left, those with the most money first. */
  readonly examples: { readonly entered: readonly string[]; readonly left: readonly string[] }
}

export interface Pair {
  readonly before: number
  readonly after: number
}

/** What customers spent in the last days of each night; in all when `days` is absent. */
export interface RevenueChange {
  readonly days?: number
  readonly money: Pair
}

export interface Diff {
  /** The two nights as they were asked for: `2026-03-10`, `replay:<name>`. */
  readonly before: string
  readonly after: string
  readonly customers: GroupChange
  readonly revenue: readonly RevenueChange[]
  readonly segments: readonly GroupChange[]
  readonly stages: readonly GroupChange[]
  /** Absent when one of the nights had no value tiers. */
  readonly tiers?: readonly GroupChange[]
}

/** Whether anybody came or went, or the rule is another. */
export const isMoved = ({ entered, left, isSameRule }: GroupChange): boolean =>
  entered > 0 || left > 0 || !isSameRule

/** Whether anything is not as it was, money of the same customers too. */
export const isChanged = (group: GroupChange): boolean =>
  isMoved(group) || group.money.before !== group.money.after

const number = z.coerce.number()
const id = z.string().nullable()

/** A row of `diff_groups`, every value as text. */
export const groupRow = z
  .object({
    part: z.enum(diffParts),
    id: z.string(),
    name: z.string(),
    is_same_rule: z.stringbool(),
    customers_before: number,
    customers_after: number,
    entered: number,
    gone: number,
    money_before: number,
    money_after: number,
    ...{ entered_1: id, entered_2: id, entered_3: id },
    ...{ gone_1: id, gone_2: id, gone_3: id },
  })
  .transform((row): GroupChange & { readonly part: DiffPart } => {
    const known = (...ids: readonly (string | null)[]) => ids.filter((one) => one !== null)
    return {
      part: row.part,
      id: row.id,
      name: row.name,
      isSameRule: row.is_same_rule,
      customers: { before: row.customers_before, after: row.customers_after },
      entered: row.entered,
      left: row.gone,
      money: { before: row.money_before, after: row.money_after },
      examples: {
        entered: known(row.entered_1, row.entered_2, row.entered_3),
        left: known(row.gone_1, row.gone_2, row.gone_3),
      },
    }
  })

/** A row of the question for revenue. */
export const revenueRow = z
  .object({ days: number.nullable(), money_before: number, money_after: number })
  .transform(
    ({ days, money_before, money_after }): RevenueChange => ({
      ...(days !== null && { days }),
      money: { before: money_before, after: money_after },
    }),
  )
