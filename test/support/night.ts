/** Nights for tests: run as `run` runs them, silently, in a folder of their own. */
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../../functions/config-file.ts'
import { currentNight } from '../../functions/lake.ts'
import { localNight, type Outcome } from '../../functions/local-night.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { openNight } from '../../functions/platform/local/reader.ts'
import { lakeFolder } from '../../functions/platform/local/sources.ts'

/** A folder that a test may fill. */
export const scratch = (name: string) => mkdtempSync(join(tmpdir(), `nocturne-${name}-`))

/** Runs the night of a date over the `nocturne.yaml` of a folder. */
export async function nightOf(
  folder: string,
  asOf: string,
  options: { readonly threads?: number } = {},
): Promise<Outcome> {
  const { config } = readConfig(
    readFileSync(join(folder, 'nocturne.yaml'), 'utf8'),
    'nocturne.yaml',
  )
  return localNight({
    ...options,
    config,
    folder,
    asOf,
    lake: lakeFolder(config, folder),
    watch: { started() {}, finished() {}, step() {}, warn() {} },
  })
}

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
