import { rmSync } from 'node:fs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { localLake } from '../support/local-lake.ts'
import { scratch } from '../support/night.ts'
import { warehouseContract } from '../support/warehouse-contract.ts'
import { adoptContract } from '../support/warehouse-contract-adopt.ts'
import { publishRun, runAt, type TestLake, tableOf } from '../support/warehouse-lake.ts'

describe('a warehouse over a folder', () => {
  warehouseContract(newLake)
  adoptContract(newLake)

  it('puts tables where their class is, and those that nobody described with the personal ones', async () => {
    const names = ['personal', 'results', 'journals'] as const
    const tables = names.map((name) => tableOf(`of_${name}`, 'id varchar who', name))
    const warehouse = await (await newLake()).warehouse(runAt('2026-03-10', 2), tables)
    for (const { name } of tables) await warehouse.build(name, "select 'a' as id")
    await warehouse.build('undescribed', 'select 1 as n')
    expect((await warehouse.built()).map(({ location }) => location)).toEqual([
      'personal/2026-03-10/2/of_personal/1',
      'results/2026-03-10/2/of_results/1',
      'journals/2026-03-10/2/of_journals/1',
      'personal/2026-03-10/2/undescribed/1',
    ])
  })

  it('reads nothing of earlier nights that were let go', async () => {
    const lake = await newLake()
    const tables = [tableOf('people', 'id varchar who'), tableOf('kpis', 'n bigint n', 'journals')]
    const first = runAt('2026-03-10')
    const warehouse = await lake.warehouse(first, tables)
    await warehouse.write('people', [{ id: 'a' }])
    await warehouse.write('kpis', [{ n: 1 }])
    const previous = await publishRun(lake, first, warehouse, tables)
    const none = '2026-03-11'
    const kept = {
      ...{ personal: none, raw: none, results: none, reports: none, runs: none, journals: none },
    }
    await warehouse.publish(previous, kept)
    const tonight = await lake.warehouse(runAt('2026-03-11', 1, previous), tables)
    expect(await tonight.read('select id from previous_people')).toEqual([])
    expect(await tonight.read('select n from past_kpis')).toEqual([])
  })
})

async function newLake(): Promise<TestLake> {
  const folder = scratch('lake')
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return localLake(folder)
}
