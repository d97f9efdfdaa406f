/** A shop that is deployed: its nights run in the state machine, by the commands that people use. */
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { explain } from '../../functions/commands/explain.ts'
import { push } from '../../functions/commands/push.ts'
import { query } from '../../functions/commands/query.ts'
import { report } from '../../functions/commands/report.ts'
import { run } from '../../functions/commands/run.ts'
import { start } from '../../functions/commands/start.ts'
import { validate } from '../../functions/commands/validate.ts'
import { currentNight } from '../../functions/lake.ts'
import { pipeline } from '../../functions/pipeline.ts'
import { type Right, refused, roleOf, s3As } from '../support/aws-roles.ts'
import { type DeployedShop, deployedShop, sampleShop } from '../support/deployed-shop.ts'
import { nightOf } from '../support/night.ts'
import { sampleNights } from '../support/sample-nights.ts'
import { withoutMachine } from '../support/tree.ts'

const bed = inject('bed')

let shop: DeployedShop
beforeAll(async () => {
  shop = await deployedShop(bed, '2026-03-10', sampleShop(300, '2026-03-10'))
})
afterAll(() => shop.close())

it('starts no night before a configuration was pushed', async () => {
  await expect(shop.nocturne(start, {}, '2026-03-10')).rejects.toThrow(
    'no configuration was pushed',
  )
})

it('takes the configuration, once', async () => {
  expect((await shop.nocturne(validate)).code).toBe(1)
  expect((await shop.nocturne(push)).out).toContain('The next night uses it.')
  expect((await shop.nocturne(push)).out).toContain('nothing was changed')
  expect(await shop.nocturne(validate)).toMatchObject({
    code: 0,
    out: expect.stringContaining('✓ orders: 1 file'),
  })
})

describe.each(Object.entries(sampleNights))('the night of %s', (asOf, mayBeEmpty) => {
  beforeAll(async () => {
    await nightOf(shop.folder, asOf)
    const began = performance.now()
    const { code, out } = await shop.nocturne(run, { date: asOf })
    console.log(
      `the night of ${asOf}: ${((performance.now() - began) / 1000).toFixed(1)} s\n${out}`,
    )
    expect(code).toBe(0)
    for (const stage of pipeline) expect(out).toContain(`{"stage":"${stage}"`)
    const asked = out.matchAll(/"queries":(\d+)/g).map(([, queries]) => Number(queries))
    expect(asked.reduce((sum, queries) => sum + queries, 0)).toBeLessThanOrEqual(100)
  }, 600_000)

  it('publishes the same rows in every table', { timeout: 300_000 }, async () => {
    const { odd, counts } = await shop.differences(asOf)
    const lines = Object.entries(counts).map(
      ([table, rows]) => `${String(rows).padStart(6)}  ${odd[table] ? 'NOT ' : 'same'}  ${table}`,
    )
    console.log([`${asOf}: rows of each table, and whether both made them`, ...lines].join('\n'))
    expect(odd).toEqual({})
    // What has no rows compares nothing.
    const empty = Object.keys(counts).filter((table) => counts[table] === 0)
    expect(empty.filter((table) => !mayBeEmpty.includes(table))).toEqual([])
  })

  it('publishes the same report', async () => {
    const { here, lake } = shop
    const [mine, theirs] = [await currentNight(here, asOf), await currentNight(lake, asOf)]
    if (!mine || !theirs) throw new Error(`no night of ${asOf}`)
    const keys = await here.list(mine.prefix)
    expect(keys).toContain(`${mine.prefix}/index.html`)
    expect(theirs.prefix).toBe(mine.prefix)
    expect(await lake.list(theirs.prefix)).toEqual(keys)
    for (const key of keys) {
      const [expected = '', found = ''] = [await here.read(key), await lake.read(key)]
      expect(withoutMachine(found), key).toBe(withoutMachine(expected))
    }
  })

  it('is not done again', async () => {
    expect((await shop.nocturne(start, { wait: true }, asOf)).out).toContain('is already published')
  })
})

describe('the commands on a deployed shop', () => {
  it('answer questions about one night', async () => {
    const sql = 'select count(*) as customers, min(as_of) as night from customers'
    for (const date of Object.keys(sampleNights)) {
      const asked = `select count(*) from customers where as_of = date '${date}'`
      const [[count] = []] = (await shop.account.ask(asked, shop.deployment)).rows
      expect((await shop.nocturne(query, { csv: true, date }, sql)).out).toBe(
        `customers,night\n${count},${date}\n`,
      )
    }
  })

  it('explain a customer as on this machine', async () => {
    const ask = 'select max(customer_id) as id from customer_rfm'
    const [, id = ''] = (await shop.nocturne(query, { csv: true }, ask)).out.split('\n')
    const deployed = await shop.nocturne(explain, { all: true }, id)
    const here = await shop.command(explain, { all: true }, id)
    expect(deployed.out).toBe(here.out)
  })

  it('fetch the report', async () => {
    expect((await shop.nocturne(report)).out).toBe(
      '.nocturne/aws/NocturneApp/reports/2026-03-11/1/index.html\n',
    )
  })
})

/** The nights above ran under it: what it lacks would have failed them, but for what Athena does in its name. */
describe('the role of the Night function', () => {
  const own = `arn:aws:glue:${bed.region}:000000000000`
  let role = ''
  let bucket = ''
  beforeAll(async () => {
    role = await roleOf(bed, shop.outputs.Night ?? '')
    bucket = `arn:aws:s3:::${shop.deployment.bucket}`
  })

  it('suffices for what Athena does in its name', async () => {
    const tables = await currentNight(shop.lake, '2026-03-11')
    const places = Object.values(tables?.tables ?? {}).map(({ location }) => location)
    expect(places.length).toBeGreaterThan(40)
    const database = 'nocturne_20260311_1'
    expect(
      await refused(bed, role, [
        ...[...places, 'athena-results'].flatMap((place): Right[] => [
          ['s3:PutObject', `${bucket}/${place}/part.parquet`],
          ['s3:GetObject', `${bucket}/${place}/part.parquet`],
          ['s3:AbortMultipartUpload', `${bucket}/${place}/part.parquet`],
        ]),
        ['s3:GetObject', `${bucket}/sources/orders.csv`],
        ['s3:ListBucket', bucket],
        ['s3:GetBucketLocation', bucket],
        ...['Start', 'Stop', 'Get'].map(
          (verb): Right => [
            `athena:${verb}QueryExecution`,
            `arn:aws:athena:${bed.region}:000000000000:workgroup/nocturne`,
          ],
        ),
        ...['catalog', `database/${database}`, `table/${database}/customers`].map(
          (resource): Right => ['glue:CreateTable', `${own}:${resource}`],
        ),
        ...['catalog', `database/${database}`, `table/${database}/customers`].map(
          (resource): Right => ['glue:GetTable', `${own}:${resource}`],
        ),
      ]),
    ).toEqual([])
  })

  it('may not change what lasts, write what others answer for, or send mail', async () => {
    const forbidden: readonly Right[] = [
      ['s3:PutObject', `${bucket}/config/current.json`],
      ['s3:PutObject', `${bucket}/sources/orders.csv`],
      ['s3:PutObject', `${bucket}/ledger/people/a.json`],
      ['s3:DeleteObject', `${bucket}/published/2026-03-10/1.json`],
      ['glue:DeleteTable', `${own}:table/sales/orders`],
      ['ses:SendEmail', '*'],
      ['ses:SendRawEmail', '*'],
      ['states:StartExecution', shop.outputs.StateMachine ?? ''],
    ]
    expect(await refused(bed, role, forbidden)).toEqual(
      forbidden.map(([action, resource]) => `${action} ${resource}`),
    )
    const s3 = await s3As(bed, role)
    const put = (Key: string) =>
      s3.send(new PutObjectCommand({ Bucket: shop.deployment.bucket, Key, Body: '' }))
    await expect(put('config/current.json')).rejects.toThrow(
      'not authorized to perform: s3:PutObject',
    )
    await put('runs/allowed')
  })
})
