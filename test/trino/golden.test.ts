/** The golden night: two nights of the sample shop give the same rows and the same report on both engines. */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { main } from '../../functions/cli.ts'
import { reportPrefix, runPrefix } from '../../functions/lake.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { parquet } from '../../functions/platform/local/parquet.ts'
import type { Built } from '../../functions/platform/ports.ts'
import type { Run } from '../../functions/stage.ts'
import { tablesOf } from '../../functions/tables.ts'
import { compareTables } from '../support/compare-tables.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import { nightOf, scratch } from '../support/night.ts'
import { sampleNights } from '../support/sample-nights.ts'
import { putSampleSends } from '../support/sample-sends.ts'
import type { TableText } from '../support/table-text.ts'
import { withoutMachine } from '../support/tree.ts'
import { trinoNight } from '../support/trino-night.ts'
import type { TrinoWarehouse } from '../support/trino-warehouse.ts'

const root = scratch('golden')
const folder = join(root, 'shop')
const lake = join(folder, '.nocturne')
const [here, there] = [folderFiles(lake), folderFiles(join(root, 'trino'))]
let engine: Engine

beforeAll(async () => {
  engine = await openEngine()
  expect(await main(['sample', folder, '--customers', '300', '--to', '2026-03-10'])).toBe(0)
})
/** Trino's tables lie elsewhere than the files of its lake: it takes the night before for gone, and reads all again. */
const readAgain = 'new_sends'

afterAll(() => {
  engine.close()
  rmSync(root, { recursive: true })
})

describe.each(Object.entries(sampleNights))('the night of %s', (asOf, mayBeEmpty) => {
  let run: Run
  let trino: TrinoWarehouse

  beforeAll(async () => {
    for (const files of [here, there]) await putSampleSends(files, asOf)
    const outcome = await nightOf(folder, asOf)
    if (outcome.status !== 'done') throw new Error(`the night is ${outcome.status}`)
    run = outcome.run
    const local = { run, folder, lake }
    trino = await trinoNight({ servers: inject('servers'), lake: 'golden', files: there, local })
  }, 600_000)

  it('gives the same rows in every table', { timeout: 300_000 }, async () => {
    const described = tablesOf(run.config).map(({ name }) => name)
    const built = (await trino.built()).map(({ table }) => table)
    const unbuilt = described.filter((table) => !built.includes(table))
    const odd: Record<string, string> = Object.fromEntries(unbuilt.map((name) => [name, 'absent']))
    const lines = [`${asOf}: rows of each table, and whether both engines made them`]
    for (const table of built.filter((name) => !/^raw_/.test(name) && name !== readAgain)) {
      const expected = await localTable(engine, run, table)
      const difference = compareTables(expected, await trino.table(table))
      const rows = expected.rows.length
      lines.push(`${String(rows).padStart(6)}  ${difference ? 'NOT  ' : 'same '}  ${table}`)
      if (difference) odd[table] = difference
      const isDescribed = described.includes(table) && !mayBeEmpty.includes(table)
      if (rows === 0 && isDescribed) odd[table] = 'no rows, which compares nothing'
    }
    console.log(lines.join('\n'))
    expect(odd).toEqual({})
  })

  it('gives the same report', async () => {
    const keys = await here.list(reportPrefix(run))
    expect(keys).toContain(`${reportPrefix(run)}/index.html`)
    expect(await there.list(reportPrefix(run))).toEqual(keys)
    for (const key of keys) {
      const [expected = '', found = ''] = [await here.read(key), await there.read(key)]
      expect(withoutMachine(found), key).toBe(withoutMachine(expected))
    }
  })
})

async function localTable(engine: Engine, run: Run, table: string): Promise<TableText> {
  const marker = await here.read(`${runPrefix(run)}/_builds/${table}/built.json`)
  const { location } = JSON.parse(marker ?? '{}') as Built
  return duckDbTable(engine.connection, `select * from ${parquet(lake, [location])}`)
}
