/** What staging makes of text and typed columns, the same on both engines, dirty values first of all. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { dateFormat } from '../../functions/domain/ingest/date-format.ts'
import { sourceQuery } from '../../functions/domain/ingest/source-query.ts'
import { instantFromText } from '../../functions/domain/ingest/text.ts'
import { asText, fromTyped, instantFromTyped } from '../../functions/domain/ingest/typed.ts'
import type { SqlType } from '../../functions/domain/types.ts'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { bind, instantParam, literal } from '../../functions/platform/sql.ts'
import { value } from '../domain/ingest/evaluated.ts'
import { sourceOf } from '../domain/ingest/source-rows.ts'
import { compareTables } from '../support/compare-tables.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import { trinoClient } from '../support/trino.ts'

const trino = trinoClient(inject('servers').trino)

const numbers = [
  ...[
    '12',
    '12.5',
    '12.505',
    '-12.504',
    '+5',
    '007',
    '1e3',
    '.5',
    '5.',
    ' 12 ',
    '1_000',
    'nan',
    'inf',
  ],
  ...[
    '1,234.50',
    '1.234,56',
    '€5',
    '0x1F',
    '12.5d',
    '',
    '--5',
    '9999999999999999.99',
    '12345678901234567',
  ],
  ...[
    '9223372036854775807',
    '9223372036854775808',
    '1.234.567',
    '1234,5',
    '1.23,4',
    '-1.234,5',
    '0.500',
    '012.500,5',
    '٣',
  ],
]
const days = [
  ...['2026-01-05', '2026-1-5', ' 2026-01-05 ', '26-01-05', '05/01/2026', '20260105', '2026-02-30'],
  ...[
    '2026-01',
    '2026/01/05',
    'infinity',
    '0000-00-00',
    '0000-01-01',
    '9999-12-31',
    '1900-01-01',
    '2026-01-05 x',
  ],
]
const clocks = [
  ...[
    '2026-01-05 10:00',
    '2026-01-05 10:00:00',
    '2026-01-05T10:00:00',
    '2026-01-05 10:00:30.1',
    '2026-01-05 24:00:00',
  ],
  ...[
    '2026-01-05 10:00:30.1239',
    '2026-01-05 23:59:59.9999999',
    '2026-01-05 10',
    '2026-01-05  10:00',
    '2026-02-30 10:00',
  ],
]
const offsets = [
  ...[
    '2026-01-05T10:00:00Z',
    '2026-01-05 10:00 UTC',
    '2026-01-05T10:00:00.5+02:00',
    '2026-01-05 10:00:00 +0200',
  ],
  ...[
    '2026-01-05 10:00:00+02',
    '2026-01-05 10:00:00-03:30',
    '2026-01-05T00:10:00+14:00',
    '2026-01-05T10:00:00-00:30',
  ],
  ...[
    '2026-01-05T10:00:00+19:00',
    '2026-01-05T10:00:00+15:00',
    '2026-01-05T24:00:00Z',
    '2026-01-05T10:00:00 CET',
  ],
  ...[
    '2026-02-30T10:00:00Z',
    '9999-12-31T23:59:59+14:00',
    '0001-01-01T00:00:00+14:00',
    '2026-01-05T10:00:00.1239999999999+01:00',
  ],
]
const written = [
  ...[
    '05/01/26',
    '05/01/69',
    '05/01/70',
    '5/1/2026',
    '31/02/2026',
    'Jan 5, 2026',
    'DEC 09, 2011',
    'Mai 5, 2026',
  ],
  ...[
    '3/15/2024 2:30 PM',
    '3/15/2024 12:00 am',
    '3/15/2024 12:00 PM',
    '3/15/2024 14:30 PM',
    '3/5/2024 1:05 am',
  ],
  ...[
    '2025-10-07 09:50:26 +0200',
    '2025-10-07 09:50:26 z',
    'Sep-30-26 23:45:00',
    '05.01.2026 9:05',
    '05x01x2026',
  ],
]
const flags = ['true', 'TRUE', 't', 'yes', 'y', '1', 'false', 'No', '0', 'on', '2', 'ja']
const texts = [...numbers, ...days, ...clocks, ...offsets, ...written, ...flags]

const local = (format?: string) => (x: string) =>
  instantFromText(x, format).local ?? 'cast(null as timestamp(3))'
const utc = (format?: string) => (x: string) =>
  instantFromText(x, format).utc ?? 'cast(null as timestamp(3))'

const readings: Readonly<Record<string, (x: string) => string>> = {
  flag: value('boolean'),
  whole: value('bigint'),
  point: value('decimal(18,2)'),
  comma: value('decimal(18,4)', ','),
  day: value('date'),
  'day in a format': value('date', '.', 'D/M/YYYY'),
  'local time': local(),
  'time with an offset': utc(),
  ...Object.fromEntries(
    [
      'DD/MM/YY',
      'D/M/YYYY',
      'MMM D, YYYY',
      'M/D/YYYY h:mm A',
      'MMM-DD-YY HH:mm:ss',
      'DD.MM.YYYY H:mm',
    ].map((format) => [format, local(format)]),
  ),
  'format with an offset': utc('YYYY-MM-DD HH:mm:ss ZZ'),
  'format as text': (x) => dateFormat('M/D/YYYY hh:mm A').iso(x),
}

const typed: readonly (readonly [type: string, values: readonly string[]])[] = [
  [
    'double',
    [
      '13085',
      '12.5',
      '1e300',
      'NaN',
      'Infinity',
      '-Infinity',
      '1.005',
      '10.075',
      '-2.675',
      '0.1',
      '1e15',
      '1e14',
    ],
  ],
  ['real', ['42', '12.5', '0.1']],
  ['bigint', ['9223372036854775807', '-1', '0', '1', '2']],
  ['integer', ['7', '0', '1']],
  ['decimal(18,3)', ['1.005', '-1.005', '999999999999999.999']],
  ['boolean', ['true', 'false']],
  ['date', ['2026-01-05', '1900-01-01']],
  ['timestamp(3)', ['2026-01-05 09:03:07.500', '1969-12-31 23:59:59.999']],
  ['time(3)', ['09:03:07.000', '23:59:59.000']],
]
const wanted: readonly SqlType[] = [
  'varchar',
  'bigint',
  'decimal(18,2)',
  'decimal(18,4)',
  'date',
  'boolean',
]

describe('ingest reads alike on both engines', () => {
  let duckdb: Engine
  beforeAll(async () => {
    duckdb = await openEngine({ threads: 1 })
  })
  afterAll(() => duckdb.close())

  const compare = async (sql: string, ours = sql) =>
    compareTables(await duckDbTable(duckdb.connection, ours), await trino.query(sql))

  it.each(Object.entries(readings))('text as %s', async (_, reading) => {
    const rows = [...texts.map(literal), 'null'].map((text, i) => `(${i}, ${text})`)
    const sql = `select i, ${reading('x')} as value
      from (select i, cast(x as varchar) as x from (values ${rows.join(', ')}) as t(i, x)) as texts`
    expect(await compare(sql)).toBeUndefined()
  })

  it.each(typed)('%s', async (type, values) => {
    const rows = values.map((text, i) => `(${i}, cast(${literal(text)} as ${type}))`)
    const columns = [
      `${asText('x', type)} as as_text`,
      ...wanted.map((one, i) => `${fromTyped('x', type, one)} as value_${i}`),
      `${instantFromTyped('x', type).local ?? 'null'} as instant`,
    ]
    const sql = `select i, ${columns.join(',\n')} from (values ${rows.join(', ')}) as t(i, x)`
    expect(await compare(sql, sql.replaceAll('time(3))', 'time)'))).toBeUndefined()
  })

  it.each(['orders', 'customers'] as const)('a whole source, as %s', async (table) => {
    const source = sourceOf({
      tables: {
        orders: {
          columns: {
            order_id: { join: ['id', 'via'] },
            customer_id: { from: 'customer', strip: 'apostrophe' },
            ordered_at: { date: 'day', time: 'clock' },
            status: { from: 'status', map: { Done: 'paid', 'n/a': '' }, otherwise: 'pending' },
            total: { from: 'total', strip: 'money' },
            channel: 'via',
            updated_at: 'changed',
          },
        },
        customers: { columns: { customer_id: 'customer', country: 'country', birth_date: 'born' } },
      },
      format: { timeZone: 'America/New_York' },
      columns: [
        ...[
          'id',
          'customer',
          'day',
          'clock',
          'status',
          'total',
          'via',
          'changed',
          'country',
          'born',
        ],
      ],
      rows: [],
    })
    const rows = [
      [
        ' o1 ',
        "'c1",
        '2026-01-05',
        '22:00',
        'DONE',
        '$1,234.50',
        'web',
        '2026-01-06T10:00:00Z',
        'FR',
        '1980-02-30',
      ],
      ['o2', 'c1', '2026-01-04', null, 'odd', '(12.5)', null, '2026-01-07', 'BE', '1980-02-28'],
      ['o3', 'c2', '2026-11-01', '01:30:00', 'n/a', 'free', 'web', 'soon', null, null],
      [null, null, null, null, null, null, null, null, null, null],
    ]
    const cells = rows.map(
      (row) => `(${row.map((cell) => (cell === null ? 'null' : literal(cell))).join(', ')})`,
    )
    const sql = sourceQuery(source, table, {
      attributes: [],
      companyZone: 'Europe/Paris',
      years: { from: 1970, to: 2028 },
      asOf: '2026-03-10',
      sources: [source],
      zones: new Map(),
    })
    const columns = source.columns.map(({ column }) => column)
    expect(
      await compare(`with raw_shop as (
        select 'shop.csv' as file, cast(null as varchar) as row_error, cast(null as varchar) as row_text,
          ${columns.map((column) => `cast(${column} as varchar) as ${column}`).join(', ')}
        from (values ${cells.join(', ')}) as t(${columns.join(', ')})
      ) select * from (${bind(sql, { cutoff: instantParam('2026-03-10T00:00:00Z') })}) as rows_of_shop`),
    ).toBeUndefined()
  })
})
