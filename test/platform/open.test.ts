/** Files of every format as rows of `raw_<source>`: text stays text, and every line is a row or a complaint. */
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type Config, configSpec } from '../../functions/config.ts'
import { runOf } from '../../functions/lake.ts'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { findSources, lakeFolder } from '../../functions/platform/local/sources.ts'
import { duckdbWarehouse } from '../../functions/platform/local/warehouse.ts'
import { scratch } from '../support/night.ts'
import { openContract } from '../support/open-contract.ts'

let folder: string
beforeEach(() => {
  folder = scratch('open')
  onTestFinished(() => rmSync(folder, { recursive: true }))
})

describe('CSV', () => {
  it('is text by place, whatever stands in its cells', async () => {
    put('a.csv', 'Id, Note ,file\n1,"one, ""two""\nthree",x\n007,,""\n')
    put('b.csv.gz', gzipSync('id,note,file\n 2 ,é,\n'))
    const till = await opened({ type: 'csv' }, ['*.csv', '*.gz'])
    expect(till.columns).toEqual([
      { name: 'Id', column: 'c1', type: 'varchar' },
      { name: 'Note', column: 'c2', type: 'varchar' },
      { name: 'file', column: 'c3', type: 'varchar' },
    ])
    expect(till.files.map(({ file }) => file)).toEqual(['a.csv', 'b.csv.gz'])
    expect(await till.rows('file, c1, c2, c3, row_error')).toEqual([
      ['a.csv', '007', null, null, null],
      ['a.csv', '1', 'one, "two"\nthree', 'x', null],
      ['b.csv.gz', ' 2 ', 'é', null, null],
    ])
  })

  it('keeps lines of another width, with what they were', async () => {
    put('a.csv', 'id;note\n1;one\n2;two;more\n3\n4;four\n')
    const till = await opened({ type: 'csv', delimiter: ';' }, ['a.csv'])
    expect(await till.rows('c1, c2, row_error, row_text')).toEqual([
      ['1', 'one', null, null],
      ['4', 'four', null, null],
      [null, null, 'ragged-line', '2;two;more'],
      [null, null, 'ragged-line', '3'],
    ])
  })

  it('may lack a header, and have lines before and after that are none', async () => {
    put('a.csv', Buffer.from('exported today\n1,caf\xe9\n2,t\xe9\n2 rows\n', 'latin1'))
    const format = { type: 'csv', header: ['id', 'note'], skip: 1, footer: 1, encoding: 'latin-1' }
    const till = await opened(format, ['a.csv'])
    expect(till.columns.map(({ name }) => name)).toEqual(['id', 'note'])
    expect(await till.rows('c1, c2')).toEqual([
      ['1', 'café'],
      ['2', 'té'],
    ])
  })

  it('is refused when a quote swallows the rest', async () => {
    put('a.csv', `id,note\n1,"one\n${'2,two\n'.repeat(20)}`)
    await expect(opened({ type: 'csv' }, ['a.csv'])).rejects.toThrow(/^a\.csv: a quote that opens/)
  })

  it('is refused when the packed file is cut short', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},${i * 7919}`).join('\n')
    put('a.csv.gz', gzipSync(`id,note\n${rows}`).subarray(0, 9000))
    await expect(opened({ type: 'csv' }, ['a.csv.gz'])).rejects.toThrow(/^a\.csv\.gz: /)
  })
})

describe('Parquet', () => {
  it('keeps its types, and files that differ are refused', async () => {
    const engine = await openEngine({ threads: 1 })
    onTestFinished(() => engine.close())
    const write = (name: string, select: string) =>
      engine.run(`copy (${select}) to '${join(folder, name)}' (format parquet)`)
    await write('a.parquet', `select 1::bigint as file, date '2026-03-09' as "a ""day"""`)
    const till = await opened({ type: 'parquet' }, ['*.parquet'])
    expect(till.columns).toEqual([
      { name: 'file', column: 'c1', type: 'bigint' },
      { name: 'a "day"', column: 'c2', type: 'date' },
    ])
    expect(await till.rows('file, c1, c2, row_error')).toEqual([
      ['a.parquet', 1, '2026-03-09', null],
    ])
    await write('b.parquet', `select 1 as file, date '2026-03-09' as "a ""day"""`)
    await expect(opened({ type: 'parquet' }, ['*.parquet'])).rejects.toThrow('b.parquet')
  })
})

openContract({ put, opened })

describe('a source', () => {
  it('is read once in a run', async () => {
    put('a.csv', 'id\n1\n')
    await opened({ type: 'csv' }, ['a.csv'])
    const again = await opened({ type: 'csv' }, ['a.csv'])
    expect(await again.rows('c1')).toEqual([['1']])
    expect(await again.markers()).toEqual(['1.json', 'built.json'])
  })

  it('are copied to a folder of their own, which goes when copies are not kept', async () => {
    put('a.csv', 'id\n1\n')
    const { warehouse, lakeFiles, run } = await opened({ type: 'csv' }, ['a.csv'])
    await warehouse.build('undescribed', 'select 1 as n')
    expect(await lakeFiles.folders('raw')).toEqual(['2026-03-10'])
    const [kept, gone] = ['2026-03-10', '2026-03-11']
    const night = { ...run, prefix: '', configHash: 'c', closesAt: '', tables: {}, rules: {} }
    const others = { personal: kept, results: kept, reports: kept, runs: kept, journals: kept }
    await warehouse.publish(night, { ...others, raw: kept })
    expect(await lakeFiles.folders('raw')).toEqual(['2026-03-10'])
    await warehouse.publish(night, { ...others, raw: gone })
    expect(await lakeFiles.folders('raw')).toEqual([])
    expect(await lakeFiles.folders('personal/2026-03-10/1')).toEqual(['undescribed'])
  })
})

function put(name: string, body: string | Buffer) {
  writeFileSync(join(folder, name), body)
}

/** Opens the one source of a night of the folder. */
async function opened(format: object, files: readonly string[], more: object = {}) {
  const config: Config = configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone: 'Europe/Paris' },
    sources: {
      till: { files, format, tables: { orders: { columns: { order_id: 'id' } } }, ...more },
    },
  })
  const run = runOf({ asOf: '2026-03-10', attempt: 1, config, configHash: 'c' })
  const lake = lakeFolder(config, folder)
  const engine = await openEngine({ threads: 1 })
  onTestFinished(() => engine.close())
  const warehouse = await duckdbWarehouse({
    engine,
    run,
    config,
    tables: [],
    sources: await findSources(config, folder),
    files: folderFiles(lake),
    lake,
    log: { step() {}, warn() {} },
  })
  const till = await warehouse.open('till')
  return {
    ...till,
    warehouse,
    run,
    lakeFiles: folderFiles(lake),
    rows: async (columns: string) =>
      (await warehouse.read(`select ${columns} from raw_till order by all`)).map(Object.values),
    markers: async () =>
      (await folderFiles(lake).list('runs/2026-03-10/1/_builds/raw_till')).map((key) =>
        key.split('/').at(-1),
      ),
  }
}
