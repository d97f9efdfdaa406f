import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { configSpec, type SourceConfig } from '../../../functions/config.ts'
import { canonicalNames } from '../../../functions/domain/ingest/canonical.ts'
import type { RawSource } from '../../../functions/domain/ingest/raw-source.ts'
import { checkColumns } from '../../../functions/domain/ingest/raw-source.ts'
import { sourceQuery } from '../../../functions/domain/ingest/source-query.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { bind, ident, instantParam, literal } from '../../../functions/platform/sql.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

interface Given {
  readonly tables: SourceConfig['tables'] | object
  readonly format?: object
  /** Header and types; text when no type is named: `total:double`. */
  readonly columns: readonly string[]
  /** Cells as text; null for no value. */
  readonly rows: readonly (readonly (string | null)[])[]
  readonly file?: string
}

/** The source of a config, as `open` would give it. */
function sourceOf({ tables, format, columns, file }: Given): RawSource {
  const config = configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone: 'Europe/Paris' },
    sources: { shop: { files: ['x'], format: { type: 'csv', ...format }, tables } },
  })
  return {
    name: 'shop',
    config: config.sources.shop as SourceConfig,
    columns: columns.map((column, i) => {
      const [name = '', type = 'varchar'] = column.split(':')
      return { name, column: name === 'line' ? 'line' : `c${i + 1}`, type }
    }),
    files: [file ?? 'shop.csv'],
  }
}

/** The rows of the first table of a source. */
async function read(
  given: Given,
  attributes: Parameters<typeof sourceQuery>[2]['attributes'] = [],
) {
  const source = sourceOf(given)
  checkColumns(source)
  const table = canonicalNames.find((name) => source.config.tables[name]) ?? 'orders'
  const cells = (row: readonly (string | null)[]) =>
    source.columns.map(({ column, type }, i) => {
      const value = row[i] ?? null
      return `cast(${value === null ? 'null' : literal(value)} as ${type}) as ${ident(column)}`
    })
  const selects = given.rows.map(
    (row) => `select ${literal(source.files[0] ?? '')} as file, cast(null as varchar) as row_error,
      cast(null as varchar) as row_text, ${cells(row).join(', ')}`,
  )
  await engine.run(`create or replace view raw_shop as ${selects.join(' union all ')}`)
  const sql = sourceQuery(source, table, {
    attributes,
    companyZone: 'Europe/Paris',
    years: { from: 1970, to: 2030 },
  })
  return engine.rows(bind(sql, { cutoff: instantParam('2026-03-10T00:00:00Z') }))
}

const order = { order_id: 'id', ordered_at: 'at', total: 'total' }
const orderColumns = ['id', 'at', 'total']

describe('a mapping', () => {
  it('reads columns by name, trimmed and caseless, and nulls what is empty', async () => {
    const [row] = await read({
      tables: { orders: { columns: { ...order, customer_id: ' Customer ', channel: 'via' } } },
      columns: [' ID ', 'At', 'TOTAL', 'customer', 'via'],
      rows: [[' o1\t', '2026-01-05 12:00:00', ' 12.50 ', ' c1 ', '  ']],
    })
    expect(row).toMatchObject({
      source: 'shop',
      id_space: 'shop',
      file: 'shop.csv',
      order_id: 'o1',
      customer_id: 'c1',
      ordered_at: '2026-01-05 11:00:00',
      ordered_on: '2026-01-05',
      ordered_hour: 12,
      total: 12.5,
      channel: null,
      problems: null,
      is_rejected: false,
    })
  })

  it('joins columns with a bar; all of them empty are none', async () => {
    const rows = await read({
      tables: { orders: { columns: { ...order, order_id: { join: ['a', 'b'] } } } },
      columns: ['a', 'b', 'at', 'total'],
      rows: [
        ['x', 'y', '2026-01-05', '1'],
        ['x', null, '2026-01-05', '1'],
        [null, ' ', '2026-01-05', '1'],
      ],
    })
    expect(rows.map(({ order_id }) => order_id)).toEqual(['x|y', 'x|', null])
    expect(rows.map(({ is_rejected }) => is_rejected)).toEqual([false, false, true])
  })

  it('joins typed columns by a text that tells them apart', async () => {
    const rows = await read({
      tables: { orders: { columns: { ...order, order_id: { join: ['customer', 'at'] } } } },
      format: { type: 'parquet' },
      columns: ['customer:double', 'at:timestamp', 'total:double'],
      rows: [
        ['13085', '2026-01-05 09:30:00', '1'],
        ['13085', '2026-01-05 09:31:00', '1'],
      ],
    })
    expect(rows.map(({ order_id }) => order_id)).toEqual([
      '13085|2026-01-05 09:30:00',
      '13085|2026-01-05 09:31:00',
    ])
  })

  it('holds constants, as text of the column’s type', async () => {
    const [row] = await read({
      tables: {
        orders: {
          columns: {
            ...order,
            status: { constant: 'cancelled' },
            refunded: { constant: 1.5 },
            currency: { constant: "E'R" },
            discount: { constant: '0,5' },
          },
        },
      },
      format: { decimal: ',' },
      columns: orderColumns,
      rows: [['o1', '2026-01-05', '1.234,50']],
    })
    expect(row).toMatchObject({
      status: 'cancelled',
      refunded: 1.5,
      currency: "E'R",
      total: 1234.5,
    })
    expect(row?.discount).toBeNull()
  })

  it('maps words without regard to case, and the rest otherwise', async () => {
    const mapped = (more: object) =>
      read({
        tables: {
          orders: {
            columns: {
              ...order,
              status: {
                from: 's',
                map: { ' Done ': 'paid', Void: 'cancelled', 'n/a': '' },
                ...more,
              },
            },
          },
        },
        columns: [...orderColumns, 's'],
        rows: ['DONE', 'void', 'Refunded', 'odd', null, 'N/A'].map((word, i) => [
          `o${i}`,
          '2026-01-05',
          '1',
          word,
        ]),
      })
    const plain = await mapped({})
    expect(plain.map(({ status }) => status)).toEqual([
      ...['paid', 'cancelled', 'refunded', 'paid', null, null],
    ])
    expect(plain.map(({ problems }) => problemsOf(problems))).toEqual([
      ...[[], [], [], ['status|odd|unknown-word|false'], [], []],
    ])
    const otherwise = await mapped({ otherwise: 'pending' })
    expect(otherwise.map(({ status }) => status)).toEqual([
      ...['paid', 'cancelled', 'pending', 'pending', null, null],
    ])
  })

  it('strips apostrophes and the signs of money', async () => {
    const stripped = async (decimal: '.' | ',', ...totals: readonly string[]) => {
      const rows = await read({
        tables: {
          orders: {
            columns: {
              order_id: { from: 'id', strip: 'apostrophe' },
              ordered_at: 'at',
              total: { from: 'total', strip: 'money' },
            },
          },
        },
        format: { decimal },
        columns: orderColumns,
        rows: totals.map((total) => ["'007", '2026-01-05', total]),
      })
      expect(rows.every(({ order_id }) => order_id === '007')).toBe(true)
      return rows.map(({ total }) => total)
    }
    expect(
      await stripped('.', '$1,249.00', '$1,149.00 ', '(33.62)', '-€5', '1249', '$', 'free', '€5'),
    ).toEqual([1249, 1149, -33.62, -5, 1249, null, null, 5])
    expect(await stripped(',', '116,99 €', '1.433,66', '(1,5)', '12,00')).toEqual([
      ...[116.99, 1433.66, -1.5, 12],
    ])
  })

  it('puts a date and a time together', async () => {
    const rows = await read({
      tables: {
        orders: {
          columns: {
            ...order,
            ordered_at: { date: 'day', time: 'clock', format: 'MM/DD/YYYY HH:mm:ss' },
          },
        },
      },
      columns: ['id', 'day', 'clock', 'total'],
      rows: [
        ['o1', '12/27/2018', '10:00:00', '1'],
        ['o2', '12/27/2018', null, '1'],
        ['o3', null, '10:00:00', '1'],
      ],
    })
    expect(rows.map(({ ordered_at }) => ordered_at)).toEqual(['2018-12-27 09:00:00', null, null])
    expect(rows.map(({ problems }) => problemsOf(problems))).toEqual([
      [],
      ['ordered_at|12/27/2018|unreadable|true'],
      ['ordered_at||missing|true'],
    ])
  })

  it('puts a typed day and a typed time together', async () => {
    const [row] = await read({
      tables: { orders: { columns: { ...order, ordered_at: { date: 'day', time: 'clock' } } } },
      format: { type: 'parquet' },
      columns: ['id', 'day:timestamp', 'clock:time', 'total:decimal(9,2)'],
      rows: [['o1', '2026-01-05 00:00:00', '10:03:00', '1']],
    })
    expect(row?.ordered_at).toBe('2026-01-05 09:03:00')
  })

  it('reads instants with an offset beside local ones', async () => {
    const rows = await read({
      tables: { orders: { columns: order } },
      format: { timeZone: 'America/New_York' },
      columns: orderColumns,
      rows: [
        ['o1', '2026-01-05 20:00:00', '1'],
        ['o2', '2026-01-05T20:00:00Z', '1'],
        ['o3', '2026-01-05 20:00:00 +0200', '1'],
      ],
    })
    expect(rows.map(({ ordered_at }) => ordered_at)).toEqual([
      ...['2026-01-06 01:00:00', '2026-01-05 20:00:00', '2026-01-05 18:00:00'],
    ])
    expect(rows.map(({ ordered_on, ordered_hour }) => [ordered_on, ordered_hour])).toEqual([
      ['2026-01-06', 2],
      ['2026-01-05', 21],
      ['2026-01-05', 19],
    ])
  })

  it('takes the status of a file from its name', async () => {
    const given: Given = {
      tables: {
        consents: {
          columns: {
            customer_id: 'mail',
            purpose: { constant: 'news' },
            granted: { from: 'file_status' },
            at: 'at',
          },
        },
      },
      format: { statusByFile: { 'sub*': 'yes', 'unsub?cribed*': 'no' } },
      columns: ['mail', 'at'],
      rows: [['a@b.example', '2026-01-05']],
    }
    expect(await read({ ...given, file: 'mail/subscribed_1.csv' })).toMatchObject([
      { granted: true },
    ])
    expect(await read({ ...given, file: 'unsubscribed.csv' })).toMatchObject([{ granted: false }])
    expect(() => checkColumns(sourceOf({ ...given, file: 'cleaned.csv' }))).toThrow(
      'sources.shop.format.statusByFile: no pattern fits cleaned.csv',
    )
  })

  it('reads JSON by path', async () => {
    const line = (value: object) => JSON.stringify(value)
    const rows = await read({
      tables: {
        events: {
          columns: {
            event_id: 'id',
            customer_id: 'user.id',
            occurred_at: 'ts',
            name: 'a b',
            channel: 'x.y',
            device: "it's",
            properties: 'more',
          },
        },
      },
      format: { type: 'json' },
      columns: ['line:json'],
      rows: [
        [
          line({
            id: 1,
            user: { id: 'c1' },
            ts: '2026-01-05T10:00:00Z',
            'a b': 'view',
            'x.y': 'web',
            "it's": 'phone',
            more: { sku: ['s1'] },
          }),
        ],
        [line({ id: null, user: 'c2', ts: '2026-01-05T10:00:00Z', more: '{"sku":1}' })],
      ],
    })
    expect(rows).toMatchObject([
      {
        event_id: '1',
        customer_id: 'c1',
        name: 'view',
        channel: 'web',
        device: 'phone',
        properties: '{"sku":["s1"]}',
      },
      { event_id: null, customer_id: null, properties: '{"sku":1}' },
    ])
  })

  it('notes what typed columns do not give', async () => {
    const rows = await read({
      tables: { orders: { columns: { ...order, customer_id: 'customer', discount: 'discount' } } },
      format: { type: 'parquet' },
      columns: ['id:double', 'at:bigint', 'total:double', 'customer:double', 'discount:boolean'],
      rows: [
        ['1', '1', '1', '12.5', 'true'],
        ['1.5', null, 'nan', null, null],
      ],
    })
    expect(rows.map(({ problems }) => problemsOf(problems))).toEqual([
      ['ordered_at|1|unreadable|true'],
      ['order_id|(double)|unreadable|true'],
    ])
    expect(rows.map(({ is_rejected }) => is_rejected)).toEqual([true, true])
  })

  it('notes every value that is lost, and rejects for the first that is needed', async () => {
    const rows = await read(
      {
        tables: {
          customers: {
            columns: {
              customer_id: 'id',
              birth_date: 'born',
              signed_up_at: 'since',
              stars: 'stars',
            },
          },
        },
        columns: ['id', 'born', 'since', 'stars'],
        rows: [
          ['c1', '05/01/1980', 'long ago', 'x\u001ey'],
          [null, '05/01/1980', null, null],
        ],
      },
      [{ name: 'stars', type: 'decimal(18,4)', meaning: '' }],
    )
    expect(rows.map(({ problems }) => problemsOf(problems))).toEqual([
      [
        'birth_date|05/01/1980|unreadable|false',
        'signed_up_at|long ago|unreadable|false',
        'stars|x y|unreadable|false',
      ],
      ['customer_id||missing|true'],
    ])
  })

  it('reads customers of order lines: the latest before the cut-off', async () => {
    const source = sourceOf({
      tables: {
        orders: { columns: order },
        customers: { columns: { customer_id: 'customer', country: 'country' } },
      },
      columns: [...orderColumns, 'customer', 'country'],
      rows: [],
    })
    const rows = [
      ['o1', '2026-01-05', '1', 'c1', 'FR'],
      ['o2', '2026-01-07', '1', 'c1', 'BE'],
      ['o3', '2026-01-06', '1', 'c1', 'DE'],
      ['o4', '2026-04-01', '1', 'c1', 'ES'],
      ['o5', '2026-04-01', '1', 'c2', 'ES'],
      ['o6', '2026-01-05', '1', null, 'FR'],
      ['o7', '2026-01-05', '1', 'c3', 'BE'],
      ['o8', '2026-01-05', '1', 'c3', 'FR'],
      ['o9', 'never', '1', 'c4', null],
    ]
    const values = rows.map(
      (row) =>
        `('shop.csv', ${row.map((cell) => (cell === null ? 'null' : literal(cell))).join(', ')})`,
    )
    await engine.run(`create or replace view raw_shop as select file, cast(null as varchar) as row_error,
      cast(null as varchar) as row_text, c1, c2, c3, c4, c5
      from (values ${values.join(', ')}) as t(file, c1, c2, c3, c4, c5)`)
    const sql = sourceQuery(source, 'customers', {
      attributes: [],
      companyZone: 'Europe/Paris',
      years: { from: 1970, to: 2030 },
    })
    const read = await engine.rows(
      `select * from (${bind(sql, { cutoff: instantParam('2026-03-10T00:00:00Z') })}) order by customer_id`,
    )
    expect(
      read.map(({ customer_id, country, updated_at }) => [customer_id, country, updated_at]),
    ).toEqual([
      ['c1', 'BE', '2026-01-06 23:00:00'],
      ['c3', 'FR', '2026-01-04 23:00:00'],
      ['c4', null, null],
    ])
  })
})

describe('the columns of the files', () => {
  const given = (columns: readonly string[], mapping: object = order): Given => ({
    tables: { orders: { columns: mapping } },
    columns,
    rows: [],
  })

  it('lack a name, and the nearest is told', () => {
    expect(() => checkColumns(sourceOf(given(['id', 'at', 'totals'])))).toThrow(
      'sources.shop.tables.orders.columns.total: the files of shop have no column total',
    )
    try {
      checkColumns(sourceOf(given(['id', 'at', 'totals'])))
    } catch (error) {
      expect((error as { advice: object }).advice).toMatchObject({
        details: ['nearest: totals', 'their columns: id, at, totals'],
      })
    }
  })

  it('have a name twice: the one spelt alike counts, and none is guessed', async () => {
    expect(() => checkColumns(sourceOf(given(['ID', 'id', 'at', 'total'])))).not.toThrow()
    expect(() => checkColumns(sourceOf(given(['ID', 'Id', 'at', 'total'])))).toThrow(
      'sources.shop.tables.orders.columns.order_id: the files of shop have 2 columns id',
    )
    expect(() =>
      checkColumns(sourceOf(given(['id', 'at', 'total', 'Item Cost', 'Item Cost']))),
    ).not.toThrow()
    const [row] = await read({
      ...given(['ID', 'id', 'at', 'total']),
      rows: [['wrong', 'right', '2026-01-05', '1']],
    })
    expect(row?.order_id).toBe('right')
  })

  it('may be called like ours', async () => {
    const [row] = await read({
      tables: {
        orders: {
          columns: {
            order_id: 'file',
            ordered_at: 'row_error',
            total: 'problems',
            store: 'source',
            channel: 'total text',
            status: 'file_status',
          },
        },
      },
      columns: ['file', 'row_error', 'problems', 'source', 'total text', 'file_status'],
      rows: [['o1', '2026-01-05', '1', 'Paris', 'web', 'paid']],
    })
    expect(row).toMatchObject({
      order_id: 'o1',
      total: 1,
      store: 'Paris',
      channel: 'web',
      status: 'paid',
      source: 'shop',
      problems: null,
    })
  })
})

/** The entries of `problems` with bars between their parts. */
const problemsOf = (problems: unknown) =>
  problems === null ? [] : String(problems).replaceAll('\u001f', '|').split('\u001e')
