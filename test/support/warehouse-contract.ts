/** What every warehouse promises, run against each of them. */
import { describe, expect, it } from 'vitest'
import { QueryError } from '../../functions/errors.ts'
import type { Row } from '../../functions/platform/ports.ts'
import { dateParam } from '../../functions/platform/sql.ts'
import { buildsContract } from './warehouse-contract-builds.ts'
import { nightsContract } from './warehouse-contract-nights.ts'
import { markersOf, runAt, sale, sales, type TestLake, tableOf } from './warehouse-lake.ts'

const run = runAt('2026-03-10')
const tables = [sales]

/** The promises; `newLake` opens an empty lake. */
export function warehouseContract(newLake: () => Promise<TestLake>): void {
  buildsContract(newLake)

  describe('a list', () => {
    const kinds = tableOf(
      'kinds',
      `
      on date                  a name that is a word of SQL
      limit bigint             another
      text varchar             text
      amount decimal(38,10)    an amount
      share double             a share
      small integer            a small number
      is_known boolean         a flag
      at timestamp(3)          an instant`,
    )

    it('is written as it is', async () => {
      const warehouse = await (await newLake()).warehouse(run, [kinds])
      const rows = [
        {
          on: '2026-03-10',
          limit: 9007199254740991,
          text: `O'Brien "é"\n, 😀`,
          amount: 0.25,
          share: 1e-7,
          small: -1,
          is_known: true,
          at: '2026-03-10 10:00:00',
        },
        {
          on: '1900-01-01',
          limit: 0,
          text: '',
          amount: -12.5,
          share: 0.5,
          small: 0,
          is_known: false,
          at: '2026-03-10 10:00:00.12',
        },
        {
          on: null,
          limit: 1,
          text: null,
          amount: null,
          share: null,
          small: null,
          is_known: null,
          at: null,
        },
      ]
      const built = await warehouse.write('kinds', rows)
      expect(built).toMatchObject({ table: 'kinds', rows: 3 })
      expect(built, 'bytes of a query, and none was asked').not.toHaveProperty('bytes')
      expect(await warehouse.read('select * from kinds order by "on" desc')).toEqual(rows)
    })

    it('is written once, however long', async () => {
      const warehouse = await (await newLake()).warehouse(run, [kinds])
      const rows = Array.from({ length: 1500 }, (_, i) => ({ limit: i }))
      const built = await warehouse.write('kinds', rows)
      expect(await warehouse.write('kinds', [])).toEqual(built)
      const sum = 'select count(*) as n, sum("limit") as total, count("on") as days from kinds'
      expect(await warehouse.read(sum)).toEqual([{ n: 1500, total: 1_124_250, days: 0 }])
    })

    it('may be empty', async () => {
      const lake = await newLake()
      const warehouse = await lake.warehouse(run, [kinds])
      expect(await warehouse.write('kinds', [])).toMatchObject({ rows: 0 })
      expect(await warehouse.read('select * from kinds')).toEqual([])
      expect(await warehouse.build('later', 'select small from kinds')).toMatchObject({ rows: 0 })
    })

    it('needs a description', async () => {
      const warehouse = await (await newLake()).warehouse(run, [])
      await expect(warehouse.write('kinds', [])).rejects.toThrow('no table kinds in tables.ts')
    })
  })

  describe('a result', () => {
    it('comes in the order of the query', async () => {
      const warehouse = await (await newLake()).warehouse(run, tables)
      await warehouse.build('sales', ['b', 'd', 'a', 'c'].map((id) => sale(id)).join(' union all '))
      const sql = 'select sale_id from sales where sale_id <> :left_out order by sale_id desc'
      const rows = await warehouse.read(sql, { left_out: 'c' })
      expect(rows.map((row) => row.sale_id)).toEqual(['d', 'b', 'a'])
    })

    it('comes in parts where it is long, each row once and in order', async () => {
      const warehouse = await (await newLake()).warehouse(run, tables)
      const day = `date '2026-03-09'`
      await warehouse.build(
        'sales',
        `select cast(a.i * 50 + b.i as varchar) as sale_id, ${day} as sold_on, cast(1.5 as decimal(18, 2)) as total
        from unnest(sequence(100, 149)) as a(i) cross join unnest(sequence(1, 50)) as b(i)`,
      )
      const sql = 'select sale_id, sold_on, total from sales where sale_id > :from order by sale_id'
      const rows: Row[] = []
      for await (const part of warehouse.stream(sql, { from: '5001' })) rows.push(...part)
      expect(rows).toHaveLength(2499)
      expect(rows[0]).toEqual({ sale_id: '5002', sold_on: '2026-03-09', total: 1.5 })
      expect(rows.map(({ sale_id }) => sale_id)).toEqual(
        rows.map(({ sale_id }) => sale_id).toSorted(),
      )
      expect(new Set(rows.map(({ sale_id }) => sale_id)).size).toBe(2499)
    })

    it('may come in parts and be nothing', async () => {
      const warehouse = await (await newLake()).warehouse(run, tables)
      await warehouse.build('sales', sale('a'))
      const parts = warehouse.stream(`select * from sales where sale_id = 'b'`)
      const rows = await Array.fromAsync(parts)
      expect(rows.flat()).toEqual([])
      const refused = Array.fromAsync(warehouse.stream('select * from nowhere'))
      await expect(refused).rejects.toThrow(QueryError)
    })

    it('is refused in the engine’s words', async () => {
      const warehouse = await (await newLake()).warehouse(run, tables)
      await expect(warehouse.read('select * from nowhere')).rejects.toThrow(QueryError)
      await expect(warehouse.read('select * from nowhere')).rejects.toThrow('nowhere')
    })
  })

  describe('a defined name', () => {
    it('is read by later builds, and by names defined after it', async () => {
      const lake = await newLake()
      const warehouse = await lake.warehouse(run, tables)
      await warehouse.build('sales', `${sale('a', '3')} union all ${sale('b', '4')}`)
      await warehouse.define(
        'large',
        'select * from sales where total > cast(:least as decimal(18, 2))',
        { least: 3 },
      )
      await warehouse.define(
        'days',
        'select sold_on, count(*) as sales from large group by sold_on',
      )
      await warehouse.build(
        'later',
        'with large as (select sale_id from large) select * from large',
      )
      expect(await warehouse.read('select * from later')).toEqual([{ sale_id: 'b' }])
      expect(await warehouse.read('select * from days')).toEqual([
        { sold_on: '2026-03-09', sales: 1 },
      ])
      expect((await warehouse.built()).map(({ table }) => table)).toEqual(['sales', 'later'])
      expect(await markersOf(lake, run, 'large')).toEqual([])
    })

    it('means what it was defined as last', async () => {
      const warehouse = await (await newLake()).warehouse(run, tables)
      const sql = 'select :day as day'
      await warehouse.define('day', sql, { day: dateParam('2026-03-09') })
      await warehouse.define('day', sql, { day: dateParam('2026-03-10') })
      expect(await warehouse.read('select * from day')).toEqual([{ day: '2026-03-10' }])
    })
  })

  nightsContract(newLake)
}
