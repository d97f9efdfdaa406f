/** A night that a test makes up of some tables, published as if it had run. */
import { join } from 'node:path'
import type { Config } from '../../functions/config.ts'
import { publishedKey, runOf } from '../../functions/lake.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { localPlatform } from '../../functions/platform/local/platform.ts'
import type { Row } from '../../functions/platform/ports.ts'
import type { Published } from '../../functions/stage.ts'
import { tablesOf } from '../../functions/tables.ts'

/** Publishes rows as the tables of a night; what a row leaves out is null. */
export async function publishTables(
  folder: string,
  config: Config,
  asOf: string,
  tables: Readonly<Record<string, readonly Row[]>>,
): Promise<void> {
  const lake = join(folder, '.nocturne')
  const files = folderFiles(lake)
  const run = runOf({ asOf, attempt: 1, config, configHash: '' })
  const log = { step() {}, warn() {} }
  const { warehouse, close } = await localPlatform({ run, lake, files, log, sources: {} })
  const published: Record<string, Published['tables'][string]> = {}
  for (const [name, rows] of Object.entries(tables)) {
    const columns = tablesOf(config).find((one) => one.name === name)?.columns ?? []
    const empty = Object.fromEntries(columns.map((column) => [column.name, null]))
    const built = await warehouse.write(
      name,
      rows.map((row) => ({ ...empty, ...row })),
    )
    published[name] = { location: built.location, rows: built.rows, columns }
  }
  await close()
  const night: Published = {
    ...{ asOf, attempt: 1, prefix: `reports/${asOf}/1`, configHash: '', closesAt: run.closesAt },
    ...{ tables: published, rules: {} },
  }
  await files.putIfAbsent(publishedKey(run), JSON.stringify(night))
}
