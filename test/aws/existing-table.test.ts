/** Tables of Glue that the shop keeps, as sources: the rows that files would give, copied once a night. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CreateDatabaseCommand, type TableInput } from '@aws-sdk/client-glue'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Config, configSpec } from '../../functions/config.ts'
import { claimNight } from '../../functions/lake.ts'
import type { Deployment } from '../../functions/platform/aws/deployment.ts'
import { catalog, parquetTable, partitionOf } from '../../functions/platform/aws/glue.ts'
import { findAwsSources } from '../../functions/platform/aws/sources.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { ingest } from '../../functions/stages/ingest.ts'
import { tablesOf } from '../../functions/tables.ts'
import { type AwsLake, newAwsLake } from '../support/aws-lake.ts'
import { scratch } from '../support/night.ts'
import { fixedBytes } from '../support/salt.ts'

const asOf = '2026-03-10'
const log = { step() {}, warn() {} }
const folder = scratch('existing-table')
let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

let lake: AwsLake
let database: string
let deployment: Deployment
beforeEach(async () => {
  lake = await newAwsLake(inject('bed'))
  database = `sales_${lake.deployment.database}`
  const tables = ['orders', 'customers', 'odd', 'seen', 'gone'].map((one) => `${database}.${one}`)
  deployment = { ...lake.deployment, tables }
  await lake.clients.glue.send(new CreateDatabaseCommand({ DatabaseInput: { Name: database } }))
})

const orders = (day: string, from: number, to: number) => `select
    n::bigint as no, 'c' || n % 3 as customer, timestamp '${day} 10:00:00' + interval (n) minute as at,
    (n * 1.25)::decimal(10,2) as total, case when n % 7 = 0 then 'void' else 'ok' end as state,
    {'a': n} as more
  from range(${from}, ${to}) as t(n)`
const customers = `select
    n::double as id, encode('c' || n || '@example.com') as mail, 'c' || n as no, date '1980-01-31' as born,
    true as mailed, n::integer as size
  from range(0, 3) as t(n)`

const ofOrders = [
  { name: 'no', type: 'bigint' },
  { name: 'customer', type: 'varchar' },
  { name: 'at', type: 'timestamp(3)' },
  { name: 'total', type: 'decimal(10,2)' },
  { name: 'state', type: 'varchar' },
  { name: 'more', type: 'struct<a:bigint>' },
]
const ofCustomers = [
  { name: 'id', type: 'double' },
  { name: 'mail', type: 'varbinary' },
  { name: 'no', type: 'varchar' },
  { name: 'born', type: 'date' },
  { name: 'mailed', type: 'boolean' },
  { name: 'size', type: 'integer' },
]

/** Puts the rows of a select below a prefix of the lake's bucket. */
async function put(key: string, select: string) {
  const path = join(folder, 'rows.parquet')
  await engine.run(`copy (${select}) to '${path}' (format parquet)`)
  const Bucket = deployment.bucket
  await lake.clients.s3.send(new PutObjectCommand({ Bucket, Key: key, Body: readFileSync(path) }))
}

/** Two days of orders as partitions, customers in one piece. */
async function makeTables() {
  const glue = catalog(lake.clients.glue, database)
  const place = `s3://${deployment.bucket}/warehouse`
  const table = parquetTable('orders', ofOrders, `${place}/orders/`, [
    { name: 'region', type: 'varchar' },
  ])
  await glue.put(table)
  await put('warehouse/orders/north/a.parquet', orders('2026-03-08', 0, 20))
  await put('warehouse/orders/south/a.parquet', orders('2026-03-09', 18, 30))
  await put('warehouse/orders/south/b.parquet', orders('2026-03-09', 40, 50))
  await glue.putPartitions('orders', [
    partitionOf(table, ['north'], `${place}/orders/north/`),
    partitionOf(table, ['south'], `${place}/orders/south`),
  ])
  await glue.put(parquetTable('customers', ofCustomers, `${place}/customers/`))
  await put('warehouse/customers/a.parquet', customers)
}

/** The same rows as files of the source's location. */
async function putFiles() {
  const north = `select *, 'north' as region from (${orders('2026-03-08', 0, 20)})`
  const south = (from: number, to: number) =>
    `select *, 'south' as region from (${orders('2026-03-09', from, to)})`
  await put('shop/orders/1.parquet', north)
  await put('shop/orders/2.parquet', south(18, 30))
  await put('shop/orders/3.parquet', south(40, 50))
  await put('shop/customers.parquet', customers)
}

const shop = (ordersFrom: object, customersFrom: object): Config =>
  configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone: 'Europe/Paris', currency: 'EUR' },
    sources: {
      till: {
        ...ordersFrom,
        tables: {
          orders: {
            columns: {
              order_id: 'No',
              customer_id: 'customer',
              ordered_at: 'at',
              total: 'total',
              status: { from: 'state', map: { ok: 'paid', void: 'cancelled' } },
              store: 'region',
            },
          },
        },
      },
      crm: {
        ...customersFrom,
        tables: {
          customers: {
            columns: { customer_id: 'no', email: 'mail', birth_date: 'born', gender: 'id' },
          },
        },
      },
    },
  })

const asTables = () => shop({ table: `${database}.orders` }, { table: `${database}.customers` })
const parquet = { format: { type: 'parquet' } }
const asFiles = () =>
  shop({ files: ['orders/*.parquet'], ...parquet }, { files: ['customers.parquet'], ...parquet })

/** A warehouse of a night of the config; the same attempt for the same config and sources. */
async function nightOf(config: Config) {
  const sources = await findAwsSources(config, deployment, lake.clients)
  const claim = await claimNight(lake.files, { asOf, config, sources })
  if (claim.status === 'published') throw new Error('published')
  return { run: claim.run, warehouse: await lake.open(claim.run, tablesOf(config), { sources }) }
}

async function ingested(config: Config) {
  const { run, warehouse } = await nightOf(config)
  const summary = await ingest(run, { warehouse, files: lake.files, log, random: fixedBytes })
  const read = async (sql: string) => (await warehouse.read(sql)).map(Object.values)
  return {
    text: summary.text,
    orders: await read(
      'select order_id, customer_id, ordered_at, ordered_on, total, status, store from stg_orders order by 1',
    ),
    customers: await read(
      'select customer_id, email, birth_date, gender from stg_customers order by 1',
    ),
    files: await read(
      'select source, file, rows_read, rows_duplicate from source_quality order by 1, 2',
    ),
    rejects: await read('select key, "column", reason from rejects order by 1, 2, 3'),
  }
}

describe('a table of Glue as a source', () => {
  it('gives the rows that its files would give, and counts as one file', {
    timeout: 300_000,
  }, async () => {
    await makeTables()
    await putFiles()
    const table = await ingested(asTables())
    const { files, ...rows } = await ingested(asFiles())
    expect(table).toEqual({
      ...rows,
      files: [
        ['crm', `${database}.customers`, 3, 0],
        ['till', `${database}.orders`, 42, 2],
      ],
    })
    expect(files).toHaveLength(4)
    expect(table.orders).toHaveLength(40)
    expect(table.orders[0]).toEqual([
      ...['0', 'c0', '2026-03-08 09:00:00', '2026-03-08', 0, 'cancelled', 'north'],
    ])
    expect(table.customers[1]).toEqual(['c1', 'c1@example.com', '1980-01-31', '1'])
  })

  it('is copied once: what comes later is another night’s', async () => {
    await makeTables()
    const first = await nightOf(asTables())
    const rows = async ({ warehouse }: typeof first) => {
      await warehouse.open('till')
      return (await warehouse.read('select count(*) as n from raw_till'))[0]?.n
    }
    expect(await rows(first)).toBe(42)
    await put('warehouse/orders/south/c.parquet', orders('2026-03-09', 60, 65))
    expect(await rows(first)).toBe(42)
    const second = await nightOf(asTables())
    expect(second.run.attempt).toBe(2)
    expect(await rows(second)).toBe(47)
  })

  it('has another fingerprint when an object, a partition or a column comes, and only then', async () => {
    await makeTables()
    const prints = new Set<string>()
    const look = async () => {
      const { till } = await findAwsSources(asTables(), deployment, lake.clients)
      expect(till).toMatchObject([{ file: `${database}.orders`, bytes: expect.any(Number) }])
      return prints.add(till?.[0]?.fingerprint ?? '').size
    }
    expect([await look(), await look()]).toEqual([1, 1])
    await put('warehouse/orders/south/c.parquet', orders('2026-03-09', 60, 65))
    expect(await look()).toBe(2)
    const glue = catalog(lake.clients.glue, database)
    const table = parquetTable('orders', ofOrders, '')
    const empty = partitionOf(table, ['west'], `s3://${deployment.bucket}/warehouse/west/`)
    await glue.putPartitions('orders', [empty])
    expect(await look()).toBe(3)
    await put('warehouse/west/a.parquet', orders('2026-03-09', 70, 75))
    expect(await look()).toBe(4)
  })

  const refused = (table: string, more: Partial<Deployment> = {}) =>
    findAwsSources(
      shop({ table }, { files: ['customers.parquet'], ...parquet }),
      { ...deployment, ...more },
      lake.clients,
    )
  const glueTable = (name: string, more: Partial<TableInput>) =>
    catalog(lake.clients.glue, database).put({
      ...parquetTable(name, ofOrders, `s3://${deployment.bucket}/warehouse/orders/`),
      ...more,
    })

  it('is refused where there is none, and where the deployment has no right to it', async () => {
    await expect(refused(`${database}.gone`)).rejects.toThrow(`till: Glue has no table ${database}`)
    await expect(refused('crm.orders')).rejects.toThrow(
      'sources.till.table: crm.orders is none of the tables that the deployment may read',
    )
  })

  it('is refused in the lake', async () => {
    const own = lake.deployment.database
    for (const one of [own, `${own}_20260309_1`]) {
      await expect(refused(`${one}.orders`)).rejects.toThrow('is a table of the lake')
    }
    const location = `s3://${deployment.bucket}/results/orders`
    await glueTable('odd', parquetTable('odd', ofOrders, location))
    await expect(refused(`${database}.odd`)).rejects.toThrow(`${database}.odd lies in the lake`)
  })

  it('is refused when it is a view, has no files, or lacks what the mapping names', async () => {
    await glueTable('seen', { TableType: 'VIRTUAL_VIEW' })
    await expect(refused(`${database}.seen`)).rejects.toThrow('is a view, which can’t be read')
    await glueTable('odd', parquetTable('odd', ofOrders, 'jdbc:mysql://shop/orders'))
    await expect(refused(`${database}.odd`)).rejects.toThrow('has no files in S3')
    await glueTable('odd', {})
    await expect(refused(`${database}.odd`)).rejects.toThrow(
      `till: the table ${database}.odd has no column region`,
    )
    const nested = [{ name: 'region', type: 'array<varchar>' }]
    const place = `s3://${deployment.bucket}/warehouse/orders/`
    await glueTable('odd', parquetTable('odd', ofOrders, place, nested))
    await expect(refused(`${database}.odd`)).rejects.toThrow(
      'has a column region of type array<varchar>, which can’t be read as a source',
    )
  })
})

describe('files of another location', () => {
  const till = (...files: readonly string[]) =>
    shop({ files, ...parquet }, { files: ['customers.parquet'], ...parquet })

  it('are read beside those of the first, by their whole address', async () => {
    await putFiles()
    const other = (await newAwsLake(inject('bed'))).deployment.bucket
    deployment = { ...deployment, locations: [`s3://${other}/results/`] }
    const north = `select *, 'north' as region from (${orders('2026-03-08', 0, 20)})`
    await engine.run(`copy (${north}) to '${join(folder, 'rows.parquet')}' (format parquet)`)
    const Body = readFileSync(join(folder, 'rows.parquet'))
    for (const Key of ['results/deep/1.parquet', 'other/1.parquet']) {
      await lake.clients.s3.send(new PutObjectCommand({ Bucket: other, Key, Body }))
    }
    const root = deployment.sources
    const mixed = till(
      `s3://${other}/results/**/*.parquet`,
      `${root}orders/2.parquet`,
      'orders/3.*',
    )
    const { warehouse } = await nightOf(mixed)
    await warehouse.open('till')
    const counts = `select file, count(*) as n, min(c1) as first, max(c1) as last
      from raw_till group by file order by file`
    expect((await warehouse.read(counts)).map(Object.values)).toEqual([
      ['orders/2.parquet', 12, 18, 29],
      ['orders/3.parquet', 10, 40, 49],
      [`s3://${other}/results/deep/1.parquet`, 20, 0, 19],
    ])
  })

  it('are refused where the deployment has no right to them, and where nothing is shown', async () => {
    const found = (pattern: string, more: Partial<Deployment> = {}) =>
      findAwsSources(till(pattern), { ...deployment, ...more }, lake.clients)
    await expect(found('s3://elsewhere/*.parquet')).rejects.toThrow(
      'sources.till.files: s3://elsewhere/*.parquet lies outside what the deployment may read',
    )
    const locations = ['s3://no-such-bucket-of-ours/']
    await expect(found('s3://no-such-bucket-of-ours/*.parquet', { locations })).rejects.toThrow(
      'till: S3 does not show what matches s3://no-such-bucket-of-ours/*.parquet',
    )
  })
})
