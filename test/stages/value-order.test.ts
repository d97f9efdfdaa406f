/** Neither the order of rows nor the number of threads shows in any digit of value. */
import { describe, expect, it } from 'vitest'
import { shuffled } from '../domain/value/simulated.ts'
import { sortedRows, type ValueTerms, valueNight, valueTables } from '../support/value-night.ts'
import { simulatedShop } from '../support/value-shops.ts'

const orders = simulatedShop({
  ...{ customers: 1500, from: '2024-01-01', comingDays: 500, days: 700, seed: 9 },
})
const asOf = '2025-12-01'

const tablesOf = (rows: typeof orders, terms: Omit<ValueTerms, 'asOf'>) =>
  valueNight(rows, { asOf, ...terms }, async (night) => {
    const tables: Record<string, readonly string[]> = {}
    for (const table of valueTables) tables[table] = await sortedRows(night, table)
    return tables
  })

describe('the tables of value', { timeout: 240_000 }, () => {
  it('are the same for any order of rows on one thread, two and four', async () => {
    const first = await tablesOf(orders, { threads: 1 })
    expect(first.customer_value).toHaveLength(1500)
    expect(first.value_card?.[0]).toContain('"rung":"model"')
    expect(first.value_backtest).toHaveLength(5)
    for (const threads of [1, 2, 4]) {
      const other = await tablesOf(shuffled(orders, threads), { threads })
      for (const table of valueTables)
        expect(other[table], `${table} on ${threads} threads`).toEqual(first[table])
    }
  })
})
