import type { HistoryGroup } from './purchase-model.ts'

/** Grouped histories in columns, sorted, with all that a likelihood needs once a distinct value. */
export interface HistoryTable {
  readonly customers: number
  /** Distinct x, rising, and how many customers have it. */
  readonly repeats: Float64Array
  readonly repeatCustomers: Float64Array
  /** Distinct t_x and T in weeks, rising; customers of that age T, and their repeat purchases. */
  readonly times: Float64Array
  readonly ageCustomers: Float64Array
  readonly agePurchases: Float64Array
  /** A row: its customers, and where its x, t_x and T stand in the lists above. */
  readonly rows: {
    readonly customers: Float64Array
    readonly x: Int32Array
    readonly last: Int32Array
    readonly age: Int32Array
  }
}

/**
 * Groups in the order of x, T and t_x, each history once, so that neither an engine's order shows nor what else groups were told
 * apart by; those without customers are left out.
 */
export const sortedGroups = (groups: readonly HistoryGroup[]): readonly HistoryGroup[] =>
  merged(
    groups
      .filter(({ customers }) => customers > 0)
      .sort(
        (one, other) =>
          one.repeatDays - other.repeatDays ||
          one.ageWeeks - other.ageWeeks ||
          one.lastPurchaseWeeks - other.lastPurchaseWeeks,
      ),
  )

function merged(sorted: readonly HistoryGroup[]): readonly HistoryGroup[] {
  const groups: HistoryGroup[] = []
  for (const { repeatDays, lastPurchaseWeeks, ageWeeks, customers } of sorted) {
    const last = groups.at(-1)
    const isSame =
      last?.repeatDays === repeatDays &&
      last.ageWeeks === ageWeeks &&
      last.lastPurchaseWeeks === lastPurchaseWeeks
    const all = customers + (isSame ? last.customers : 0)
    if (isSame) groups.pop()
    groups.push({ repeatDays, lastPurchaseWeeks, ageWeeks, customers: all })
  }
  return groups
}

/** Sorted groups, tabulated. */
export function tabulate(sorted: readonly HistoryGroup[]): HistoryTable {
  const repeats = distinct(sorted.map(({ repeatDays }) => repeatDays))
  const times = distinct(
    sorted.flatMap(({ lastPurchaseWeeks, ageWeeks }) => [lastPurchaseWeeks, ageWeeks]),
  )
  const placeOfX = places(repeats)
  const placeOfTime = places(times)
  const table = {
    customers: sorted.reduce((sum, { customers }) => sum + customers, 0),
    repeats,
    repeatCustomers: new Float64Array(repeats.length),
    times,
    ageCustomers: new Float64Array(times.length),
    agePurchases: new Float64Array(times.length),
    rows: {
      customers: Float64Array.from(sorted, ({ customers }) => customers),
      x: Int32Array.from(sorted, ({ repeatDays }) => placeOfX.get(repeatDays)!),
      last: Int32Array.from(sorted, ({ lastPurchaseWeeks }) => placeOfTime.get(lastPurchaseWeeks)!),
      age: Int32Array.from(sorted, ({ ageWeeks }) => placeOfTime.get(ageWeeks)!),
    },
  }
  for (const [row, { customers, repeatDays }] of sorted.entries()) {
    const age = table.rows.age[row]!
    table.repeatCustomers[table.rows.x[row]!]! += customers
    table.ageCustomers[age]! += customers
    table.agePurchases[age]! += customers * repeatDays
  }
  return table
}

/** At most `most` of sorted groups, evenly spaced: enough to find a good start on. */
export const thinned = <T>(groups: readonly T[], most: number): readonly T[] =>
  groups.length <= most
    ? groups
    : Array.from(
        { length: most },
        (_, index) => groups[Math.floor(((index + 0.5) * groups.length) / most)]!,
      )

const distinct = (values: readonly number[]): Float64Array =>
  Float64Array.from(new Set(values)).sort()

const places = (values: Float64Array): ReadonlyMap<number, number> =>
  new Map(Array.from(values, (value, index) => [value, index]))
