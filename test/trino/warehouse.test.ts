import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { columns } from '../../functions/domain/types.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { dateParam } from '../../functions/platform/sql.ts'
import { compareTables } from '../support/compare-tables.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import { trinoWarehouse } from '../support/trino-warehouse.ts'

const { trino: url, s3, bucket } = inject('servers')
const sales = {
  name: 'sales',
  columns: columns(`
    sale_id varchar        the sale
    sold_on date           its day
    total decimal(18,2)    its amount`),
}
const kpis = { name: 'kpis', columns: columns('on date day\nlimit bigint count') }
const night = { url, s3, bucket, tables: [sales, kpis] }

const rows = `select 'a' as sale_id, date '2026-03-09' as sold_on, cast(1.5 as decimal(18, 2)) as total
  union all select 'b', cast(null as date), cast(-2 as decimal(18, 2))`

describe('a warehouse over Trino', () => {
  let engine: Engine
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-raw-'))
  beforeAll(async () => {
    engine = await openEngine({ threads: 1 })
  })
  afterAll(() => {
    engine.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('builds a table once, with the rows that DuckDB makes', async () => {
    const warehouse = await trinoWarehouse({ ...night, schema: 'builds' })
    const built = await warehouse.build('sales', `-- One row per sale.\n${rows} -- the end`)
    expect(built).toMatchObject({ table: 'sales', rows: 2 })
    expect(await warehouse.build('sales', 'select 1 as other')).toEqual(built)
    expect(await warehouse.built()).toEqual([built])
    const local = await duckDbTable(engine.connection, rows)
    expect(compareTables(local, await warehouse.table('sales'))).toBeUndefined()
    expect(await warehouse.read('select * from sales order by sale_id desc')).toEqual([
      { sale_id: 'b', sold_on: null, total: -2 },
      { sale_id: 'a', sold_on: '2026-03-09', total: 1.5 },
    ])
  })

  it('refuses a table that tables.ts does not describe so', async () => {
    const warehouse = await trinoWarehouse({ ...night, schema: 'types' })
    await expect(warehouse.build('sales', "select 'a' as sale_id, 1 as sold_on")).rejects.toThrow(
      'sales: a column is sold_on integer, tables.ts says sold_on date',
    )
  })

  it('reads defined names, also through imports of the same name', async () => {
    const warehouse = await trinoWarehouse({ ...night, schema: 'defines' })
    await warehouse.define('days', 'select :as_of as day', { as_of: dateParam('2026-03-10') })
    await warehouse.define(
      'next_days',
      "select cast(day + interval '1' day as date) as day from days",
    )
    const sql = 'with next_days as (select day from next_days) select day from next_days'
    expect(await warehouse.read(sql)).toEqual([{ day: '2026-03-11' }])
  })

  it('writes lists of any length, odd column names too', async () => {
    const warehouse = await trinoWarehouse({ ...night, schema: 'writes' })
    const list = Array.from({ length: 1500 }, (_, i) => ({ on: '2026-03-10', limit: i }))
    expect(await warehouse.write('kpis', list)).toMatchObject({ rows: 1500 })
    expect(await warehouse.read('select count(*) as n, sum("limit") as total from kpis')).toEqual([
      { n: 1500, total: (1499 * 1500) / 2 },
    ])
    expect(await warehouse.write('sales', [])).toMatchObject({ rows: 0 })
  })

  it('has earlier nights with tonight’s columns, and empty tables on the first', async () => {
    const first = await trinoWarehouse({ ...night, schema: 'night_1', tables: [kpis] })
    expect(await first.read('select * from previous_kpis')).toEqual([])
    expect(await first.read('select * from past_kpis')).toEqual([])
    await first.write('kpis', [{ on: '2026-03-09', limit: 7 }])
    const more = { ...kpis, columns: [...kpis.columns, ...columns('note varchar new')] }
    const second = await trinoWarehouse({
      ...night,
      schema: 'night_2',
      tables: [sales, more],
      previous: 'night_1',
      past: [{ asOf: '2026-03-09', schema: 'night_1' }],
    })
    expect(await second.read('select * from previous_kpis')).toEqual([
      { on: '2026-03-09', limit: 7, note: null },
    ])
    expect(await second.read('select * from past_kpis')).toEqual([
      { as_of: '2026-03-09', on: '2026-03-09', limit: 7, note: null },
    ])
    expect(await second.read('select * from previous_sales')).toEqual([])
  })

  it('opens the raw rows of a local run', async () => {
    const file = join(folder, 'rows.parquet')
    await engine.run(
      `copy (select 'f.csv' as file, cast(null as varchar) as row_error, 'é' as c1) to '${file}'`,
    )
    const raw = {
      opened: {
        columns: [{ name: 'Name', column: 'c1', type: 'varchar' }],
        files: [{ file: 'f.csv', fingerprint: 'f', bytes: 9 }],
      },
      columns: ['file', 'row_error', 'c1'].map((name) => ({ name, type: 'varchar' })),
      files: [file],
    }
    const warehouse = await trinoWarehouse({ ...night, schema: 'opens', sources: { till: raw } })
    expect(await warehouse.open('till')).toEqual(raw.opened)
    expect(await warehouse.open('till')).toEqual(raw.opened)
    expect(await warehouse.read('select * from raw_till')).toEqual([
      { file: 'f.csv', row_error: null, c1: 'é' },
    ])
  })

  it('refuses what Athena would: a query that is too long', async () => {
    const warehouse = await trinoWarehouse({ ...night, schema: 'long' })
    await expect(warehouse.read(`select '${'x'.repeat(262_144)}' as a`)).rejects.toThrow(
      'Athena takes 262144',
    )
  })
})
