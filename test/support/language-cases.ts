/** Queries of ingest over rows that need all of the mapping language, to be asked of both engines. */
import { withLineTotals } from '../../functions/domain/ingest/order-totals.ts'
import { twinsQuery } from '../../functions/domain/ingest/order-twins.ts'
import { sourceQuery } from '../../functions/domain/ingest/source-query.ts'
import type { Staging } from '../../functions/domain/ingest/staging-facts.ts'
import { bind, instantParam, literal } from '../../functions/platform/sql.ts'
import { sourceOf } from '../domain/ingest/source-rows.ts'

const columns = ['no', 'mail', 'phone', 'at', 'z', 'state', 'total', 'ship', 'off', 'adjusted']
const rows: readonly (readonly (string | null)[])[] = [
  [
    '#1',
    'a@x.fr',
    null,
    '02/03/2026 23:45',
    'Moon time',
    'Paid',
    '€1,249.00',
    '$4.95',
    '(1)',
    '0.00',
  ],
  ['#1', null, null, null, null, null, null, null, null, null],
  ["'#2", null, "'+33", '02/03/2026 23:45', 'MOON time', 'open', "CHF 1'249.50-", null, null, '3'],
  ['3.0', null, null, '02/07/2026 10:00', 'Mars', 'paid', '58,95', '1', '2', 'x'],
  ['4', null, null, '02/07/2026 10:00', null, 'Cancelled', 'Rs. 1,24,999', '1', '2', 'x'],
  ['5', null, null, null, 'moon time', null, '(33.62)', 'soon', null, null],
  ['6', 'b@x.fr', null, '02/07/2026 10:00', 'LUNAR time', 'paid', '−5', null, null, '−1'],
  ['6', 'c@x.fr', null, null, null, null, null, null, null, null],
  [null, null, null, null, null, null, null, null, null, null],
]

const source = sourceOf({
  more: { fill: { by: ['no'], columns: ['at', 'z', 'state', 'mail', 'total'] } },
  tables: {
    orders: {
      rows: { state: { not_in: ['cancelled'] }, no: { known: true } },
      columns: {
        order_id: { from: 'no', strip: ['apostrophe', 'hash', 'decimals'] },
        customer_id: {
          from: 'mail',
          else: ['phone'],
          through: [{ source: 'shop', key: 'mail', value: 'no' }],
        },
        ordered_at: { from: 'at', format: 'DD/MM/YYYY HH:mm', zone: 'z', fileDay: true },
        status: { from: 'state', map: { '': 'pending', open: 'pending' }, otherwise: 'paid' },
        total: { from: 'total', plus: ['ship'], minus: ['off'], strip: 'money' },
        refunded: { from: 'adjusted', when: { adjusted: { not: 0 } }, strip: 'money' },
        channel: { fileName: { 'web*': 'web' } },
      },
    },
  },
  columns,
  rows: [],
  file: 'web-2026-03-01.csv',
})

const staging: Staging = {
  attributes: [],
  companyZone: 'Europe/Paris',
  years: { from: 2020, to: 2028 },
  asOf: '2026-03-10',
  sources: [source],
  zones: new Map([
    ['moon time', 'America/New_York'],
    ['lunar time', 'America/New_York'],
  ]),
}

const values = (list: readonly (readonly (string | null)[])[]) =>
  list
    .map((row) => `(${row.map((one) => (one === null ? 'null' : literal(one))).join(', ')})`)
    .join(', ')

const raw = `select 'web-2026-03-01.csv' as file, cast(null as varchar) as row_error,
    cast(null as varchar) as row_text,
    ${columns.map((_, i) => `cast(c${i + 1} as varchar) as c${i + 1}`).join(', ')}
  from (values ${values(rows)}) as t(${columns.map((_, i) => `c${i + 1}`).join(', ')})`

const orders = `select cast(source as varchar) as source, 'shop' as id_space, 'x.csv' as file,
    cast(order_id as varchar) as order_id, cast(reference as varchar) as reference,
    cast(customer_id as varchar) as customer_id,
    cast(ordered_at as timestamp(3)) as ordered_at, cast(status as varchar) as status,
    cast(total as decimal(18,2)) as total, cast(null as decimal(18,2)) as discount,
    cast(null as decimal(18,2)) as refunded, cast(null as varchar) as currency,
    cast(null as varchar) as channel, cast(null as varchar) as store,
    cast(null as timestamp(3)) as updated_at, cast(null as date) as ordered_on,
    cast(null as integer) as ordered_hour
  from (values ${values([
    ['web', '1', '#7', 'a@x.fr', '2026-03-01 10:00:00.000', 'paid', '10'],
    ['web', '2', null, 'b@x.fr', '2026-03-01 10:00:00.000', 'paid', '10'],
    ['web', '3', null, null, '2026-03-01 10:00:00.000', 'paid', null],
    ['web', '4', null, null, '2026-03-01 10:00:00.000', 'paid', '20'],
    ['web', '5', null, null, '2026-03-02 10:00:00.000', null, '30'],
    ['card', 'p1', '7', null, '2026-03-09 10:00:00.000', 'paid', '3'],
    ['card', 'p2', null, 'B@x.fr', '2026-03-01 12:00:00.000', 'refunded', '10'],
    ['card', 'p3', null, 'c@x.fr', '2026-03-01 15:59:00.000', 'paid', '20'],
    ['card', 'p4', null, 'c@x.fr', '2026-03-01 16:00:30.000', 'paid', '20'],
    ['card', 'p5', null, null, '2026-03-02 10:01:00.000', null, '30'],
  ])}) as t(source, order_id, reference, customer_id, ordered_at, status, total)`

const lines = `select 'shop' as id_space, cast(order_id as varchar) as order_id,
    cast(status as varchar) as status, cast(quantity as decimal(18,4)) as quantity,
    cast(price as decimal(18,4)) as unit_price, cast(amount as decimal(18,2)) as amount,
    cast(refunded as decimal(18,2)) as refunded
  from (values ${values([
    ['3', null, '2', '10.005', null, null],
    ['3', 'paid', '-1', null, '4', '1'],
    ['3', 'cancelled', '1', null, '99', null],
  ])}) as t(order_id, status, quantity, price, amount, refunded)`

const params = { cutoff: instantParam('2026-03-10T00:00:00Z'), currency: 'EUR' }
const pair = { source: 'card', of: 'web', by: ['order', 'amount'], hours: 6, isRule: true } as const

export const languageCases: Readonly<Record<string, string>> = {
  'a source that needs all of it': `with raw_shop as (${raw})
    select * from (${bind(sourceQuery(source, 'orders', staging), params)}) as rows_of_shop`,
  'orders that another source has': `with seen_orders as (${orders})
    select * from (${bind(twinsQuery([pair], 'seen_orders'), params)}) as twins`,
  'orders with totals of their lines': `with seen_order_items as (${lines}), given as (${orders})
    select * from (${withLineTotals('select * from given')}) as orders`,
}
