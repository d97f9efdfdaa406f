/** Nights for tests: run as `run` runs them, silently, in a folder of their own. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { attachShop } from '../../functions/commands/attach-shop.ts'
import { loadShop } from '../../functions/commands/load.ts'
import type { EmailStore } from '../../functions/compiled-emails.ts'
import { currentNight } from '../../functions/lake.ts'
import { localNight, type Outcome } from '../../functions/local-night.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { openNight } from '../../functions/platform/local/reader.ts'
import { sharedSalt } from './salt.ts'

/** A folder that a test may fill. */
export const scratch = (name: string) => mkdtempSync(join(tmpdir(), `nocturne-${name}-`))

/** Runs the night of a date over the `nocturne.yaml` of a folder. */
export async function nightOf(
  folder: string,
  asOf: string,
  options: { readonly threads?: number } = {},
): Promise<Outcome> {
  const { config, lake, files } = await shopIn(folder, asOf)
  await sharedSalt(files)
  return localNight({
    ...options,
    config,
    folder,
    asOf,
    lake,
    watch: { started() {}, finished() {}, step() {}, warn() {} },
  })
}

/** The shop of a folder as a night of a date takes it, with its calendars and templates. */
export const shopIn = (folder: string, asOf: string, emails?: EmailStore) =>
  attachShop(
    loadShop({ values: {} }, { cwd: folder }),
    { now: new Date(`${asOf}T00:00:00Z`) },
    emails,
  )

/** Rows of a question to the night in force, as text. */
export async function ask(
  folder: string,
  sql: string,
  lake = join(folder, '.nocturne'),
): Promise<readonly Readonly<Record<string, string | null>>[]> {
  const night = await currentNight(folderFiles(lake))
  if (!night) throw new Error(`no night in ${lake}`)
  const reader = await openNight(lake, night)
  try {
    const { names, rows } = await reader.ask(sql)
    return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])))
  } finally {
    reader.close()
  }
}
