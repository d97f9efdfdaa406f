import { rmSync } from 'node:fs'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { scratch } from '../support/night.ts'
import { trinoWarehouse } from '../support/trino-warehouse.ts'
import { warehouseContract } from '../support/warehouse-contract.ts'
import { runAt, type TestLake } from '../support/warehouse-lake.ts'

const { trino: url, s3, bucket } = inject('servers')
let lakes = 0

describe('a warehouse over Trino', () => {
  warehouseContract(newLake)

  it('refuses what Athena would: a query that is too long', async () => {
    const warehouse = await (await newLake()).warehouse(runAt('2026-03-10'), [])
    await expect(warehouse.read(`select '${'x'.repeat(262_144)}' as a`)).rejects.toThrow(
      'Athena takes 262144',
    )
  })
})

async function newLake(): Promise<TestLake> {
  const folder = scratch('lake')
  const files = folderFiles(folder)
  onTestFinished(() => rmSync(folder, { recursive: true }))
  lakes += 1
  const lake = `contract_${lakes}`
  return {
    files,
    warehouse: (run, tables) => trinoWarehouse({ url, s3, bucket, lake, run, files, tables }),
  }
}
