/**
 * Whether a large night is the same on any number of threads and in any order of files: `npm run same-tree`.
 * A hundred thousand customers with a million orders in four Parquet files, two nights each.
 */
import { renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { nightOf } from '../test/support/night.ts'
import { differences, type Tree, type TreeOptions, treeOf } from '../test/support/tree.ts'
import { makeLargeShop } from './large-shop.ts'

const files = 4
const nights = ['2026-03-10', '2026-03-11'] as const
const folder = join(import.meta.dirname, '../bench/same-tree')
await makeLargeShop(folder, 100_000, files)

let odd = 0
const first = await trees(1)
for (const threads of [1, 2, 4]) compare(`${threads} threads`, first, await trees(threads))
const unnamed = await trees(2, { without: 'file' })
swapFiles()
compare('files in another order', unnamed, await trees(2, { without: 'file' }))
swapFiles()
process.exitCode = odd === 0 ? 0 : 1

async function trees(threads: number, options: TreeOptions = {}): Promise<readonly Tree[]> {
  rmSync(join(folder, '.nocturne'), { recursive: true, force: true })
  const made: Tree[] = []
  for (const night of nights) {
    await nightOf(folder, night, { threads })
    made.push(await treeOf(join(folder, '.nocturne'), options))
  }
  return made
}

function compare(name: string, expected: readonly Tree[], others: readonly Tree[]) {
  const names = others.flatMap((tree, i) => differences(expected[i] ?? {}, tree))
  odd += names.length
  console.log(
    `${name}: ${names.length === 0 ? 'the same trees' : `differs in ${names.join(', ')}`}`,
  )
}

/** The first file becomes the last and the last the first: all stays as it was but the names of the rows’ files. */
function swapFiles() {
  const [one, other, between] = [1, files, 'swap'].map((name) =>
    join(folder, `orders-${name}.parquet`),
  )
  if (!one || !other || !between) return
  renameSync(one, between)
  renameSync(other, one)
  renameSync(between, other)
}
