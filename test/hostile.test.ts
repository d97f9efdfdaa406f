/**
 * What shops' files and configs can do to a night. A case is a folder below test/hostile: nocturne.yaml, its files or a
 * make.ts that writes them, date.txt, and in expect/ tables and message.txt: the exit code and all that is said but for
 * what every night says. To add one, add a folder: what is missing in expect/ is written, to be read before it is kept.
 */
import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../functions/platform/local/engine.ts'
import { parquet } from '../functions/platform/local/parquet.ts'
import { ident } from '../functions/platform/sql.ts'
import { printable } from '../functions/terminal.ts'
import { compareTables } from './support/compare-tables.ts'
import { scratch } from './support/night.ts'
import { parseTable, type TableText } from './support/table-text.ts'

const cases = join(import.meta.dirname, 'hostile')
const nocturne = join(import.meta.dirname, '../bin/nocturne.js')
const place = realpathSync(scratch('hostile'))
afterAll(() => rmSync(place, { recursive: true }))

describe('a night over', () => {
  for (const name of readdirSync(cases).sort()) {
    it.concurrent(name.replaceAll('-', ' '), { timeout: 120_000 }, async () => {
      const folder = await copyOf(name)
      const { code, said } = await nightOf(folder, textOf(join(cases, name, 'date.txt')).trim())
      expect(said).not.toMatch(/^ {4}at /m)
      expect(said).not.toContain(place)
      expect(code).toBeOneOf([0, 1])
      const written = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      expect(written.some((path) => basename(path) === 'published')).toBe(code === 0)
      expectText(join(cases, name, 'expect/message.txt'), `exit ${code}\n${messagesIn(said)}`)

      const engine = await openEngine({ threads: 1 })
      try {
        expect(await unaccounted({ engine, folder, written })).toEqual([])
        for (const [file, header] of tablesOf(join(cases, name, 'expect'), code)) {
          const found = await tableOf({ engine, folder, written }, basename(file, '.csv'), header)
          expectTable(join(cases, name, 'expect', file), found)
        }
      } finally {
        engine.close()
      }
    })
  }
})

/** A copy of a case, made ready, in a folder whose name is as hostile as any. */
async function copyOf(name: string): Promise<string> {
  const folder = join(place, name, "the shop's [1] Läden")
  cpSync(join(cases, name), folder, {
    recursive: true,
    filter: (path) => !['make.ts', 'expect', 'date.txt'].includes(basename(path)),
  })
  const maker = join(cases, name, 'make.ts')
  if (existsSync(maker)) {
    const { make }: { make: (folder: string) => void | Promise<void> } = await import(maker)
    await make(folder)
  }
  return folder
}

/** The command in a process of its own, far from the shop’s zone. The config may lie deeper than the case. */
async function nightOf(folder: string, date: string) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const config = files.find((path) => basename(path) === 'nocturne.yaml') ?? ''
  const child = spawn(process.execPath, [nocturne, 'run', '--date', date], {
    cwd: join(folder, dirname(config)),
    env: { PATH: process.env.PATH, NO_COLOR: '1', TZ: 'Pacific/Apia' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve)
  })
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await ended, said: out + errors }
}

/** All but the stages, what is empty in so small a shop, and where the report lies. */
const messagesIn = (said: string) =>
  said
    .split('\n')
    .filter((line) => !/^\{"stage":|^\{"warning":"segment |\/index\.html$/.test(line))
    .join('\n')

/** The tables of the only night of a folder, published or not. */
interface Tables {
  readonly engine: Engine
  readonly folder: string
  /** Paths below the folder. */
  readonly written: readonly string[]
}

/** SQL that reads a table; undefined where the night did not come so far. */
function built({ folder, written }: Tables, table: string): string | undefined {
  const marker = written.find((path) => path.endsWith(join('_builds', table, 'built.json')))
  if (!marker) return undefined
  const { location } = JSON.parse(textOf(join(folder, marker))) as { location: string }
  const [lake = ''] = marker.split(/(?:^|\/)runs\//)
  return parquet(join(folder, lake), [location])
}

/** Files that lost rows without an account. */
async function unaccounted(tables: Tables) {
  const quality = built(tables, 'source_quality')
  if (!quality) return []
  return tables.engine.rows(`select file, rows_read from ${quality}
    where rows_read <>
      rows_staged + rows_rejected + rows_duplicate + rows_ignored + rows_repeated`)
}

const rejects = 'file,table_name,key,column,value,reason,is_row'
const quality =
  'file,rows_read,rows_staged,rows_rejected,rows_duplicate,rows_later,values_lost,oldest_on'
const everyNight = { 'rejects.csv': rejects, 'source_quality.csv': quality }

/** The files of tables to compare, with the columns that they name. */
function tablesOf(folder: string, code: number | null) {
  const own = readdirSync(folder)
    .filter((file) => file.endsWith('.csv'))
    .map((file) => [file, textOf(join(folder, file))] as const)
  const all = { ...(code === 0 && everyNight), ...Object.fromEntries(own) }
  return Object.entries(all).map(
    ([file, body]) => [file, parseTable(body).columns.map(({ name }) => name)] as const,
  )
}

async function tableOf(
  tables: Tables,
  table: string,
  header: readonly string[],
): Promise<TableText> {
  const from = built(tables, table)
  if (!from) throw new Error(`the night built no ${table}`)
  const texts = header.map((name) => `cast(${ident(name)} as varchar) as ${ident(name)}`)
  const rows = await tables.engine.rows(`select ${texts.join(', ')} from ${from} order by all`)
  return {
    columns: header.map((name) => ({ name })),
    rows: rows.map((row) => header.map((name) => shown(row[name] as string | null))),
  }
}

/** A cell for a file to read: without what no editor shows, and not longer than a line. */
const shown = (cell: string | null) =>
  cell && (cell.length > 300 ? `${cell.length} characters` : printable(cell))

function expectText(path: string, found: string) {
  if (!existsSync(path)) write(path, found)
  expect(found, path).toBe(textOf(path))
}

/** A file that ends in its header is written, too. */
function expectTable(path: string, found: TableText) {
  if (!existsSync(path) || !textOf(path).endsWith('\n')) write(path, csvOf(found))
  expect(compareTables(parseTable(textOf(path)), found), path).toBeUndefined()
}

function write(path: string, body: string) {
  if (process.env.CI) throw new Error(`${path} is missing`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, body)
}

const csvOf = ({ columns, rows }: TableText) =>
  [columns.map(({ name }) => name), ...rows].map((row) => `${row.map(cellOf).join(',')}\n`).join('')

const cellOf = (cell: string | null) => {
  if (cell === null) return ''
  return cell === '' || /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
}

const textOf = (path: string) => readFileSync(path, 'utf8')
