import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSpec } from '../../../functions/config.ts'
import { keptQuery, repeatsQuery } from '../../../functions/domain/ingest/staging.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { literal } from '../../../functions/platform/sql.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

type Rate = readonly [
  space: string,
  file: string,
  date: string | null,
  rate: string | null,
  updated: string | null,
]

/** The id spaces that feed the rates. */
const sources = (...spaces: readonly string[]) => {
  const rates = { columns: { date: 'a', currency: 'b', rate: 'c' } }
  const config = configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone: 'UTC' },
    sources: Object.fromEntries(
      spaces.map((ids) => [
        ids,
        { files: ['x'], format: { type: 'csv' }, tables: { fx_rates: { ids, ...rates } } },
      ]),
    ),
  })
  return Object.entries(config.sources).map(([name, one]) => ({
    name,
    config: one,
    columns: [],
    files: [],
  }))
}

/** Stages rates of one currency; those without a rate are rejected. */
async function staged(rates: readonly Rate[], ...spaces: readonly string[]) {
  const rows = rates.map(
    (row) => `(${row.map((cell) => (cell === null ? 'null' : literal(cell))).join(', ')})`,
  )
  await engine.run(`create or replace view src_fx_rates as select id_space as source, id_space, file,
    cast(date as date) as date, 'USD' as currency, cast(rate as decimal(18,8)) as rate,
    cast(updated as timestamp(3)) as updated_at, cast(null as varchar) as problems, rate is null as is_rejected
    from (values ${rows.join(', ')}) as t(id_space, file, date, rate, updated)`)
  const query = repeatsQuery('fx_rates', sources(...spaces), [])
  await engine.run(`create or replace table int_repeats_fx_rates as ${query}`)
  const [count] = await engine.rows('select count(*) as n from int_repeats_fx_rates')
  const kept = await engine.rows(keptQuery('fx_rates', [], Number(count?.n) > 0))
  const others = await engine.rows('select * from int_repeats_fx_rates where place > 1')
  return {
    kept: kept.map(({ id_space, file, date, rate }) => [id_space, file, date, rate]).sort(),
    others: others.map(({ file, rate, variant }) => [file, rate, variant]).sort(),
  }
}

describe('rows of one key', () => {
  it('are one: that of the latest update, then the greatest', async () => {
    const { kept, others } = await staged(
      [
        ['a', 'one', '2026-01-01', '1', '2026-01-01'],
        ['a', 'one', '2026-01-01', '2', '2026-01-03'],
        ['a', 'one', '2026-01-01', '3', null],
        ['a', 'one', '2026-01-02', '9', null],
        ['a', 'two', '2026-01-02', '8', null],
        ['a', 'one', '2026-01-03', '5', null],
      ],
      'a',
    )
    expect(kept).toEqual([
      ['a', 'one', '2026-01-01', 2],
      ['a', 'one', '2026-01-02', 9],
      ['a', 'one', '2026-01-03', 5],
    ])
    expect(others.map(([file, rate]) => [file, rate])).toEqual([
      ['one', 1],
      ['one', 3],
      ['two', 8],
    ])
    expect(others.every(([, , variant]) => Number(variant) > 1)).toBe(true)
  })

  it('that say the same are told from those that differ', async () => {
    const { kept, others } = await staged(
      [
        ['a', 'one', '2026-01-01', '1', null],
        ['a', 'two', '2026-01-01', '1.00', null],
        ['a', 'one', '2026-01-01', '1', null],
      ],
      'a',
    )
    expect(kept).toEqual([['a', 'two', '2026-01-01', 1]])
    expect(others).toEqual([
      ['one', 1, 1],
      ['one', 1, 1],
    ])
  })

  it('are two in two id spaces', async () => {
    const rates: readonly Rate[] = [
      ['a', 'one', '2026-01-01', '1', null],
      ['b', 'two', '2026-01-01', '2', null],
      ['b', 'two', '2026-01-01', '3', null],
    ]
    const { kept } = await staged(rates, 'a', 'b')
    expect(kept).toEqual([
      ['a', 'one', '2026-01-01', 1],
      ['b', 'two', '2026-01-01', 3],
    ])
  })

  it('with a part missing repeat nothing, and rejected rows are nobody’s repeat', async () => {
    const { kept, others } = await staged(
      [
        ['a', 'one', null, '1', null],
        ['a', 'one', null, '1', null],
        ['a', 'one', '2026-01-01', null, '2026-01-09'],
        ['a', 'one', '2026-01-01', '2', null],
      ],
      'a',
    )
    expect(kept).toEqual([
      ['a', 'one', null, 1],
      ['a', 'one', null, 1],
      ['a', 'one', '2026-01-01', 2],
    ])
    expect(others).toEqual([])
  })
})
