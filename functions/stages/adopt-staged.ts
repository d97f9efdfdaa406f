/** What a replay does in place of reading the shop’s files: takes what that night staged, as it lies. */
import { severalAtOnce } from '../concurrency.ts'
import type { Platform } from '../platform/ports.ts'
import type { Done, Published } from '../stage.ts'
import { stagedTables } from '../stored.ts'
import { sendsTables } from '../tables/sends.ts'

/** Takes the tables that a night’s ingest has made. */
export async function adoptStaged(night: Published, { warehouse, files }: Platform): Promise<Done> {
  const staged = await stagedTables(files, night)
  await severalAtOnce(staged, warehouse.sideBySide, async (name) => {
    const table = night.tables[name]
    if (table) await warehouse.adopt(name, table)
  })
  // Nights of before there were campaigns held nothing back, others of before it was looked sent nothing and left nobody out.
  const later = ['releases', 'erased_profiles', 'erased_customers']
  for (const name of [...later, ...sendsTables.map((table) => table.name)])
    if (!staged.includes(name)) await warehouse.write(name, [])
  return {
    text: `${staged.length} tables as ${night.asOf}-${night.attempt} staged them`,
    rows: { tables: staged.length },
  }
}
