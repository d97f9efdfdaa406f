import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { init } from '../../functions/commands/init.ts'
import { sample } from '../../functions/commands/sample.ts'
import { type ReadConfig, readConfig } from '../../functions/config-file.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { localPlatform } from '../../functions/platform/local/platform.ts'
import { findSources, lakeFolder } from '../../functions/platform/local/sources.ts'
import type { Run } from '../../functions/stage.ts'
import { ingest } from '../../functions/stages/ingest.ts'
import { runCommand } from '../support/run-command.ts'

// Whole nights of real data over one thread.
vi.setConfig({ testTimeout: 60_000 })

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A folder of its own with files in it. */
function folderWith(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'nocturne-init-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

const runInit = (cwd: string, folder: string) => runCommand(init, cwd, { positionals: [folder] })

const yamlIn = (folder: string) => readFileSync(join(folder, 'nocturne.yaml'), 'utf8')
const configIn = (folder: string): ReadConfig['config'] =>
  readConfig(yamlIn(folder), 'nocturne.yaml').config

/** Ingests a folder by its config and returns what became of the rows of each file. */
async function ingested(folder: string, asOf: string) {
  const config = configIn(folder)
  const lake = lakeFolder(config, folder)
  mkdirSync(lake, { recursive: true })
  const files = folderFiles(lake)
  const run: Run = {
    id: `${asOf}-1`,
    asOf,
    cutoff: `${asOf}T00:00:00.000Z`,
    opensAt: `${asOf}T06:00:00.000Z`,
    closesAt: `${asOf}T06:00:00.000Z`,
    attempt: 1,
    seed: 1,
    config,
    configHash: 'test',
  }
  const sources = await findSources(config, folder)
  const log = { step() {}, warn() {} }
  const platform = await localPlatform({ run, sources, lake, files, log, threads: 1 })
  try {
    await ingest(run, platform)
    return await platform.warehouse.read(
      'select file, rows_read, rows_staged, rows_rejected, rows_duplicate from source_quality order by source, file',
    )
  } finally {
    await platform.close()
  }
}

const orders = (count: number, from = 0) =>
  [
    'order_id,customer_id,order_date,total',
    ...Array.from(
      { length: count },
      (_, i) => `${from + i},c${i % 7},2025-01-${10 + (i % 18)},9.50`,
    ),
    '',
  ].join('\n')

const shared = join(import.meta.dirname, '../../../shared/data')
const uci = join(shared, 'uci_online_retail_lines.csv.gz')
const cdnow = join(shared, 'CDNOW_sample.txt')

describe('nocturne init', () => {
  it('writes a config that reads and its schema, and says how to go on', async () => {
    const folder = folderWith({ 'data/orders.csv': orders(30) })
    const { code, out } = await runInit(folder, 'data')
    expect(code).toBe(0)
    expect(out).toContain('data/orders.csv → orders   30 rows')
    expect(out).toMatch(/order_date {2,}→ ordered_at {2,}YYYY-MM-DD/)
    expect(out).toContain('Wrote nocturne.yaml and nocturne.schema.json.')
    expect(yamlIn(folder).split('\n')[0]).toBe(
      '# yaml-language-server: $schema=./nocturne.schema.json',
    )
    expect(JSON.parse(readFileSync(join(folder, 'nocturne.schema.json'), 'utf8'))).toBeTypeOf(
      'object',
    )
    expect(configIn(folder).sources.orders?.files).toEqual(['data/orders.csv'])
  })

  it('writes paths that lead out of the current folder', async () => {
    const data = folderWith({ 'orders.csv': orders(30) })
    const folder = folderWith({})
    expect((await runInit(folder, data)).code).toBe(0)
    const [row] = await ingested(folder, '2025-02-01')
    expect(row).toMatchObject({ rows_read: 30, rows_staged: 30 })
  })

  it('overwrites nothing', async () => {
    const folder = folderWith({ 'orders.csv': orders(30), 'nocturne.yaml': 'mine' })
    await expect(runInit(folder, '.')).rejects.toThrow('nocturne.yaml is already here')
    expect(yamlIn(folder)).toBe('mine')
    expect(existsSync(join(folder, 'nocturne.schema.json'))).toBe(false)
  })

  it('writes nothing for a folder that is not there, empty, or without anything it knows', async () => {
    const folder = folderWith({ 'a/photo.jpg': 'x', 'b/words.csv': 'hello\nworld\n', file: '' })
    await expect(runInit(folder, 'nowhere')).rejects.toThrow('nowhere is not there')
    await expect(runInit(folder, 'file')).rejects.toThrow('file is a file')
    await expect(runInit(folder, 'a')).rejects.toThrow('no CSV, JSON-lines or Parquet file in a')
    await expect(runInit(folder, 'b')).rejects.toThrow('nothing in b that Nocturne knows')
    expect(existsSync(join(folder, 'nocturne.yaml'))).toBe(false)
  })

  it('says 1 while a person must answer, with the config written', async () => {
    const unclear = orders(30).replace(/2025-01-(\d\d)/g, (_, day) => `0${1 + (day % 9)}/05/2025`)
    const folder = folderWith({ 'orders.csv': unclear })
    const { code, err } = await runInit(folder, '.')
    expect(code).toBe(1)
    expect(err).toContain('is not ready')
    expect(yamlIn(folder)).toContain('# ? to answer: DD/MM/YYYY or MM/DD/YYYY?')
  })

  it('looks below the folder and into gz, not into hidden folders and the lake; says what it cannot read', async () => {
    const folder = folderWith({
      'data/2024/orders.csv.gz': gzipSync(orders(30)),
      'data/2025/orders.csv.gz': gzipSync(orders(30, 50)),
      'data/.old/orders.csv': orders(30),
      'data/lake/runs/orders.csv': orders(30),
      'data/lake/published/1.json': '{}',
      'data/cut.csv.gz': gzipSync(orders(900)).subarray(0, 900),
      'data/none.csv': '',
      'data/not.csv.gz': 'plain',
      'data/bad.parquet': 'PAR1',
      'data/book.xlsx': 'PK',
    })
    const { code, out } = await runInit(folder, 'data')
    expect(code).toBe(0)
    expect(Object.values(configIn(folder).sources).map(({ files }) => files)).toEqual([
      ['data/*/orders.csv.gz'],
    ])
    expect(out).toMatch(/cut\.csv\.gz +cut short/)
    expect(out).toMatch(/none\.csv +empty/)
    expect(out).toMatch(/not\.csv\.gz +not a gzip file/)
    expect(out).toMatch(/bad\.parquet +\S/)
    expect(out).toMatch(/book\.xlsx +not CSV/)
    expect((await ingested(folder, '2025-02-01')).map((row) => row.rows_staged)).toEqual([30, 30])
  })

  it('reads Parquet', async () => {
    const folder = folderWith({})
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    await connection.run(`copy (select i as order_id, cast(i % 7 as double) as customer_id,
      timestamp '2025-01-01 10:00:00' + to_days(cast(i as integer)) as created_at,
      cast(i as decimal(18, 2)) as total from range(40) t(i)) to '${join(folder, 'o.parquet')}'`)
    connection.closeSync()
    expect((await runInit(folder, '.')).code).toBe(0)
    const [row] = await ingested(folder, '2025-02-10')
    expect(row).toMatchObject({ rows_read: 40, rows_staged: 40 })
  })

  it.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['gz', (text: string) => gzipSync(text, { level: 1 })],
  ])('sees what comes late in a long %s file', async (kind, pack) => {
    const first = orders(150_000).replace(/,9\.50/g, ',1099.50')
    const late = orders(60_000, 200_000)
      .split('\n')
      .slice(1)
      .join('\n')
      .replace(/,9\.50/g, ',1.234,50')
    const path = kind === 'gz' ? 'orders.csv.gz' : 'orders.csv'
    const folder = folderWith({ [path]: pack(first + late.replace(/,(1\.234,50)/g, ',"$1"')) })
    const { out } = await runInit(folder, '.')
    expect(out).toContain('rows looked at, not all')
    expect(out).toContain('1.234,50')
  })

  it('maps the sample shop as its own config does: the same rows staged, rejected and double', async () => {
    const folder = folderWith({})
    await runCommand(sample, folder, {
      values: { customers: '300', to: '2026-03-09' },
      positionals: ['shop'],
    })
    const shop = join(folder, 'shop')
    const expected = await ingested(shop, '2026-03-10')
    rmSync(join(shop, 'nocturne.yaml'))
    rmSync(join(shop, '.nocturne'), { recursive: true })
    expect((await runInit(shop, '.')).code).toBe(1)
    // Three words for a status that a person has to know, and where the shop is.
    const answered = yamlIn(shop)
      .replace(/# (Awaiting review|Lost in transit|RMA):.*/g, '$1: paid')
      .replace('timeZone: UTC', 'timeZone: Europe/Paris')
    writeFileSync(join(shop, 'nocturne.yaml'), answered)
    expect(await ingested(shop, '2026-03-10')).toEqual(expected)
  })
})

for (const file of [uci, cdnow]) {
  if (!existsSync(file)) console.log(`skipped: ${file} is not there`)
}

describe.skipIf(!existsSync(uci))(
  'UCI Online Retail (../shared/data, skipped where it is absent)',
  () => {
    it('becomes lines and customers and runs without a touch', async () => {
      const folder = folderWith({})
      copyFileSync(uci, join(folder, 'uci_online_retail_lines.csv.gz'))
      const { code } = await runInit(folder, '.')
      expect(code).toBe(0)
      const { company, sources } = configIn(folder)
      expect(company).toMatchObject({ timeZone: 'UTC' })
      expect(company.currency).toBeUndefined()
      const { files, format, tables } = sources.uci_online_retail_lines!
      expect(files).toEqual(['uci_online_retail_lines.csv.gz'])
      expect(format).toMatchObject({ type: 'csv', delimiter: ',', header: true, decimal: '.' })
      expect(tables.order_items?.columns).toEqual({
        order_id: { join: ['customer_id', 'invoice_ts'] },
        line_id: { from: 'line' },
        customer_id: { from: 'customer_id' },
        ordered_at: { from: 'invoice_ts', format: 'YYYY-MM-DD HH:mm' },
        status: { constant: 'paid' },
        quantity: { from: 'quantity' },
        unit_price: { from: 'unit_price' },
      })
      expect(tables.customers?.columns.customer_id).toEqual({ from: 'customer_id' })
      expect(tables.customers?.columns.country).toMatchObject({
        from: 'country',
        map: { EIRE: 'IE', 'United Kingdom': 'GB' },
      })
      const [row] = await ingested(folder, '2011-12-10')
      expect(row).toMatchObject({ rows_read: 541_909, rows_staged: 541_909, rows_rejected: 0 })
    })
  },
)

describe.skipIf(!existsSync(cdnow))('CDNOW (../shared/data, skipped where it is absent)', () => {
  it('asks for the names of its columns and runs once they are there', async () => {
    const folder = folderWith({})
    copyFileSync(cdnow, join(folder, 'CDNOW_sample.txt'))
    const { code, err } = await runInit(folder, '.')
    expect(code).toBe(1)
    expect(err).toContain('fill in the names')
    const yaml = yamlIn(folder)
    expect(yaml).toContain("# header: ['?', '?', ordered_at, '?', amount]")
    const named = yaml.replace(
      /# header: .*/,
      'header: [customer_id, sample_id, ordered_at, cds, amount]',
    )
    writeFileSync(join(folder, 'nocturne.yaml'), named)
    expect(configIn(folder).sources.cdnow_sample).toMatchObject({
      format: { type: 'spaces' },
      tables: { order_items: { columns: { ordered_at: { format: 'YYYYMMDD' } } } },
    })
    const [row] = await ingested(folder, '1998-07-01')
    expect(row).toMatchObject({ rows_read: 6919, rows_staged: 6919, rows_rejected: 0 })
  })
})
