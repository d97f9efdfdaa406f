/** What is still kept of the tables of published nights. */
import { z } from 'zod'
import { stageKey } from './lake.ts'
import type { Files } from './platform/ports.ts'
import type { Published } from './stage.ts'

/**
 * Tables of a published night that had rows and whose files are gone; of those named, or of all. A table without rows
 * may have no file.
 */
export async function goneTables(
  files: Files,
  { tables }: Published,
  names: readonly string[] = Object.keys(tables),
): Promise<readonly string[]> {
  const filled = names.flatMap((name) => {
    const { location, rows } = tables[name] ?? { location: '', rows: 0 }
    return rows > 0 ? [{ name, location }] : []
  })
  const attempts = new Set(filled.map(({ location }) => location.split('/').slice(0, -2).join('/')))
  const keys = (await Promise.all([...attempts].map((prefix) => files.list(prefix)))).flat()
  const folders = new Set(keys.map((key) => key.slice(0, key.lastIndexOf('/'))))
  return filled.filter(({ location }) => !folders.has(location)).map(({ name }) => name)
}

/** The published tables that a night’s ingest made; none when its marker is gone. */
export async function stagedTables(files: Files, night: Published): Promise<readonly string[]> {
  const text = await files.read(stageKey(night, 'ingest'))
  if (text === undefined) return []
  const { tables } = stageMarker.parse(JSON.parse(text))
  return tables.filter((name) => night.tables[name])
}

const stageMarker = z.object({ tables: z.array(z.string()) })
