/** Past nights of a deployed shop: replayed from here on Athena, and compared with one another. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { parse, stringify } from 'yaml'
import { main } from '../../functions/cli.ts'
import type { Account } from '../../functions/commands/aws/account.ts'
import { objectOf, pushConfig } from '../../functions/commands/aws/push-config.ts'
import { sdkAccount } from '../../functions/commands/aws/sdk-account.ts'
import { diff } from '../../functions/commands/diff.ts'
import { replay } from '../../functions/commands/replay.ts'
import { lakeEmails } from '../../functions/compiled-emails.ts'
import { currentNight, publishedNights } from '../../functions/lake.ts'
import { databaseAt, nameAt } from '../../functions/platform/aws/places.ts'
import { ident } from '../../functions/platform/sql.ts'
import { replayed } from '../../functions/replay.ts'
import type { PublishedTable } from '../../functions/stage.ts'
import { type AwsLake, newAwsLake } from '../support/aws-lake.ts'
import { awsNight, upload } from '../support/aws-night.ts'
import { compareTables } from '../support/compare-tables.ts'
import { nightOf, scratch, shopIn } from '../support/night.ts'
import { tell } from '../support/tell.ts'
import { withoutMachine } from '../support/tree.ts'

const root = scratch('aws-replay')
const folder = join(root, 'shop')
const nights = ['2026-03-10', '2026-03-11']
const date = '2026-03-11'
let lake: AwsLake
let account: Account

beforeAll(async () => {
  lake = await newAwsLake(inject('bed'))
  expect(await main(['sample', folder, '--customers', '60', '--to', '2026-03-10'])).toBe(0)
  const path = join(folder, 'nocturne.yaml')
  writeFileSync(path, withoutMost(readFileSync(path, 'utf8')))
  await upload(lake, folder)
  const shop = await shopIn(folder, date, lakeEmails(lake.files))
  await pushConfig(lake.files, objectOf(shop), new Date('2026-03-09'))
  for (const night of nights) {
    await awsNight(lake, shop.config, night, { started() {}, finished() {}, step() {}, warn() {} })
    await nightOf(folder, night)
  }
  const { bucket, workGroup, database, sources } = lake.deployment
  const outputs = {
    ...{ Bucket: bucket, WorkGroup: workGroup, Database: database, Sources: sources },
    StateMachine: 'arn:aws:states:eu-west-1:000000000000:stateMachine:Night',
  }
  account = { ...sdkAccount(), stack: async () => ({ status: 'CREATE_COMPLETE', outputs }) }
}, 600_000)
afterAll(() => rmSync(root, { recursive: true }))

/** The configuration with orders, customers and rates alone: three nights of all sources take minutes. */
function withoutMost(yaml: string): string {
  const { version, company, sources, attributes } = parse(yaml)
  const { orders, customers, fx_rates } = sources
  return stringify({ version, company, attributes, sources: { orders, customers, fx_rates } })
}

const aws = (command: typeof replay, positionals: readonly string[], values = {}) =>
  tell(folder, command, positionals, { on: 'aws', ...values }, async () => account)

it('a replay gives the tables and the report of the night', { timeout: 600_000 }, async () => {
  const { code, out } = await aws(replay, [date], { name: 'again' })
  console.log(out)
  expect(code).toBe(0)
  expect(out).toContain('"differs":{"segments":[],"stages":[],"tiers":[]}')
  const path = `.nocturne/aws/NocturneApp/replays/again/reports/${date}/1/index.html`
  expect(out.trimEnd().split('\n').at(-1)).toBe(path)

  const [was, is] = [await currentNight(lake.files, date), await replayed(lake.files, 'again')]
  if (!was || !is) throw new Error('no pointer')
  expect(Object.keys(is.tables).sort()).toEqual(Object.keys(was.tables).sort())
  const odd: Record<string, string> = {}
  for (const [name, table] of Object.entries(was.tables)) {
    const other = is.tables[name] as PublishedTable
    const difference = compareTables(await rowsOf(table), await rowsOf(other))
    if (difference) odd[name] = difference
    if (other.rows !== table.rows) odd[name] = `${other.rows} rows, not ${table.rows}`
  }
  expect(odd).toEqual({})
  for (const key of await lake.files.list(was.prefix)) {
    const file = key.split('/').at(-1)
    const [mine = '', theirs = ''] = [
      await lake.files.read(key),
      await lake.files.read(`${is.prefix}/${file}`),
    ]
    const bare = (html: string) => withoutMachine(html).replace(/(<dt>Run<\/dt><dd>)[^<]*/g, '$1')
    expect(bare(theirs), key).toBe(bare(mine))
  }
  expect((await publishedNights(lake.files)).map(({ asOf }) => asOf)).toEqual(nights)

  expect((await aws(replay, [date], { name: 'again' })).out).toContain('already replayed')
  expect(JSON.parse((await aws(diff, [date, 'replay:again'], { json: true })).out)).toMatchObject({
    customers: { entered: 0, left: 0 },
  })
})

it('a diff of two nights is the diff on this machine', { timeout: 300_000 }, async () => {
  const [there, here] = [
    await aws(diff, nights, { json: true }),
    await tell(folder, diff, nights, { json: true }),
  ]
  expect(JSON.parse(there.out)).toEqual(JSON.parse(here.out))
  expect(JSON.parse(there.out).customers.customers.after).toBe(60)
})

async function rowsOf({ location, columns }: PublishedTable) {
  const list = columns.map(({ name }) => ident(name)).join(', ')
  const database = databaseAt(lake.deployment.database, location)
  const from = `${ident(database)}.${ident(nameAt(location))}`
  const { rows } = await account.ask(`select ${list} from ${from}`, lake.deployment)
  return { columns, rows }
}
