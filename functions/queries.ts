/** The text of the queries, by table or check name. */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

const folder = join(import.meta.dirname, '../queries')

/** Names of all query files, and where each stands below `queries/`. */
export const queryFiles: ReadonlyMap<string, string> = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => [basename(file, '.sql'), file]),
)

/** The SQL of a query file, e.g. `queryText('customer_rfm')`. Throws when there is no such file. */
export function queryText(name: string): string {
  const file = queryFiles.get(name)
  if (!file) throw new Error(`no query ${name} below queries/`)
  return readFileSync(join(folder, file), 'utf8')
}

/** Names of the checks: every file of `queries/checks/`. */
export const checkNames: readonly string[] = [...queryFiles]
  .filter(([, file]) => file.startsWith('checks'))
  .map(([name]) => name)
