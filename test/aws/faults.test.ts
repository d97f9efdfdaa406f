/** What may go wrong on Athena, and what becomes of it. */
import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { OutOfTime, QueryError } from '../../functions/errors.ts'
import { catalog, parquetTable } from '../../functions/platform/aws/glue.ts'
import { runDatabase } from '../../functions/platform/aws/places.ts'
import type { Warehouse } from '../../functions/platform/ports.ts'
import { type AwsLake, newAwsLake, type WarehouseOptions } from '../support/aws-lake.ts'
import { markersOf, runAt, sale, sales } from '../support/warehouse-lake.ts'

const bed = inject('bed')
const run = runAt('2026-03-10')
const all = 'select sale_id from sales'

let lake: AwsLake
const told: string[] = []
beforeEach(async () => {
  lake = await newAwsLake(bed)
  told.length = 0
})

describe('a table on Athena', () => {
  it('is built by the try after one that was lost', async () => {
    await fault({ reason: 'GENERIC_INTERNAL_ERROR: lost', sql: 'create table', times: 2 })
    const built = await (await opened()).build('sales', sale('a'))
    expect(built).toMatchObject({ location: 'results/2026-03-10/1/sales/3', rows: 1 })
    expect(await (await opened()).read(all)).toEqual([{ sale_id: 'a' }])
    expect(told[0]).toMatch(
      /^sales: FAILED, GENERIC_INTERNAL_ERROR: lost, .* bytes read, query \S+$/,
    )
  })

  it('is given up after three tries, or one that can’t succeed', async () => {
    const warehouse = await opened()
    await fault({ reason: 'GENERIC_INTERNAL_ERROR: lost', sql: 'create table', times: 9 })
    await expect(warehouse.build('sales', sale('a'))).rejects.toThrow('sales: GENERIC_INTERNAL')
    expect(await markersOf(lake, run, 'sales')).toEqual(['1.json', '2.json', '3.json'])
    await fault({ reason: 'DENIED: no', retryable: false, sql: 'create table', times: 9 })
    await expect(warehouse.build('sales', sale('a'))).rejects.toThrow('sales: DENIED: no')
    expect(await markersOf(lake, run, 'sales')).toHaveLength(4)
    await fault()
    expect(await warehouse.build('sales', sale('a'))).toMatchObject({
      location: 'results/2026-03-10/1/sales/5',
    })
  })

  it('waits while others ask too much', async () => {
    for (const operation of ['StartQueryExecution', 'GetQueryExecution']) {
      await fault({ operation, error: 'TooManyRequestsException', times: 4 })
      const table = `after_${operation.toLowerCase()}`
      expect(await (await opened()).build(table, sale('a'))).toMatchObject({ rows: 1 })
    }
  })

  it('says what to do at the limit of what a query may read', async () => {
    const reason = 'Query exceeded the bytes scanned limit: Bytes scanned limit was exceeded'
    await fault({ reason, sql: 'create table', times: 1 })
    const error = await (await opened()).build('sales', sale('a')).catch((error) => error)
    expect(error).toBeInstanceOf(QueryError)
    expect(error.message).toBe('sales: the query was stopped at the limit that one may read')
    expect(error.advice.next.join('\n')).toContain('scanLimit')
  })

  it('is not begun when too little time is left, and gone on with by the next call', async () => {
    const late = await opened({ remaining: () => 59_000 })
    await expect(late.build('sales', sale('a'))).rejects.toThrow(OutOfTime)
    // Enough to start the query, too little to wait for it.
    const left = [120_000, 59_000]
    const cut = await opened({ remaining: () => left.shift() ?? 0 })
    await expect(cut.build('sales', sale('a'))).rejects.toThrow(OutOfTime)
    const built = await (await opened()).build('sales', sale('a'))
    expect(built).toMatchObject({ location: 'results/2026-03-10/1/sales/1', rows: 1 })
    expect(await markersOf(lake, run, 'sales')).toEqual(['1.json', 'built.json'])
    expect(told).toHaveLength(1)
  })

  it('takes another name where a lost lake left one', async () => {
    const own = catalog(lake.clients.glue, runDatabase(lake.deployment.database, run))
    await own.ensure()
    const { bucket } = lake.deployment
    await own.put(parquetTable('sales', sales.columns, `s3://${bucket}/results/gone/`))
    const warehouse = await opened()
    expect(await warehouse.build('sales', sale('a'))).toMatchObject({
      location: 'results/2026-03-10/1/sales/2',
    })
    expect(await warehouse.read(all)).toEqual([{ sale_id: 'a' }])
  })
})

describe('a result of Athena', () => {
  it('is asked for again when it was lost, and by the next call when it failed', async () => {
    const warehouse = await opened()
    await warehouse.build('sales', sale('a'))
    await fault({ reason: 'GENERIC_INTERNAL_ERROR: lost', sql: 'select sale_id', times: 1 })
    expect(await warehouse.read(all)).toEqual([{ sale_id: 'a' }])
    const other = `${all} where true`
    await fault({ reason: 'DENIED: no', retryable: false, sql: 'where true', times: 1 })
    await expect(warehouse.read(other)).rejects.toThrow('DENIED: no')
    expect(await (await opened()).read(other)).toEqual([{ sale_id: 'a' }])
  })

  it('tells the query, what Athena said and where to look', async () => {
    const error = await (await opened()).read('select 1 as n,\n nope as m').catch((error) => error)
    expect(error).toBeInstanceOf(QueryError)
    expect(error.message).toContain("Column 'nope' cannot be resolved")
    expect(error.advice.details.at(-1)).toMatch(/^FAILED, .*, 0 bytes read, query \S+$/)
    expect(error.advice.details).toContain(' nope as m')
    expect(error.advice.next[0]).toMatch(
      /^aws athena get-query-execution --query-execution-id \S+$/,
    )
  })

  it('is refused where the query is longer than Athena takes', async () => {
    const long = `select '${'x'.repeat(262_144)}' as a`
    await expect((await opened()).read(long)).rejects.toThrow('Athena takes 262144')
  })

  it('comes whole when it is long', async () => {
    const sql = 'select n from unnest(sequence(1, 2500)) as t(n) order by n'
    const rows = await (await opened()).read(sql)
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 2500 }, (_, i) => i + 1))
  })
})

const opened = (more: WarehouseOptions = {}): Promise<Warehouse> => {
  const step = ({ stage, text }: { stage: string; text: string }) => {
    if (stage === 'athena') told.push(text)
  }
  return lake.open(run, [sales], { log: { step, warn() {} }, ...more })
}

/** Lets the next calls fail; without a fault, no more. */
async function fault(...faults: readonly object[]) {
  const put = (list: readonly object[]) =>
    fetch(`${bed.athena}/faults`, {
      method: 'PUT',
      body: JSON.stringify(list.map((one) => ({ operation: 'StartQueryExecution', ...one }))),
    })
  await put(faults)
  onTestFinished(async () => {
    await put([])
  })
}
