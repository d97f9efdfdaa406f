import { rmSync } from 'node:fs'
import { describe, onTestFinished } from 'vitest'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { duckdbWarehouse } from '../../functions/platform/local/warehouse.ts'
import { scratch } from '../support/night.ts'
import { warehouseContract } from '../support/warehouse-contract.ts'
import type { TestLake } from '../support/warehouse-lake.ts'

describe('a warehouse over a folder', () => warehouseContract(newLake))

async function newLake(): Promise<TestLake> {
  const lake = scratch('lake')
  const files = folderFiles(lake)
  onTestFinished(() => rmSync(lake, { recursive: true }))
  return {
    files,
    async warehouse(run, tables) {
      const engine = await openEngine({ threads: 1 })
      onTestFinished(() => engine.close())
      const log = { step() {}, warn() {} }
      const { config } = run
      return duckdbWarehouse({ engine, run, config, tables, sources: {}, files, lake, log })
    },
  }
}
