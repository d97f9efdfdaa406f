import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { columns } from '../../../functions/domain/types.ts'
import { parquetOf, unscaled } from '../../../functions/platform/aws/parquet-write.ts'
import { openEngine } from '../../../functions/platform/local/engine.ts'
import type { Row } from '../../../functions/platform/ports.ts'
import { duckDbTable } from '../../support/duckdb-table.ts'
import { scratch } from '../../support/night.ts'

describe('a small table as Parquet', () => {
  it('holds every type, whatever its values', async () => {
    const wide = columns(`
      id bigint a
      small integer b
      name varchar c
      total decimal(18,2) d
      points decimal(38,12) e
      share double f
      known boolean g
      on date h
      at timestamp(3) i`)
    const rows: readonly Row[] = [
      {
        ...{ id: 9007199254740991, small: -7, name: 'é, "😀"', total: '-12.505', points: 1e-7 },
        ...{ share: 0.1, known: true, on: '1969-12-31', at: '1969-12-31 23:59:59.999' },
      },
      {
        ...{ id: 0, small: 0, name: '', total: 0.1, points: '12345678901234567890.123456789012' },
        ...{ share: -1e300, known: false, on: '2026-03-10', at: '2026-03-10T10:00:00.000Z' },
      },
      Object.fromEntries(wide.map(({ name }) => [name, null])),
    ]
    expect(await readBack(parquetOf(wide, rows))).toEqual({
      columns: wide.map(({ name, type }) => ({ name, type })),
      rows: [
        [
          ...['9007199254740991', '-7', 'é, "😀"', '-12.51', '0.000000100000', '0.1', 'true'],
          ...['1969-12-31', '1969-12-31 23:59:59.999'],
        ],
        [
          ...['0', '0', '', '0.10', '12345678901234567890.123456789012', '-1e+300', 'false'],
          ...['2026-03-10', '2026-03-10 10:00:00'],
        ],
        wide.map(() => null),
      ],
    })
  })

  it('may have no rows', async () => {
    const one = columns('id varchar who\ntotal decimal(18,2) how much')
    expect(await readBack(parquetOf(one, []))).toEqual({
      columns: one.map(({ name, type }) => ({ name, type })),
      rows: [],
    })
  })

  it('is refused with a value that is none of its type', () => {
    expect(() => parquetOf(columns('on date day'), [{ on: 'soon' }])).toThrow('not a time: soon')
  })
})

describe('a decimal', () => {
  it.each([
    ['12.505', 2, 1251n],
    ['-12.505', 2, -1251n],
    ['12.504999', 2, 1250n],
    ['0.004', 2, 0n],
    ['.5', 0, 1n],
    ['1e3', 2, 100_000n],
    ['2.5E-3', 4, 25n],
    ['7', 3, 7000n],
    ['0.0001', 1, 0n],
    ['0.06', 1, 1n],
    ['0.96', 1, 10n],
  ])('%s with %i digits after the point is %i steps', (text, scale, steps) => {
    expect(unscaled(text, scale)).toBe(steps)
  })

  it.each(['', '.', 'x', '1,5', 'NaN', 'Infinity'])('is not %j', (text) => {
    expect(() => unscaled(text, 2)).toThrow(`not a decimal: ${text}`)
  })
})

async function readBack(bytes: Uint8Array) {
  const folder = scratch('parquet')
  const engine = await openEngine({ threads: 1 })
  onTestFinished(() => {
    engine.close()
    rmSync(folder, { recursive: true })
  })
  const file = join(folder, 'rows.parquet')
  writeFileSync(file, bytes)
  return duckDbTable(engine.connection, `select * from read_parquet('${file}')`)
}
