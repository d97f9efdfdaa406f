import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dayInName, fileDays } from '../../../functions/domain/ingest/file-day.ts'
import { zoneOf } from '../../../functions/domain/ingest/zone-words.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { type Given, order, orderColumns, problemsOf, rowsOf, sqlOf } from './source-rows.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const read = (given: Given) => rowsOf(engine, given)
const at = '2026-01-05'

/** Orders with one more column, mapped as `given`, for each of its cells. */
async function totals(
  mapping: object,
  columns: readonly string[],
  rows: Given['rows'],
  format = {},
) {
  const found = await read({
    tables: { orders: { columns: { order_id: 'id', ordered_at: 'at', total: mapping } } },
    format,
    columns: ['id', 'at', ...columns],
    rows: rows.map((cells, i) => [`o${i}`, at, ...cells]),
  })
  return found.map((row) => row.total ?? problemsOf(row)[0])
}

describe('money', () => {
  it.each([
    ['.', '$1,249.00', 1249],
    ['.', '1 249.50 €', 1249.5],
    ['.', '1\u00a0249.50', 1249.5],
    ['.', '1\u202f249.50', 1249.5],
    ['.', "CHF 1'249.50", 1249.5],
    ['.', 'Rs. 1,24,999.00', 124999],
    ['.', '(33.62)', -33.62],
    ['.', '$(33.62)', -33.62],
    ['.', '-$3.00', -3],
    ['.', '12.50-', -12.5],
    ['.', '−12.50', -12.5],
    [',', '58,95 €', 58.95],
    [',', '1 249,00 €', 1249],
    [',', '1.249,00', 1249],
    ['.', '58,95', 'total|58,95|unreadable|true'],
    ['.', '0,567', 'total|0,567|unreadable|true'],
    ['.', '1234,567', 'total|1234,567|unreadable|true'],
    [',', '12.50', 'total|12.50|unreadable|true'],
    [',', '0.567', 'total|0.567|unreadable|true'],
    [',', '0.500', 'total|0.500|unreadable|true'],
    [',', '012.500', 'total|012.500|unreadable|true'],
    [',', '-1.234.567,50', -1234567.5],
    [',', '0,567', 0.57],
    ['.', 'free', 'total|free|unreadable|true'],
  ])('with decimals after a %s: %s', async (decimal, text, value) => {
    expect(await totals({ from: 't', strip: 'money' }, ['t'], [[text]], { decimal })).toEqual([
      value,
    ])
  })
})

describe('amounts of several columns', () => {
  const mapping = { from: 't', plus: ['ship'], minus: ['off', 'tax'], strip: 'money' }

  it('are summed, blank ones as nothing; what can’t be read leaves no total', async () => {
    const rows = [
      ['$10.00', '5', '(1.00)', '0.5'],
      ['10', null, ' ', null],
      [null, '5', null, null],
      ['10', 'soon', null, null],
    ]
    expect(await totals(mapping, ['t', 'ship', 'off', 'tax'], rows)).toEqual([
      15.5,
      10,
      'total||missing|true',
      'total|10 + soon|unreadable|true',
    ])
  })

  it('are read by their types where they have any', async () => {
    const columns = ['t:double', 'ship:double', 'off:decimal(18,2)', 'tax:bigint']
    const rows = [['10.25', '0.5', '1.25', '2']]
    expect(
      await totals({ ...mapping, strip: undefined }, columns, rows, { type: 'parquet' }),
    ).toEqual([7.5])
  })
})

describe('a condition', () => {
  it.each<[object, readonly boolean[]]>([
    [{ known: true }, [true, true, true, false, false]],
    [{ known: false }, [false, false, false, true, true]],
    [{ in: [' cancelled '] }, [true, false, false, false, false]],
    [{ not_in: ['Cancelled', 'x'] }, [false, true, true, true, true]],
    [{ starts: 'C5' }, [false, true, false, false, false]],
    [{ not_starts: 'c' }, [false, false, true, true, true]],
    [{ known: true, not_starts: 'c' }, [false, false, true, false, false]],
  ])('%j on rows', async (condition, expected) => {
    const rows = await read({
      tables: { orders: { rows: { state: condition }, columns: order } },
      columns: [...orderColumns, 'state'],
      rows: ['CANCELLED', 'c500', '12', ' ', null].map((state, i) => [`o${i}`, at, '1', state]),
    })
    expect(rows.map(({ is_rejected }) => !is_rejected)).toEqual(expected)
    expect(rows.map(({ problems }) => problems)).toEqual(rows.map(() => null))
  })

  it.each<[object, readonly boolean[]]>([
    [{ not: 0 }, [false, true, true, false, false]],
    [{ more_than: 10 }, [false, true, false, false, false]],
    [{ less_than: 0.5 }, [true, false, true, false, false]],
  ])('%j on a value', async (condition, expected) => {
    const rows = await read({
      tables: {
        orders: {
          columns: {
            ...order,
            refunded: { from: 'total', when: { adjusted: condition }, strip: 'money' },
          },
        },
      },
      columns: [...orderColumns, 'adjusted'],
      rows: ['0.00', '$1,032.40', '(1.00)', 'none', null].map((one, i) => [`o${i}`, at, '7', one]),
    })
    expect(rows.map(({ refunded }) => refunded !== null)).toEqual(expected)
    expect(rows.map(({ problems }) => problems)).toEqual(rows.map(() => null))
  })

  it('of a second table leaves rows out without a trace', async () => {
    const given: Given = {
      tables: {
        orders: { columns: order },
        order_items: { rows: { sku: { known: true } }, columns: { order_id: 'id', sku: 'sku' } },
      },
      columns: [...orderColumns, 'sku'],
      rows: [
        ['o1', at, '1', 's1'],
        ['o1', at, '1', null],
      ],
    }
    expect(await rowsOf(engine, given, 'order_items')).toHaveLength(1)
  })
})

describe('cells that stand on one row of a group', () => {
  const columns = { order_id: 'no', ordered_at: 'at', total: 'total' }
  const fill = { by: ['no'], columns: ['at', 'total'] }

  it('stand on all of its rows, and leave others alone', async () => {
    const rows = await read({
      more: { fill },
      tables: { orders: { columns } },
      columns: ['no', 'at', 'total'],
      rows: [
        ['1', null, ' '],
        [' 1', at, '5'],
        ['2', at, null],
        [null, at, '9'],
        [null, null, null],
      ],
    })
    expect(rows.map(({ order_id, total }) => `${order_id} ${total}`).sort()).toEqual([
      ...['1 5', '1 5', '2 null', 'null 9', 'null null'],
    ])
    expect(rows.flatMap(problemsOf).sort()).toEqual([
      'order_id||missing|true',
      'order_id||missing|true',
      'total||missing|true',
    ])
  })

  it('are the greatest where several differ, which is noted', async () => {
    const rows = await read({
      more: { fill },
      tables: { orders: { columns } },
      columns: ['no', 'at', 'total'],
      rows: [
        ['1', at, '5'],
        ['1', at, '7'],
        ['1', null, null],
      ],
    })
    expect(rows.map(({ total }) => total).sort()).toEqual([5, 7, 7])
    expect(rows.flatMap(problemsOf)).toEqual(['total|7|several-values|false'])
  })
})

describe('an instant', () => {
  const given = (columns: object, names: readonly string[], rows: Given['rows']): Given => ({
    tables: { orders: { columns: { order_id: 'id', total: 'total', ...columns } } },
    columns: ['id', 'total', ...names],
    rows: rows.map((cells, i) => [`o${i}`, '1', ...cells]),
    zones: new Map([
      ['eastern time (us & canada)', 'America/New_York'],
      ['europe/paris', 'Europe/Paris'],
      ['paris', 'Europe/Paris'],
    ]),
  })

  it('is read in the zone beside it', async () => {
    const rows = await read(
      given(
        { ordered_at: { date: 'd', time: 't', zone: 'z' } },
        ['d', 't', 'z'],
        [
          ['2026-03-02', '23:45:10', 'Eastern Time (US & Canada)'],
          ['2026-07-02', '23:45:10', ' EUROPE/Paris '],
          ['2026-07-02', '23:45:10', 'Paris'],
          ['2026-03-02', '10:00', 'Moon'],
          ['2026-03-02', '10:00', null],
          ['2026-03-02', 'noon', 'Europe/Paris'],
        ],
      ),
    )
    expect(rows.map(({ ordered_at }) => ordered_at)).toEqual([
      ...['2026-03-03 04:45:10', '2026-07-02 21:45:10', '2026-07-02 21:45:10', null, null, null],
    ])
    expect(rows.map(({ ordered_on }) => ordered_on).slice(0, 2)).toEqual([
      '2026-03-03',
      '2026-07-02',
    ])
    expect(rows.flatMap(problemsOf)).toEqual([
      'ordered_at|Moon|unknown-zone|true',
      'ordered_at||unknown-zone|true',
      'ordered_at|2026-03-02 noon|unreadable|true',
    ])
  })

  it('has the clock of a zone once, whatever words the zone has', () => {
    const columns = { ordered_at: { date: 'd', time: 't', zone: 'z' } }
    const changes = (...words: readonly string[]) => {
      const zones = new Map(words.map((word) => [word, 'America/New_York']))
      const sql = sqlOf({ ...given(columns, ['d', 't', 'z'], []), zones }, 'orders')
      return sql.match(/timestamp '2026-11-01 /g)?.length
    }
    const words = ['eastern time (us & canada)', '(gmt-05:00) eastern time (us & canada)']
    expect(changes('america/new_york')).toBeGreaterThan(0)
    expect(changes('america/new_york', ...words)).toBe(changes('america/new_york'))
  })

  it('needs no zone where it says its offset', async () => {
    const [row] = await read(
      given(
        { ordered_at: { from: 't', zone: 'z' } },
        ['t', 'z'],
        [['2026-03-02T10:00:00Z', 'Moon']],
      ),
    )
    expect(row?.ordered_at).toBe('2026-03-02 10:00:00')
  })

  it('is the day of the file where the columns are blank, whatever the format', async () => {
    const rows = await read({
      ...given(
        { ordered_at: { from: 'a', else: ['b'], fileDay: true, format: 'DD/MM/YYYY HH:mm' } },
        ['a', 'b'],
        [
          ['05/01/2026 10:00', '06/01/2026 10:00'],
          [' ', '06/01/2026 10:00'],
          [null, null],
        ],
      ),
      file: 'exports/orders_20260203.csv',
    })
    expect(rows.map(({ ordered_at }) => ordered_at)).toEqual([
      ...['2026-01-05 09:00:00', '2026-01-06 09:00:00', '2026-02-02 23:00:00'],
    ])
  })
})

describe('what a file’s name says', () => {
  it.each([
    ['customers-2026-11-23.csv', '2026-11-23'],
    ['a/2020-01-01/customers_20261123.csv.gz', '2026-11-23'],
    ['from_2026_10_01_to_2026_11_23.csv', '2026-11-23'],
    ['export20261123101500.csv', '2026-11-23'],
    ['customers_202611231430.csv', '2026-11-23'],
    ['customers_202611231475.csv', undefined],
    ['customers_2026112314.csv', undefined],
    ['customers_2026112314300.csv', undefined],
    ['export_2026-13-40.csv', undefined],
    ['no-4120261123.csv', undefined],
    ['members_0a1b2c3d4e.csv', undefined],
  ])('%s is of %s', (file, day) => {
    expect(dayInName(file)).toBe(day)
  })

  it('counts before the day on which it was written; nothing in a file is later than the night', () => {
    const files = ['a-2026-01-05.csv', 'b.csv', 'c.csv', 'd-2026-12-01.csv']
    const writtenOn = ['2026-02-01', '2026-02-01', '2026-03-10', '2026-02-01']
    expect([...fileDays({ files, writtenOn }, '2026-03-10').values()]).toEqual([
      ...['2026-01-05', '2026-02-01', '2026-03-09', '2026-03-09'],
    ])
  })

  it('may be a word for a column', async () => {
    const tables = {
      orders: { columns: { ...order, status: { fileName: { 'PAID*': 'paid', '*': 'pending' } } } },
    }
    const rows = [['o1', at, '1']]
    const statusOf = async (file: string) =>
      (await read({ tables, columns: orderColumns, rows, file }))[0]?.status
    expect(await statusOf('x/paid-1.csv')).toBe('paid')
    expect(await statusOf('open.csv')).toBe('pending')
  })
})

it('takes the first that is not blank, strips what is listed, and names what is blank', async () => {
  const rows = await read({
    tables: {
      orders: {
        columns: {
          order_id: { from: 'id', strip: ['apostrophe', 'hash', 'decimals'] },
          ordered_at: 'at',
          total: 'total',
          customer_id: { from: 'mail', else: ['phone'], strip: 'apostrophe' },
          status: { from: 'paid', map: { '': 'pending' }, otherwise: 'paid' },
        },
      },
    },
    columns: [...orderColumns, 'mail', 'phone', 'paid'],
    rows: [
      ["'#1001", at, '1', ' ', "'+33", 'Mar-02-26'],
      ['13085.0', at, '1', 'a@x.fr', null, null],
    ],
  })
  expect(rows.map(({ order_id, customer_id, status }) => [order_id, customer_id, status])).toEqual([
    ['1001', '+33', 'paid'],
    ['13085', 'a@x.fr', 'pending'],
  ])
})

describe('the word of a zone', () => {
  it.each([
    ['Eastern Time (US & Canada)', 'America/New_York'],
    ['(GMT-05:00) eastern time (US & canada)', 'America/New_York'],
    ['Mexico City', 'America/Mexico_City'],
    ['europe/paris', 'Europe/Paris'],
    ['UTC', 'UTC'],
    ['EST', undefined],
    ['Moon', undefined],
    ['a/b', undefined],
  ])('%s', (word, zone) => {
    expect(zoneOf(word)).toBe(zone)
  })
})
