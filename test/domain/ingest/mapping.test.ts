import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkColumns } from '../../../functions/domain/ingest/raw-source.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { type Given, order, orderColumns, problemsOf, rowsOf, sourceOf } from './source-rows.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const read = (given: Given) => rowsOf(engine, given)

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
    expect(plain.map(problemsOf)).toEqual([
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
    expect(rows.map(problemsOf)).toEqual([
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
})
