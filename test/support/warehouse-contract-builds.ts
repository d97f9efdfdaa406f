/** What every warehouse promises of building a table. */
import { describe, expect, it } from 'vitest'
import { QueryError } from '../../functions/errors.ts'
import { markersOf, runAt, sale, sales, type TestLake } from './warehouse-lake.ts'

const run = runAt('2026-03-10')
const tables = [sales]
const all = 'select sale_id, total from sales order by sale_id'

/** The promises; `newLake` opens an empty lake. */
export function buildsContract(newLake: () => Promise<TestLake>): void {
  describe('a table', () => {
    it('has the rows of its query', async () => {
      const warehouse = await (await newLake()).warehouse(run, tables)
      const built = await warehouse.build(
        'sales',
        `-- One row per sale.\n${sale('a')} union all ${sale('b')} -- the end`,
      )
      expect(built).toMatchObject({ table: 'sales', rows: 2 })
      expect(await warehouse.built()).toEqual([built])
      expect(await warehouse.read(all)).toEqual([
        { sale_id: 'a', total: 1.5 },
        { sale_id: 'b', total: 1.5 },
      ])
    })

    it('is built once: asked for again, no query runs', async () => {
      const lake = await newLake()
      const warehouse = await lake.warehouse(run, tables)
      const built = await warehouse.build('sales', sale('a'))
      expect(await warehouse.build('sales', 'select * from nowhere')).toEqual(built)
      const resumed = await lake.warehouse(run, tables)
      expect(await resumed.built()).toEqual([built])
      expect(await resumed.build('sales', 'select * from nowhere')).toEqual(built)
      expect(await resumed.read(all)).toEqual([{ sale_id: 'a', total: 1.5 }])
      expect(await markersOf(lake, run, 'sales')).toEqual(['1.json', 'built.json'])
    })

    it('is that of whoever finished first', async () => {
      const lake = await newLake()
      const [first, second] = [await lake.warehouse(run, tables), await lake.warehouse(run, tables)]
      const built = await first.build('sales', sale('first'))
      expect(await second.build('sales', sale('second'))).toEqual(built)
      expect(await second.read(all)).toEqual([{ sale_id: 'first', total: 1.5 }])
    })

    it('is there for others of the run when they ask what there is', async () => {
      const lake = await newLake()
      const [first, second] = [await lake.warehouse(run, tables), await lake.warehouse(run, tables)]
      const built = await first.build('sales', sale('a'))
      expect(await second.built()).toEqual([built])
      expect(await second.read(all)).toEqual([{ sale_id: 'a', total: 1.5 }])
    })

    it('is the same for all who build it at once', async () => {
      const lake = await newLake()
      const warehouses = [
        await lake.warehouse(run, tables),
        await lake.warehouse(run, tables),
        await lake.warehouse(run, tables),
      ]
      const built = await Promise.all(
        warehouses.map((one, i) => one.build('sales', sale(`try ${i}`))),
      )
      expect(new Set(built.map(({ location }) => location)).size).toBe(1)
      const rows = await Promise.all(warehouses.map((one) => one.read(all)))
      expect(rows).toEqual([rows[0], rows[0], rows[0]])
      const markers = await markersOf(lake, run, 'sales')
      expect(markers).toEqual(['1.json', '2.json', '3.json', 'built.json'])
    })

    it('is built beside a try that broke off', async () => {
      const lake = await newLake()
      const warehouse = await lake.warehouse(run, tables)
      const broken = `select cast(cast(sale_id as integer) as varchar) as sale_id, sold_on, total
        from (${sale('1')} union all ${sale('x')}) as sales`
      await expect(warehouse.build('sales', broken)).rejects.toThrow(QueryError)
      expect(await warehouse.built()).toEqual([])
      expect(await markersOf(lake, run, 'sales')).toEqual(['1.json'])
      const { location } = await warehouse.build('sales', sale('a'))
      expect(location).toMatch(/\/sales\/2$/)
      const resumed = await lake.warehouse(run, tables)
      expect(await resumed.read(all)).toEqual([{ sale_id: 'a', total: 1.5 }])
      expect(await resumed.build('later', all)).toMatchObject({ rows: 1 })
    })

    it.each([
      [
        'of another type',
        "'a' as sale_id, 7 as sold_on, cast(1 as decimal(18, 2)) as total",
        'column 2 is sold_on integer, tables.ts says sold_on date',
      ],
      [
        'in another place',
        "date '2026-03-09' as sold_on, 'a' as sale_id, cast(1 as decimal(18, 2)) as total",
        'column 1 is sold_on date, tables.ts says sale_id varchar',
      ],
      [
        'of another scale',
        "'a' as sale_id, date '2026-03-09' as sold_on, cast(1 as decimal(18, 4)) as total",
        'column 3 is total decimal(18,4), tables.ts says total decimal(18,2)',
      ],
      [
        'too many',
        "'a' as sale_id, date '2026-03-09' as sold_on, cast(1 as decimal(18, 2)) as total, true as more",
        'column 4 is more boolean, tables.ts says nothing',
      ],
      [
        'too few',
        "'a' as sale_id, date '2026-03-09' as sold_on",
        'column 3 is absent, tables.ts says total decimal(18,2)',
      ],
    ])('is refused with a column %s', async (_, columns, message) => {
      const warehouse = await (await newLake()).warehouse(run, tables)
      const refused = warehouse.build('sales', `select ${columns}`)
      await expect(refused).rejects.toThrow(QueryError)
      await expect(refused).rejects.toThrow(`sales: ${message}`)
      expect(await warehouse.built()).toEqual([])
      expect(await warehouse.build('sales', sale('a'))).toMatchObject({ rows: 1 })
    })
  })
}
