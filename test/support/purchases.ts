/** Purchase histories of the two public data sets, by plain TypeScript. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { HistoryGroup } from '../../functions/domain/value/purchase-model.ts'

const shared = join(import.meta.dirname, '../../../shared/data')

/** What a test's name says when it is skipped; empty if the data is there. */
export const missing = existsSync(shared) ? '' : ' (skipped: ../shared/data is not there)'

/** What a customer spent on each purchase day, days as `YYYY-MM-DD`. */
export type Customer = ReadonlyMap<string, number>

/** A customer seen up to a day, and what came afterwards. */
export interface Seen extends HistoryGroup {
  /** Mean spend of the repeat days; 0 without one. */
  readonly meanSpend: number
  readonly lnGaps: number
  /** Purchase days after the last day seen, up to the end. */
  readonly later: number
}

/** CDNOW: every order counts, those of 0.00 too. */
export const cdnow = (): readonly Customer[] =>
  customersOf(
    readFileSync(join(shared, 'CDNOW_sample.txt'), 'utf8')
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(({ length }) => length === 5)
      .map(([customer = '', , day = '', , dollars = '']) => ({
        customer,
        day: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
        spent: Number(dollars),
      })),
  )

/** UCI Online Retail: days with a line of positive quantity and price, of known customers. */
export const uci = (): readonly Customer[] =>
  customersOf(
    gunzipSync(readFileSync(join(shared, 'uci_online_retail_lines.csv.gz')))
      .toString('utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','))
      .filter(
        ([, customer, , quantity, price]) => customer && Number(quantity) > 0 && Number(price) > 0,
      )
      .map(([, customer = '', at = '', quantity, price]) => ({
        customer,
        day: at.slice(0, 10),
        spent: Number(quantity) * Number(price),
      })),
  )

/** The customers who had bought by `lastDay`, seen up to it, with what they did until `end`. */
export function seenUpTo(
  customers: readonly Customer[],
  lastDay: string,
  end = lastDay,
): readonly Seen[] {
  return customers.flatMap((spends) => {
    const days = [...spends.keys()].sort()
    const seen = days.filter((day) => day <= lastDay)
    const [first] = seen
    if (first === undefined) return []
    const repeats = seen.slice(1)
    const total = repeats.reduce((sum, day) => sum + (spends.get(day) ?? 0), 0)
    return [
      {
        repeatDays: repeats.length,
        lastPurchaseWeeks: weeks(first, seen.at(-1) ?? first),
        ageWeeks: weeks(first, lastDay),
        customers: 1,
        meanSpend: repeats.length > 0 ? total / repeats.length : 0,
        lnGaps: repeats.reduce((sum, day, i) => sum + Math.log(weeks(seen[i] ?? first, day)), 0),
        later: days.filter((day) => day > lastDay && day <= end).length,
      },
    ]
  })
}

/** One group a distinct history. */
export function grouped(customers: readonly HistoryGroup[]): readonly HistoryGroup[] {
  const groups = new Map<string, HistoryGroup>()
  for (const { repeatDays, lastPurchaseWeeks, ageWeeks, customers: n } of customers) {
    const key = `${repeatDays} ${lastPurchaseWeeks} ${ageWeeks}`
    const before = groups.get(key)?.customers ?? 0
    groups.set(key, { repeatDays, lastPurchaseWeeks, ageWeeks, customers: before + n })
  }
  return [...groups.values()]
}

export const lnGapsOf = (customers: readonly Seen[]): number =>
  customers.reduce((sum, { lnGaps }) => sum + lnGaps, 0)

const weeks = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) / 7

function customersOf(
  purchases: readonly { customer: string; day: string; spent: number }[],
): readonly Customer[] {
  const customers = new Map<string, Map<string, number>>()
  for (const { customer, day, spent } of purchases) {
    const days = customers.get(customer) ?? new Map<string, number>()
    customers.set(customer, days.set(day, (days.get(day) ?? 0) + spent))
  }
  return [...customers.values()]
}
