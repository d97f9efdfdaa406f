/** What a replay does in place of reading the shop’s files: takes what that night staged, as it lies. */
import { severalAtOnce } from '../concurrency.ts'
import type { Platform } from '../platform/ports.ts'
import type { Done, Published } from '../stage.ts'
import { stagedTables } from '../stored.ts'

/** Takes the tables that a night’s ingest has made. */
export async function adoptStaged(night: Published, { warehouse, files }: Platform): Promise<Done> {
  const staged = await stagedTables(files, night)
  await severalAtOnce(staged, warehouse.sideBySide, async (name) => {
    const table = night.tables[name]
    if (table) await warehouse.adopt(name, table)
  })
  // Nights of before there were campaigns held nothing back, and others left nobody out.
  for (const table of ['releases', 'erased_profiles', 'erased_customers'])
    if (!staged.includes(table)) await warehouse.write(table, [])
  return {
    text: `${staged.length} tables as ${night.asOf}-${night.attempt} staged them`,
    rows: { tables: staged.length },
  }
}
