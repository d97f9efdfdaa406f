/** Files in S3 as rows of `raw_<source>`, as on this machine: text stays text, every line is a row or a complaint. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { type Config, configSpec } from '../../functions/config.ts'
import { runOf } from '../../functions/lake.ts'
import { findAwsSources } from '../../functions/platform/aws/sources.ts'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { type AwsLake, newAwsLake } from '../support/aws-lake.ts'
import { scratch } from '../support/night.ts'
import { openContract } from '../support/open-contract.ts'

let lake: AwsLake
beforeEach(async () => {
  lake = await newAwsLake(inject('bed'))
})

describe('CSV in S3', () => {
  it('is text by place, whatever stands in its cells', async () => {
    await put('a.csv', 'Id, Note ,file\n1,"one, ""two"" \\",x\n007,,""\n\n')
    await put('b.csv.gz', gzipSync('id,note,file\r\n 2 ,é,\r\n,"",last'))
    const till = await opened({ type: 'csv' }, ['*.csv', '*.gz'])
    expect(till.columns).toEqual([
      { name: 'Id', column: 'c1', type: 'varchar' },
      { name: 'Note', column: 'c2', type: 'varchar' },
      { name: 'file', column: 'c3', type: 'varchar' },
    ])
    expect(till.files.map(({ file }) => file)).toEqual(['a.csv', 'b.csv.gz'])
    expect(await till.rows('file, c1, c2, c3, row_error')).toEqual([
      ['a.csv', '007', null, null, null],
      ['a.csv', '1', 'one, "two" \\', 'x', null],
      ['b.csv.gz', ' 2 ', 'é', null, null],
      ['b.csv.gz', null, null, 'last', null],
    ])
  })

  it('keeps lines of another width, and quotes that are not closed, with what they were', async () => {
    await put('a.csv', 'id;note\n1;one\n2;two;more\n3\n4;"four\n5;"fi"ve\n6;si"x\n;\n')
    const till = await opened({ type: 'csv', delimiter: ';' }, ['a.csv'])
    expect(await till.rows('c1, c2, row_error, row_text')).toEqual([
      ['1', 'one', null, null],
      ['6', 'si"x', null, null],
      [null, null, 'ragged-line', '2;two;more'],
      [null, null, 'ragged-line', '3'],
      [null, null, 'ragged-line', '4;"four'],
      [null, null, 'ragged-line', '5;"fi"ve'],
      [null, null, null, null],
    ])
  })

  it.each(['|', '\t', '.', '^'])('takes its cells apart at %j', async (delimiter) => {
    const line = (...cells: readonly string[]) => `${cells.join(delimiter)}\n`
    await put('a.csv', line('id', 'note') + line('1', `"a${delimiter}b"`) + line('2', ''))
    const till = await opened({ type: 'csv', delimiter }, ['a.csv'])
    expect(await till.rows('c1, c2')).toEqual([
      ['1', `a${delimiter}b`],
      ['2', null],
    ])
  })

  it('may lack a header, and have lines before that are none', async () => {
    await put('a.csv', 'exported today\n1,café\n')
    await put('b.csv', '\uFEFF9,x\n')
    const without = { type: 'csv', header: ['id', 'note'] }
    const skipped = await opened({ ...without, skip: 1 }, ['a.csv'])
    expect(await skipped.rows('c1, c2')).toEqual([['1', 'café']])
    const marked = await opened(without, ['b.csv'])
    expect(await marked.rows('c1, c2')).toEqual([['9', 'x']])
  })

  it('tells lines that are no UTF-8', async () => {
    await put('a.csv', Buffer.from('id,note\n1,caf\xe9\n2,tea\n', 'latin1'))
    const till = await opened({ type: 'csv' }, ['a.csv'])
    expect(await till.rows('c1, row_error')).toEqual([
      ['2', null],
      [null, 'wrong-encoding'],
    ])
  })

  it('is read once a file, whatever else lies beside and below', async () => {
    for (const [i, key] of ['in/a.csv', 'in/b.csv', 'in/deep/a.csv', 'in/not this.csv'].entries()) {
      await put(key, `id\n${i}\n`)
    }
    const till = await opened({ type: 'csv' }, ['in/?.csv', 'in/**/a.csv'])
    expect(await till.rows('file, c1')).toEqual([
      ['in/a.csv', '0'],
      ['in/b.csv', '1'],
      ['in/deep/a.csv', '2'],
    ])
  })

  it.each([
    [{ encoding: 'latin-1' }, 'sources.till.format.encoding: latin-1 can’t be read on AWS'],
    [{ footer: 1 }, 'sources.till.format.footer: 1 can’t be read on AWS'],
  ])('is refused where only a machine of one’s own can read it: %j', async (format, message) => {
    await put('a.csv', 'id\n1\n')
    await expect(opened({ type: 'csv', ...format }, ['a.csv'])).rejects.toThrow(message)
  })

  it('is refused with a line break in its header', async () => {
    await put('a.csv', '"i\nd"\n1\n')
    await expect(opened({ type: 'csv' }, ['a.csv'])).rejects.toThrow('a.csv: a line break within')
  })
})

describe('Parquet in S3', () => {
  it('keeps its types, and files that differ are refused', async () => {
    const engine = await openEngine({ threads: 1 })
    onTestFinished(() => engine.close())
    const folder = scratch('parquet')
    const write = async (name: string, select: string) => {
      await engine.run(`copy (${select}) to '${join(folder, name)}' (format parquet)`)
      await put(name, readFileSync(join(folder, name)))
    }
    const columns = `date '2026-03-09' as "Day", 1.5::decimal(18,2) as total, 'x' as note,
      timestamp '2026-03-09 10:00:00.5' as at, timestamptz '2026-03-09 10:00:00Z' as utc,
      true as known, 0.25::double as share, 7::integer as small, [1] as list`
    await write('a.parquet', `select 1::bigint as file, ${columns}`)
    const till = await opened({ type: 'parquet' }, ['*.parquet'])
    expect(till.columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      'file bigint',
      'Day date',
      'total decimal(18,2)',
      'note varchar',
      'at timestamp(3)',
      'utc timestamp(3) with time zone',
      'known boolean',
      'share double',
      'small integer',
    ])
    const instant = "cast(c6 at time zone 'UTC' as timestamp(3)) as c6"
    expect(await till.rows(`file, c1, c2, c3, c4, c5, ${instant}, c7, c8, c9`)).toEqual([
      [
        ...['a.parquet', 1, '2026-03-09', 1.5, 'x', '2026-03-09 10:00:00.5'],
        ...['2026-03-09 10:00:00', true, 0.25, 7],
      ],
    ])
    await write('b.parquet', `select 1 as file, ${columns}`)
    await expect(opened({ type: 'parquet' }, ['*.parquet'])).rejects.toThrow('b.parquet')
  })
})

openContract({ put, opened })

describe('a source in S3', () => {
  it('is refused where no file is, and in the lake', async () => {
    await put('a.csv', 'id\n1\n')
    await expect(opened({ type: 'csv' }, ['b.csv'])).rejects.toThrow('till: no file matches b.csv')
    await lake.files.putIfAbsent('results/2026-03-10/x.csv', 'id\n1\n')
    const all = { ...lake.deployment, sources: `s3://${lake.deployment.bucket}/` }
    await expect(
      findAwsSources(configOf({ type: 'csv' }, ['**/*.csv']), all, lake.clients),
    ).rejects.toThrow('sources.till.files: results/2026-03-10/x.csv lies in the lake')
  })

  it('has other fingerprints when its content changes', async () => {
    const config = configOf({ type: 'csv' }, ['a.csv'])
    const prints: string[] = []
    for (const body of ['id\n1\n', 'id\n2\n', 'id\n1\n']) {
      await put('a.csv', body)
      const { till = [] } = await findAwsSources(config, lake.deployment, lake.clients)
      prints.push(till[0]?.fingerprint ?? '')
    }
    expect(prints[0]).toBe(prints[2])
    expect(prints[0]).not.toBe(prints[1])
  })
})

function put(name: string, body: string | Buffer) {
  return lake.clients.s3.send(
    new PutObjectCommand({ Bucket: lake.deployment.bucket, Key: `shop/${name}`, Body: body }),
  )
}

const configOf = (format: object, files: readonly string[], more: object = {}): Config =>
  configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone: 'Europe/Paris' },
    sources: {
      till: { files, format, tables: { orders: { columns: { order_id: 'id' } } }, ...more },
    },
  })

let runs = 0

/** Opens the one source of a night of the lake. */
async function opened(format: object, files: readonly string[], more: object = {}) {
  const config = configOf(format, files, more)
  runs += 1
  const run = runOf({ asOf: '2026-03-10', attempt: runs, config, configHash: 'c' })
  const sources = await findAwsSources(config, lake.deployment, lake.clients)
  const warehouse = await lake.open(run, [], { sources })
  const till = await warehouse.open('till')
  return {
    ...till,
    rows: async (columns: string) => {
      const sql = `select * from (select ${columns} from raw_till) as rows_of_till`
      const order = columns.split(',').map((_, i) => i + 1)
      return (await warehouse.read(`${sql} order by ${order.join(', ')}`)).map(Object.values)
    },
  }
}
