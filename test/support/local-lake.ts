/** A lake in a folder, for tests that make its tables by hand. */
import { mkdirSync } from 'node:fs'
import { onTestFinished } from 'vitest'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { duckdbWarehouse } from '../../functions/platform/local/warehouse.ts'
import type { TestLake } from './warehouse-lake.ts'

/** The lake; its warehouses are closed when the test has finished. */
export function localLake(folder: string): TestLake & { readonly folder: string } {
  mkdirSync(folder, { recursive: true })
  const files = folderFiles(folder)
  return {
    folder,
    files,
    async warehouse(run, tables) {
      const engine = await openEngine({ threads: 1 })
      onTestFinished(() => engine.close())
      const log = { step() {}, warn() {} }
      const { config } = run
      return duckdbWarehouse({ engine, run, config, tables, sources: {}, files, lake: folder, log })
    },
  }
}
