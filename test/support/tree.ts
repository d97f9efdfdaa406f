/** What a published night holds, as digests that no order of rows changes: the same tree, or what differs. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { currentNight } from '../../functions/lake.ts'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { parquet } from '../../functions/platform/local/parquet.ts'
import { ident } from '../../functions/platform/sql.ts'
import type { Published } from '../../functions/stage.ts'

/** Table or report file to its digest. */
export type Tree = Readonly<Record<string, string>>

export interface TreeOptions {
  /** The night; the one in force when absent. */
  readonly date?: string
  /** A column that may differ, such as the file that a row came from. */
  readonly without?: string
}

/** The tree of a night. Fails when a table that the pointer names can’t be read. */
export async function treeOf(lake: string, { date, without }: TreeOptions = {}): Promise<Tree> {
  const night = await currentNight(folderFiles(lake), date)
  if (!night) throw new Error(`no published night in ${lake}`)
  return treeOfNight(lake, night, without)
}

/** The tree of what a pointer names, of a night or a replay. */
export async function treeOfNight(lake: string, night: Published, without = ''): Promise<Tree> {
  const engine = await openEngine()
  const tree: Record<string, string> = {}
  for (const [name, { location, rows, columns }] of Object.entries(night.tables)) {
    const compared = columns.filter((column) => column.name !== without)
    const [digest] = await engine.rows(
      `select count(*) as "rows", cast(sum(cast(hash(t) as hugeint)) as varchar) as digest
      from (select ${compared.map((column) => ident(column.name)).join(', ')}
      from ${parquet(lake, [location])}) as t`,
    )
    if (digest?.rows !== rows)
      throw new Error(`${name}: ${digest?.rows} rows, the pointer says ${rows}`)
    const shape = columns.map((column) => `${column.name} ${column.type}`).join(', ')
    tree[name] = `${digest.rows} rows ${digest.digest} (${shape})`
  }
  engine.close()
  for (const file of readdirSync(join(lake, night.prefix)).sort()) {
    tree[`report/${file}`] = withoutSeconds(readFileSync(join(lake, night.prefix, file), 'utf8'))
  }
  return tree
}

/** Names of what two trees hold differently. */
export const differences = (one: Tree, other: Tree): readonly string[] =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])]
    .filter((name) => one[name] !== other[name])
    .sort()

/** The report without the seconds in its foot. */
export const withoutSeconds = (html: string) =>
  html.replace(/(<dt>Seconds before this page<\/dt><dd>)[^<]*/g, '$1')

/** The report without what its foot says of the platform either: its queries and what they cost. */
export const withoutMachine = (html: string) =>
  withoutSeconds(html)
    .replace(/(<dt>Queries<\/dt><dd>)[^<]*/g, '$1')
    .replace(/<div><dt>Cost<\/dt><dd>[^<]*<\/dd><\/div>/g, '')
