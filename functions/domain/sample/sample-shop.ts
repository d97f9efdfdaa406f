import { linesOf } from './lines.ts'
import type { Shop } from './shop.ts'
import { tables } from './tables/index.ts'
import { dateText, dayNumber } from './time.ts'
import { emptyTally, type Tally, type Truth, truthOf } from './truth.ts'

/** How big a sample is, on which day it ends and which one it is. */
export interface SampleOptions {
  readonly customers: number
  /** Last date of its three years of history. */
  readonly to: string
  readonly seed: number
}

/** A file to write: lines without their ends. Named .gz where it is to be packed. */
export interface SampleFile {
  readonly path: string
  readonly lines: Iterable<string>
}

/** A made-up shop: its files, and the truth about them once their lines have been read. */
export interface SampleShop {
  /** First date of its history. */
  readonly from: string
  readonly files: readonly SampleFile[]
  truth(): Truth
}

/**
 * Makes up a shop. The same options give the same lines. Lines are made as they are read, a customer at a time, so
 * that any number of customers takes the same memory.
 */
export function sampleShop({ customers, to, seed }: SampleOptions): SampleShop {
  const last = dayNumber(to)
  const shop: Shop = { seed, customers, from: threeYearsBefore(last), to: last }
  const tallies = new Map<string, Tally>()
  return {
    from: dateText(shop.from),
    files: tables.map((table) => ({
      path: table.path,
      lines: {
        [Symbol.iterator]() {
          const tally = emptyTally()
          tallies.set(table.path, tally)
          return linesOf(table, shop, tally)
        },
      },
    })),
    truth: () =>
      truthOf(
        shop,
        tables.map((table) => ({ table, tally: tallies.get(table.path) ?? emptyTally() })),
      ),
  }
}

/** The day after the same date three years ago, so that both ends belong to it. */
function threeYearsBefore(day: number): number {
  const [year, month, date] = dateText(day).split('-')
  return (
    dayNumber(`${Number(year) - 3}-${month}-${date === '29' && month === '02' ? '28' : date}`) + 1
  )
}
