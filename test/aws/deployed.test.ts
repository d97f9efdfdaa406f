/** A shop that is deployed: its nights run in the state machine, by the commands that people use. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { main } from '../../functions/cli.ts'
import type { Account } from '../../functions/commands/aws/account.ts'
import { sdkAccount } from '../../functions/commands/aws/sdk-account.ts'
import type { Command } from '../../functions/commands/command.ts'
import { explain } from '../../functions/commands/explain.ts'
import { push } from '../../functions/commands/push.ts'
import { query } from '../../functions/commands/query.ts'
import { report } from '../../functions/commands/report.ts'
import { run } from '../../functions/commands/run.ts'
import { start } from '../../functions/commands/start.ts'
import { validate } from '../../functions/commands/validate.ts'
import { currentNight } from '../../functions/lake.ts'
import { pipeline } from '../../functions/pipeline.ts'
import type { Deployment } from '../../functions/platform/aws/deployment.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { parquet } from '../../functions/platform/local/parquet.ts'
import type { Files } from '../../functions/platform/ports.ts'
import { ident, literal } from '../../functions/platform/sql.ts'
import type { Published } from '../../functions/stage.ts'
import { clientsOf } from '../support/aws-lake.ts'
import { upload } from '../support/aws-night.ts'
import { compareTables } from '../support/compare-tables.ts'
import { cdk, deploy } from '../support/deploy.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import { nightOf, scratch } from '../support/night.ts'
import type { TableText } from '../support/table-text.ts'
import { withoutMachine } from '../support/tree.ts'

const bed = inject('bed')
const root = scratch('deployed')
const folder = join(root, 'shop')
const settings = `timeZone: Europe/Paris
alarms: { email: ops@example.com }
`

/** The nights, and the tables of each that may have no rows. */
const nights: Readonly<Record<string, readonly string[]>> = {
  // Nobody enters or leaves on the first night of a rule.
  '2026-03-10': ['segment_changes', 'segment_flows', 'segment_history'],
  '2026-03-11': [],
}

const here = folderFiles(join(folder, '.nocturne'))
let engine: Engine
let account: Account
let deployment: Deployment
let lake: Files

beforeAll(async () => {
  engine = await openEngine()
  mkdirSync(folder)
  writeFileSync(join(root, 'deployment.yaml'), settings)
  expect(await main(['sample', folder, '--customers', '200', '--to', '2026-03-10'])).toBe(0)
  const began = performance.now()
  cdk(root, 'bootstrap', `aws://000000000000/${bed.region}`)
  const bootstrapped = performance.now()
  const outputs = deploy(root)
  const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
  console.log(
    `bootstrap ${seconds(began, bootstrapped)} s, deploy ${seconds(bootstrapped, performance.now())} s`,
  )
  deployment = {
    bucket: outputs.Bucket ?? '',
    workGroup: outputs.WorkGroup ?? '',
    database: outputs.Database ?? '',
    sources: outputs.Sources ?? '',
    locations: [],
    tables: [],
  }
  account = sdkAccount()
  lake = account.files(deployment.bucket)
  await upload({ deployment, clients: clientsOf(bed) }, folder)
})
afterAll(() => {
  engine.close()
  rmSync(root, { recursive: true })
})

/** Runs a command in the shop's folder. */
async function nocturne(
  command: Command,
  values: Readonly<Record<string, string | boolean>> = {},
  ...positionals: readonly string[]
) {
  const told = new PassThrough()
  const out = told as unknown as NodeJS.WriteStream
  const io = { cwd: folder, out, err: out, now: new Date(), account: async () => account }
  const code = await command.run({ values: { on: 'aws', ...values }, positionals }, io)
  return { code, out: String(told.read() ?? '') }
}

it('starts no night before a configuration was pushed', async () => {
  await expect(nocturne(start, {}, '2026-03-10')).rejects.toThrow('no configuration was pushed')
})

it('takes the configuration, once', async () => {
  expect((await nocturne(validate)).code).toBe(1)
  expect((await nocturne(push)).out).toContain('The next night uses it.')
  expect((await nocturne(push)).out).toContain('nothing was changed')
  expect(await nocturne(validate)).toMatchObject({
    code: 0,
    out: expect.stringContaining('✓ orders: 1 file'),
  })
})

describe.each(Object.entries(nights))('the night of %s', (asOf, mayBeEmpty) => {
  let expected: Published
  let found: Published

  beforeAll(async () => {
    await nightOf(folder, asOf)
    const began = performance.now()
    const { code, out } = await nocturne(run, { date: asOf })
    console.log(
      `the night of ${asOf}: ${((performance.now() - began) / 1000).toFixed(1)} s\n${out}`,
    )
    expect(code).toBe(0)
    for (const stage of pipeline) expect(out).toContain(`{"stage":"${stage}"`)
    const [mine, theirs] = [await currentNight(here, asOf), await currentNight(lake, asOf)]
    if (!mine || !theirs) throw new Error(`no night of ${asOf}`)
    expected = mine
    found = theirs
  }, 600_000)

  it('publishes the same rows in every table', { timeout: 300_000 }, async () => {
    expect(Object.keys(found.tables).sort()).toEqual(Object.keys(expected.tables).sort())
    const odd: Record<string, string> = {}
    const lines = [`${asOf}: rows of each table, and whether both platforms made them`]
    for (const [table, { location }] of Object.entries(expected.tables)) {
      const files = parquet(join(folder, '.nocturne'), [location])
      const wanted = await duckDbTable(engine.connection, `select * from ${files}`)
      const difference = compareTables(wanted, await publishedTable(table, found))
      const rows = wanted.rows.length
      lines.push(`${String(rows).padStart(6)}  ${difference ? 'NOT ' : 'same'}  ${table}`)
      if (difference) odd[table] = difference
      if (rows === 0 && !mayBeEmpty.includes(table)) odd[table] = 'no rows, which compares nothing'
    }
    console.log(lines.join('\n'))
    expect(odd).toEqual({})
  })

  it('publishes the same report', async () => {
    const keys = await here.list(expected.prefix)
    expect(keys).toContain(`${expected.prefix}/index.html`)
    expect(await lake.list(found.prefix)).toEqual(keys)
    for (const key of keys) {
      const [mine = '', theirs = ''] = [await here.read(key), await lake.read(key)]
      expect(withoutMachine(theirs), key).toBe(withoutMachine(mine))
    }
  })

  it('is not done again', async () => {
    expect((await nocturne(start, { wait: true }, asOf)).out).toContain('is already published')
  })
})

/** What an analyst reads of a night in the stable database. */
async function publishedTable(table: string, { asOf, tables }: Published): Promise<TableText> {
  const columns = tables[table]?.columns ?? []
  const list = columns.map(({ name }) => ident(name)).join(', ')
  const sql = `select ${list} from ${ident(table)} where as_of = date ${literal(asOf)}`
  return { columns, rows: (await account.ask(sql, deployment)).rows }
}

describe('the commands on a deployed shop', () => {
  it('answer questions about one night', async () => {
    const sql = 'select count(*) as customers, min(as_of) as night from customers'
    for (const date of Object.keys(nights)) {
      const asked = `select count(*) from customers where as_of = date '${date}'`
      const [[count] = []] = (await account.ask(asked, deployment)).rows
      expect((await nocturne(query, { csv: true, date }, sql)).out).toBe(
        `customers,night\n${count},${date}\n`,
      )
    }
  })

  it('explain a customer as on this machine', async () => {
    const ask = 'select max(customer_id) as id from customer_rfm'
    const [, id = ''] = (await nocturne(query, { csv: true }, ask)).out.split('\n')
    const deployed = await nocturne(explain, { all: true }, id)
    const told = new PassThrough()
    const out = told as unknown as NodeJS.WriteStream
    const io = { cwd: folder, out, err: out, now: new Date(), account: async () => account }
    await explain.run({ values: { all: true }, positionals: [id] }, io)
    expect(deployed.out).toBe(String(told.read()))
  })

  it('fetch the report', async () => {
    expect((await nocturne(report)).out).toBe(
      '.nocturne/aws/NocturneApp/reports/2026-03-11/1/index.html\n',
    )
  })
})
