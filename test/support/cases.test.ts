import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { columns } from '../../functions/domain/types.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { type Case, givenTables, readCases, readQueries } from './cases.ts'
import { runOnDuckDb } from './run-cases.ts'
import { parseTable } from './table-text.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const queries = readQueries(join(fixtures, 'queries'))
const cases = readCases(join(fixtures, 'cases'))
const undescribed = () => undefined

describe('cases on DuckDB', () => {
  let engine: Engine
  beforeAll(async () => {
    engine = await openEngine({ threads: 1 })
  })
  afterAll(() => engine.close())

  const run = (one: Case) => {
    const query = queries.find(({ table }) => table === one.table)
    return runOnDuckDb(engine, query?.sql ?? '', one, undescribed)
  }

  it.each(cases.map((one) => [`${one.table}/${one.name}`, one] as const))('%s', async (_, one) => {
    expect(await run(one)).toBeUndefined()
  })

  it('a wrong expectation is told by what differs', async () => {
    const plain = cases.find(({ table, name }) => table === 'recent_spend' && name === 'plain')
    const wrong = parseTable('spend_rank,spend:decimal(18,2),customers\n1,10.01,1\n2,5,1\n')
    expect(await run({ ...(plain as Case), expect: wrong })).toBe(
      '2 rows expected, 2 found\n~ spend_rank=1: spend expected 10.01, found 10',
    )
  })

  it('a case leaves nothing behind, a failed one neither', async () => {
    const [one] = cases
    await expect(run({ ...(one as Case), params: {} })).rejects.toThrow('has no value')
    expect(await run(one as Case)).toBeUndefined()
    expect(await engine.rows('select * from duckdb_tables()')).toEqual([])
  })
})

describe('the tables of a case', () => {
  const typesOf = (table: string) =>
    table === 'orders' ? columns('order_id varchar a\ntotal decimal(18,2) b') : undefined
  const given = (csv: string): Case => ({
    table: 'buyers',
    name: 'plain',
    given: [{ table: 'orders', content: parseTable(csv) }],
    expect: parseTable('a\n'),
    params: {},
  })
  const shape = (one: Case, sql = 'select 1 from orders') =>
    givenTables(sql, one, typesOf).map(({ table, columns: all, rows }) => [
      table,
      all.map(({ name, type }) => `${name} ${type}`).join(', '),
      rows.length,
    ])

  it('take types from the header, then from the described table, whose other columns are null', () => {
    expect(shape(given('total,note:varchar\n1,x\n'))).toEqual([
      ['orders', 'total decimal(18,2), note varchar, order_id varchar', 1],
    ])
  })

  it('need a type for every column', () => {
    expect(() => shape(given('nothing\n1\n'))).toThrow('given/orders.csv: nothing has no type')
  })

  it('are empty when the case leaves a described one out', () => {
    const without = { ...given('order_id\n'), given: [] }
    const sql = 'with orders as (select total from orders) select * from orders join others on true'
    expect(shape(without, sql)).toEqual([['orders', 'order_id varchar, total decimal(18,2)', 0]])
  })
})
