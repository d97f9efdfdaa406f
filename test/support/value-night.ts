/** The stage of value alone, on orders as they stand in `int_orders`. */
import { rmSync } from 'node:fs'
import { readConfig } from '../../functions/config-file.ts'
import { claimNight } from '../../functions/lake.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { localPlatform } from '../../functions/platform/local/platform.ts'
import type { Row, Warehouse } from '../../functions/platform/ports.ts'
import { queryText } from '../../functions/queries.ts'
import { type Done, runParams } from '../../functions/stage.ts'
import { value } from '../../functions/stages/value.ts'
import { scratch } from './night.ts'

/** An order of a customer. A purchase unless it says otherwise. */
export interface Order {
  readonly customer_id: string
  readonly ordered_on: string
  readonly total: number
  readonly refunded?: number
  readonly is_purchase?: boolean
}

export interface ValueTerms {
  readonly asOf: string
  /** The part `value` of a config. */
  readonly value?: object
  readonly threads?: number
}

/** What the stage made. `rows` answers a question to its tables. */
export interface ValueNight {
  readonly done: Done
  readonly warehouse: Warehouse
  rows(sql: string): Promise<readonly Row[]>
}

/** Tables that the stage leaves behind. */
export const valueTables = [
  'int_value_histories',
  'value_periods',
  'value_nodes',
  'value_quantiles',
  'int_value_expectations',
  'int_value_scores',
  'value_cuts',
  'customer_value',
  'value_model',
  'value_card',
  'value_backtest',
  'value_calibration',
] as const

/** Runs the stage in a lake that is gone when `look` is done. Orders on and after the night are not seen, as by every night. */
export async function valueNight<Result>(
  orders: readonly Order[],
  { asOf, value: terms = {}, threads = 1 }: ValueTerms,
  look: (night: ValueNight) => Promise<Result>,
): Promise<Result> {
  const lake = scratch('value')
  const files = folderFiles(lake)
  const { config } = readConfig(`${shop}value: ${JSON.stringify(terms)}\n`, 'nocturne.yaml')
  const claim = await claimNight(files, { asOf, config, sources: {} })
  if (claim.status !== 'run') throw new Error('the night was run before')
  const log = { step() {}, warn() {} }
  const { run } = claim
  const platform = await localPlatform({ run, sources: {}, lake, files, log, threads })
  try {
    const { warehouse } = platform
    const seen = orders.filter(({ ordered_on }) => ordered_on < asOf)
    await warehouse.write('int_orders', seen.map(orderRow))
    await warehouse.write('customers', [])
    for (const table of ['int_customer_order_days', 'int_customer_days'])
      await warehouse.build(table, queryText(table), runParams(run))
    const done = await value(run, platform)
    return await look({ done, warehouse, rows: (sql) => warehouse.read(sql) })
  } finally {
    await platform.close()
    rmSync(lake, { recursive: true })
  }
}

/** All rows of a table as text in an order of their own. */
export async function sortedRows({ rows }: ValueNight, table: string): Promise<readonly string[]> {
  return (await rows(`select * from ${table}`)).map((row) => JSON.stringify(row)).sort()
}

const orderRow = ({ refunded = 0, is_purchase = true, total, ...order }: Order, i: number) => ({
  order_id: String(i),
  ...order,
  total: total.toFixed(4),
  refunded: refunded.toFixed(4),
  is_purchase,
})

const shop = `version: 1
company: { name: Shop, timeZone: UTC }
sources:
  till:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: id, customer_id: customer, ordered_at: at, total: total } }
`
