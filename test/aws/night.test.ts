/** The night of a shop on Athena: every table, also those on the way, and the report as on this machine. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { main } from '../../functions/cli.ts'
import { lakeEmails } from '../../functions/compiled-emails.ts'
import { reportPrefix, runPrefix } from '../../functions/lake.ts'
import { pipeline } from '../../functions/pipeline.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { parquet } from '../../functions/platform/local/parquet.ts'
import type { Built } from '../../functions/platform/ports.ts'
import { tablesOf } from '../../functions/tables.ts'
import { athenaTable } from '../support/athena-table.ts'
import { type AwsLake, newAwsLake } from '../support/aws-lake.ts'
import { type AwsNight, awsNight, upload } from '../support/aws-night.ts'
import { compareTables } from '../support/compare-tables.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import { nightOf, scratch, shopIn } from '../support/night.ts'
import { sampleNights } from '../support/sample-nights.ts'
import { withoutMachine } from '../support/tree.ts'

const root = scratch('aws-night')
const folder = join(root, 'shop')
const here = folderFiles(join(folder, '.nocturne'))
let engine: Engine
let lake: AwsLake

beforeAll(async () => {
  engine = await openEngine()
  lake = await newAwsLake(inject('bed'))
  expect(await main(['sample', folder, '--customers', '300', '--to', '2026-03-10'])).toBe(0)
  await upload(lake, folder)
})
afterAll(() => {
  engine.close()
  rmSync(root, { recursive: true })
})

// The night after it runs in a deployment.
describe.each(Object.entries(sampleNights).slice(0, 1))('the night of %s', (asOf, mayBeEmpty) => {
  let night: AwsNight
  const asked = new Map<string, number>()

  beforeAll(async () => {
    const { config } = await shopIn(folder, asOf, lakeEmails(lake.files))
    await nightOf(folder, asOf)
    let stage = ''
    night = await awsNight(lake, config, asOf, {
      started(name) {
        stage = name
      },
      finished() {},
      step({ stage: of }) {
        if (of === 'athena') asked.set(stage, (asked.get(stage) ?? 0) + 1)
      },
      warn() {},
    })
    const lines = night.summaries.map((one) => {
      const bytes = `${one.bytes.toLocaleString('en')} bytes`
      return `${one.stage}: ${one.queries} queries, ${one.tables.length} tables, ${bytes}, ${one.seconds} s`
    })
    const all = asked.values().reduce((sum, n) => sum + n, 0)
    console.log([`${asOf}: ${all} queries`, ...lines].join('\n'))
    expect(all, lines.join('\n')).toBeLessThanOrEqual(100)
  }, 600_000)

  it('counts what Athena was asked, and no list that was put without it', () => {
    const counted = night.summaries.map(({ stage, queries }) => [stage, queries])
    expect(counted).toEqual(pipeline.map((stage) => [stage, asked.get(stage) ?? 0]))
  })

  it('gives the same rows in every table', { timeout: 300_000 }, async () => {
    const { run, warehouse } = night
    const described = tablesOf(run.config).map(({ name }) => name)
    const built = await warehouse.built()
    const names = built.map(({ table }) => table)
    const odd: Record<string, string> = Object.fromEntries(
      described.filter((table) => !names.includes(table)).map((table) => [table, 'absent']),
    )
    const lines = [`${asOf}: rows of each table, and whether both platforms made them`]
    for (const one of built) {
      const { table } = one
      const marker = await here.read(`${runPrefix(run)}/_builds/${table}/built.json`)
      const { location } = JSON.parse(marker ?? '{}') as Built
      const expected = await duckDbTable(
        engine.connection,
        `select * from ${parquet(join(folder, '.nocturne'), [location])}`,
      )
      const difference = compareTables(expected, await athenaTable(lake, run, one))
      const rows = expected.rows.length
      lines.push(`${String(rows).padStart(6)}  ${difference ? 'NOT  ' : 'same '}  ${table}`)
      if (difference) odd[table] = difference
      const isDescribed = described.includes(table) && !mayBeEmpty.includes(table)
      if (rows === 0 && isDescribed) odd[table] = 'no rows, which compares nothing'
      if (rows !== one.rows) odd[table] = `${one.rows} rows, says the build`
    }
    console.log(lines.join('\n'))
    expect(odd).toEqual({})
  })

  it('gives the same report', async () => {
    const prefix = reportPrefix(night.run)
    const keys = await here.list(prefix)
    expect(keys).toContain(`${prefix}/index.html`)
    expect(await lake.files.list(prefix)).toEqual(keys)
    for (const key of keys) {
      const [expected = '', found = ''] = [await here.read(key), await lake.files.read(key)]
      expect(withoutMachine(found), key).toBe(withoutMachine(expected))
    }
  })
})
