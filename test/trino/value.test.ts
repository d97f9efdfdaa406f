/** The scores of histories at every edge, and what is published of them: on Trino as on DuckDB. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Definition, inlined } from '../../functions/platform/aws/inline.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { bind, dateParam, ident, valuesSql } from '../../functions/platform/sql.ts'
import { queryText } from '../../functions/queries.ts'
import { compareTables } from '../support/compare-tables.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import type { TableText } from '../support/table-text.ts'
import { trinoClient } from '../support/trino.ts'
import { typesOf } from '../support/types-of.ts'
import { parameters, scoreSteps } from '../support/value-edges.ts'

const trino = trinoClient(inject('servers').trino)
let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const given = (name: string, rows: readonly Readonly<Record<string, unknown>>[]) => ({
  name,
  sql: valuesSql(typesOf(name) ?? [], rows),
})

const published: readonly Definition[] = [
  given('value_cuts', [{ measure: 'clv', high: '100.00', medium: '20.00', band: '0.05' }]),
  given(
    'previous_customer_value',
    ['high', 'medium', 'low'].map((clv_tier, i) => ({
      customer_id: String(i + 1),
      rung: 'model',
      clv_tier,
    })),
  ),
  {
    name: 'customer_value',
    sql: bind(queryText('customer_value'), {
      as_of: dateParam('2026-03-10'),
      model: 'MBG/NBD',
      horizon_weeks: 365 / 7,
    }),
  },
]

/** A query takes Trino seconds, for the rows that stand in it: what DuckDB and Trino could tell apart, not all that is known. */
const [plain, ...others] = parameters.filter(([name]) =>
  ['plain', 'a = 1 exactly', 'a → 0'].includes(name),
)

describe.each(['MBG/NBD', 'MBG/CNBD-2'] as const)('scores of %s on Trino', (name) => {
  it.each(others)('are those of DuckDB: %s', async (_, chosen) => {
    const { here, there } = await both(scoreSteps(name, chosen), 'int_value_scores')
    expect(compareTables(here, there)).toBeUndefined()
    expect(there.rows.length).toBeGreaterThan(300)
  })

  it('are published as on DuckDB, to a millionth and a cent', async () => {
    const [, chosen] = plain!
    const { here, there } = await both(
      [...scoreSteps(name, chosen), ...published],
      'customer_value',
    )
    expect(there.columns).toEqual(here.columns)
    expect(there.rows.length).toBe(here.rows.length)
    for (const [i, row] of here.rows.entries())
      for (const [j, { name: column, type = '' }] of here.columns.entries()) {
        const [one = null, other = null] = [row[j], there.rows[i]?.[j]]
        // Rounding may fall to either side of what differs in its sixteenth digit: one of the last place, no more.
        const place = type.endsWith(',6)') ? 1.01e-6 : type === 'decimal(18,2)' ? 0.0101 : 0
        if (one === null || other === null || place === 0) expect(other, column).toBe(one)
        else expect(Math.abs(Number(one) - Number(other)), column).toBeLessThan(place)
      }
  })
})

/** The last of the tables on both engines, by customer. */
async function both(steps: readonly Definition[], last: string) {
  const query = `select * from ${last} order by customer_id`
  for (const { name, sql } of steps)
    await engine.run(`create or replace table ${ident(name)} as ${sql}`)
  const here = await duckDbTable(engine.connection, query)
  const { columns, rows } = await trino.query(inlined(query, steps))
  const there: TableText = { columns, rows }
  return { here, there }
}
