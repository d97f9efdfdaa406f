/** What a query of histories lets the past know of the days that a back-test hides. */
import { nextDay } from '../../functions/domain/time.ts'
import type { Engine } from '../../functions/platform/local/engine.ts'
import type { Row } from '../../functions/platform/ports.ts'
import { bind, dateParam, emptySql, ident, valuesSql } from '../../functions/platform/sql.ts'
import { queryText } from '../../functions/queries.ts'
import { typesOf } from './types-of.ts'
import type { Order } from './value-night.ts'
import { simulatedShop } from './value-shops.ts'

export const asOf = '2026-01-01'
/** The first hidden day. */
export const calibrationOn = '2025-07-01'
const soonOn = '2025-09-29'

export const orders = simulatedShop({
  ...{ customers: 300, from: '2025-01-01', comingDays: 300, days: 365, seed: 4 },
})
const isPast = ({ ordered_on }: Order) => ordered_on < calibrationOn
export const past = orders.filter(isPast)

/** The same past with other futures. */
export const worlds: Readonly<Record<string, readonly Order[]>> = {
  'without a later day': past,
  'with every later order moved, dearer and given back': orders.map((order) =>
    isPast(order)
      ? order
      : { ...order, ordered_on: calibrationOn, total: 9999, refunded: order.total },
  ),
  'with everybody there on the calibration day and the last': [
    ...past,
    ...[...new Set(past.map(({ customer_id }) => customer_id))].flatMap((customer_id) => [
      { customer_id, ordered_on: calibrationOn, total: 1 },
      { customer_id, ordered_on: nextDay(asOf, -1), total: 1, is_purchase: false },
      { customer_id, ordered_on: nextDay(asOf, -2), total: 1 },
    ]),
  ],
}

/** Of each column of the past in which the future shows, how it did; none of an honest query. */
export async function leaksOf(engine: Engine, text: string): Promise<readonly string[]> {
  const known = await pastOf(engine, orders, text)
  const leaks = new Set<string>()
  for (const [world, changed] of Object.entries(worlds))
    for (const column of differing(known, await pastOf(engine, changed, text)))
      leaks.add(`${column} is another ${world}`)
  for (const column of differing(known, await presentOf(engine, past, text)))
    leaks.add(`${column} is not that of a night on the calibration day`)
  return [...leaks].sort()
}

const columns = ['repeat_days', 'last_purchase_days', 'age_days', 'ln_gaps'] as const

const pastOf = (engine: Engine, all: readonly Order[], text: string) =>
  historiesOf(engine, all, text, {
    night: asOf,
    select: columns.map((name) => `past_${name} as ${name}`).join(', '),
    where: 'past_repeat_days is not null',
  })

/** What a night on the calibration day knows. */
const presentOf = (engine: Engine, all: readonly Order[], text: string) =>
  historiesOf(engine, all, text, {
    night: calibrationOn,
    select: columns.join(', '),
    where: 'true',
  })

async function historiesOf(
  engine: Engine,
  all: readonly Order[],
  text: string,
  { night, select, where }: { night: string; select: string; where: string },
) {
  const table = async (name: string, sql: string) =>
    engine.run(`create or replace table ${ident(name)} as ${sql}`)
  await table('int_orders', valuesSql(typesOf('int_orders') ?? [], all.map(asRow)))
  await table('customers', emptySql(typesOf('customers') ?? []))
  await table('int_customer_order_days', queryText('int_customer_order_days'))
  const params = {
    as_of: dateParam(night),
    salt: 'any',
    calibration_on: dateParam(night === asOf ? calibrationOn : '0001-01-01'),
    soon_on: dateParam(night === asOf ? soonOn : '0001-01-01'),
  }
  await table('int_value_histories', bind(text, params))
  return engine.rows(
    `select customer_id, ${select} from int_value_histories where ${where} order by customer_id`,
  )
}

const asRow = (order: Order, i: number) => ({
  ...{ refunded: 0, is_purchase: true, order_id: String(i) },
  ...order,
})

const differing = (some: readonly Row[], others: readonly Row[]) =>
  ['customer_id', ...columns].filter(
    (name) =>
      some.length !== others.length || some.some((row, i) => row[name] !== others[i]?.[name]),
  )
