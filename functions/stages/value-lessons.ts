/** What a night learns its values from: histories, what came of the past, and spends, as grouped summaries. */
import { severalAtOnce } from '../concurrency.ts'
import type { BacktestWindow } from '../domain/value/backtest-window.ts'
import type { CardTerms } from '../domain/value/card-rows.ts'
import type { Lessons } from '../domain/value/learn.ts'
import type { PublishedModel } from '../domain/value/model-choice.ts'
import type { Row, Warehouse } from '../platform/ports.ts'
import { queryText } from '../queries.ts'

/** Groups that are read, at most; beyond it those of a sample of the customers. The past is fitted and predicted. */
const most = { most_histories: 200_000, most_past: 100_000, most_spends: 100_000 }

const queries = ['value_histories', 'value_past', 'value_spends'] as const

/** What is known of all customers before any group is read. */
export interface Overview
  extends Pick<CardTerms, 'customers' | 'repeatCustomers' | 'sampleRate' | 'unspent' | 'meanSpend'>,
    Pick<Lessons, 'evidence'> {
  /** Buckets of customers, of ten thousand, whose groups are read, by query. */
  readonly buckets: Readonly<Record<(typeof queries)[number], number>>
  readonly previousModel?: PublishedModel
}

/** One look at all histories. */
export async function overview(warehouse: Warehouse): Promise<Overview> {
  const [row = {}] = await warehouse.read(queryText('value_sample'), most)
  const number = (name: string) => Number(row[name] ?? 0)
  const [customers, repeatCustomers] = [number('customers'), number('repeat_customers')]
  const repeatDays = number('repeat_days')
  const allSpend = number('repeat_spend') + number('first_spend')
  const meanSpend =
    repeatDays > 0 ? number('repeat_spend') / repeatDays : allSpend / Math.max(1, customers)
  return {
    customers,
    repeatCustomers,
    sampleRate: number('history_buckets') / 10_000,
    unspent: number('unspent'),
    meanSpend: Math.max(0, meanSpend),
    evidence: {
      customers,
      repeatCustomers,
      repeatDays,
      repeatWeeks: number('repeat_time') / 7,
      repeatersWeeks: number('repeaters_time') / 7,
      historyWeeks: number('history_days') / 7,
    },
    buckets: {
      value_histories: number('history_buckets'),
      value_past: number('past_buckets'),
      value_spends: number('spend_buckets'),
    },
    ...(row.previous_model && { previousModel: row.previous_model as PublishedModel }),
  }
}

/** The groups of the sample. */
export async function lessons(
  warehouse: Warehouse,
  { evidence, buckets }: Overview,
  window: BacktestWindow | undefined,
): Promise<Lessons> {
  const [histories = [], past = [], spends = []] = await severalAtOnce(
    queries,
    warehouse.sideBySide,
    (query) => warehouse.read(queryText(query), { buckets: buckets[query] }),
  )
  return {
    evidence,
    histories: { groups: histories.map(historyOf), lnGaps: lnGapsOf(histories) },
    past: {
      groups: past.map((row) => ({
        ...historyOf(row),
        laterDays: Number(row.later_days),
        soonDays: Number(row.soon_days),
      })),
      lnGaps: lnGapsOf(past),
    },
    spends: spends.map((row) => ({
      repeatDays: Number(row.repeat_days),
      meanSpend: Number(row.repeat_spend) / Number(row.repeat_days),
      customers: Number(row.customers),
    })),
    window,
  }
}

const historyOf = (row: Row) => ({
  repeatDays: Number(row.repeat_days),
  lastPurchaseWeeks: Number(row.last_purchase_days) / 7,
  ageWeeks: Number(row.age_days) / 7,
  customers: Number(row.customers),
})

/** Of whole billionths, so that it doesn’t show how customers are grouped. */
const lnGapsOf = (rows: readonly Row[]) =>
  rows.reduce((sum, row) => sum + Math.round(1e9 * Number(row.ln_gaps)), 0) / 1e9
