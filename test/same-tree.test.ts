/** Same input, same tree: however often it is run, whatever the order of rows. */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { main } from '../functions/cli.ts'
import { seeded } from '../functions/domain/math/random.ts'
import { nightOf, scratch } from './support/night.ts'
import { differences, type Tree, treeOf } from './support/tree.ts'

const nights = ['2026-03-10', '2026-03-11'] as const
const folder = join(scratch('tree'), 'shop')
const trees: Tree[] = []

beforeAll(async () => {
  await main(['sample', folder, '--customers', '800', '--to', nights[0]])
  trees.push(...(await bothNights(folder)))
}, 120_000)

describe('a night', () => {
  it('is not done again when nothing changed', { timeout: 60_000 }, async () => {
    expect((await nightOf(folder, nights[1])).status).toBe('published')
    expect(differences(trees[1] ?? {}, await treeOf(join(folder, '.nocturne')))).toEqual([])
  })

  it('gives the same tree in another lake', { timeout: 60_000 }, async () => {
    const other = copy('again')
    expect(differencesOf(await bothNights(other))).toEqual([[], []])
  })

  it('gives the same tables when rows are shuffled within files', { timeout: 60_000 }, async () => {
    const other = copy('shuffled')
    const random = seeded(7)
    for (const file of readdirSync(other).filter((name) => /\.(csv|jsonl)(\.gz)?$/.test(name))) {
      shuffle(join(other, file), random)
    }
    expect(differencesOf(await bothNights(other))).toEqual([[], []])
  })

  it('gives the same tree on one thread and on four', { timeout: 120_000 }, async () => {
    for (const threads of [1, 4]) {
      expect(differencesOf(await bothNights(copy(`threads-${threads}`), threads))).toEqual([[], []])
    }
  })
})

async function bothNights(shop: string, threads?: number): Promise<readonly Tree[]> {
  const made: Tree[] = []
  for (const night of nights) {
    await nightOf(shop, night, threads === undefined ? {} : { threads })
    made.push(await treeOf(join(shop, '.nocturne')))
  }
  return made
}

const differencesOf = (others: readonly Tree[]) =>
  others.map((tree, i) => differences(trees[i] ?? {}, tree))

function copy(name: string): string {
  const other = join(scratch(name), 'shop')
  cpSync(folder, other, { recursive: true })
  rmSync(join(other, '.nocturne'), { recursive: true, force: true })
  return other
}

/** Lines after the header in another order. */
function shuffle(path: string, random: () => number) {
  const packed = path.endsWith('.gz')
  const text = (packed ? gunzipSync(readFileSync(path)) : readFileSync(path)).toString('utf8')
  const lines = text.split('\n').filter((line) => line !== '')
  const head = /\.csv/.test(path) ? lines.splice(0, 1) : []
  for (let i = lines.length - 1; i > 0; i -= 1) {
    const j = Math.floor(random() * (i + 1))
    ;[lines[i], lines[j]] = [lines[j] ?? '', lines[i] ?? '']
  }
  const body = `${[...head, ...lines].join('\n')}\n`
  writeFileSync(path, packed ? gzipSync(body) : body)
}
