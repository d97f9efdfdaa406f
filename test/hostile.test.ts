/**
 * Files and configs that mean no good, each a folder below `hostile/`: a config, its files or a `make.ts` that writes
 * them, and in `expect/` either tables of the night or the message that ends it. The command runs as a person runs it.
 */
import { spawn } from 'node:child_process'
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { printable } from '../functions/terminal.ts'
import { compareTables } from './support/compare-tables.ts'
import { ask, scratch } from './support/night.ts'
import { parseTable } from './support/table-text.ts'
import { differences, treeOf } from './support/tree.ts'

const root = join(import.meta.dirname, 'hostile')
const command = join(import.meta.dirname, '../bin/nocturne.js')
const date = '2026-03-10'

const place = realpathSync(scratch('hostile'))
afterAll(() => rmSync(place, { recursive: true, force: true }))

const names = readdirSync(root).sort()
const stopped = names.filter((name) => existsSync(join(root, name, 'expect/message.txt')))
const done = names.filter((name) => !stopped.includes(name))

describe('a night that goes on', () => {
  it.each(done)('%s', { timeout: 60_000 }, async (name) => {
    const { folder, config } = await copyOf(name)
    const { code, errors } = await run(config)
    expect(errors).toBe('')
    expect(code).toBe(0)
    for (const file of readdirSync(join(root, name, 'expect'))) {
      const expected = parseTable(readFileSync(join(root, name, 'expect', file), 'utf8'))
      const columns = expected.columns.map((column) => column.name)
      const rows = await ask(
        folder,
        `select ${columns.map((column) => `"${column}"`).join(', ')} from ${basename(file, '.csv')}`,
      )
      const actual = {
        columns: columns.map((column) => ({ name: column })),
        rows: rows.map((row) => columns.map((column) => row[column] ?? null)),
      }
      expect(compareTables(expected, actual), file).toBeUndefined()
    }
  })
})

describe('a night that a person must act on', () => {
  it.each(stopped)('%s', { timeout: 60_000 }, async (name) => {
    const { folder, config } = await copyOf(name)
    const { code, errors } = await run(config)
    const message = readFileSync(join(root, name, 'expect/message.txt'), 'utf8')
    expect(errors.replaceAll(folder, '<folder>')).toBe(message)
    expect(code).toBe(1)
    expect(errors).not.toMatch(/^\s+at /m)
    expect(existsSync(join(folder, '.nocturne/published'))).toBe(false)
  })
})

describe('two at once', () => {
  it('end with the same night', { timeout: 120_000 }, async () => {
    const alone = await copyOf('duplicate-keys')
    expect((await run(alone.config)).code).toBe(0)
    const { folder, config } = await copyOf('duplicate-keys')
    const both = await Promise.all([run(config), run(config)])
    expect(both.map(({ errors }) => errors)).toEqual(['', ''])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const [one, other] = [
      await treeOf(join(alone.folder, '.nocturne')),
      await treeOf(join(folder, '.nocturne')),
    ]
    expect(differences(one, other)).toEqual([])
  })
})

let copies = 0

/** A copy of a case, made ready. The config may lie deeper than the case. */
async function copyOf(name: string) {
  copies += 1
  const folder = join(place, String(copies))
  cpSync(join(root, name), folder, {
    recursive: true,
    filter: (path) => !['make.ts', 'expect'].includes(basename(path)),
  })
  const maker = join(root, name, 'make.ts')
  if (existsSync(maker)) {
    const { make }: { make: (folder: string) => void | Promise<void> } = await import(maker)
    await make(folder)
  }
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const config = found.find((file) => basename(file) === 'nocturne.yaml') ?? 'nocturne.yaml'
  return { folder, config: join(folder, config) }
}

/** The command in a process of its own. */
function run(config: string): Promise<{ code: number | null; errors: string }> {
  const child = spawn(process.execPath, [command, 'run', '--date', date, '--config', config], {
    env: { PATH: process.env.PATH, NO_COLOR: '1', TZ: 'Pacific/Apia' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let errors = ''
  child.stderr.setEncoding('utf8')
  child.stderr.on('data', (text: string) => {
    errors += text
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, errors }))
  })
}
