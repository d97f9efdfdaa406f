import { expect, it } from 'vitest'
import { configSpec } from '../../../functions/config.ts'
import { type Feature, features } from '../../../functions/domain/features/columns.ts'
import { featuresQuery } from '../../../functions/domain/features/features-query.ts'
import { featuresOf } from '../../../functions/features.ts'
import { tables } from '../../../functions/tables.ts'
import { queryGates } from '../../support/query-gates.ts'

const config = configSpec.parse({
  version: 1,
  company: { name: 'Shop', timeZone: 'Europe/London' },
  attributes: { loyalty_level: { type: 'text' }, select: { type: 'number' } },
  sources: {
    shop: {
      files: ['orders.csv'],
      format: { type: 'csv' },
      tables: { orders: { columns: { order_id: 'id' } } },
    },
  },
})
const all = featuresOf(config)
const columnsOf = (name: string) =>
  tables(config).find((table) => table.name === name)?.columns ?? []

it('takes every column from its table, declared attributes from customers', () => {
  const some = ['age', 'orders', 'loyalty_level', 'select'].map(
    (name) => all.find((one) => one.name === name) as Feature,
  )
  expect(featuresQuery(some)).toBe(`-- One row per customer: everything that rules may name.
select
    customers.customer_id,
    int_customer_profile."age",
    customer_activity."orders",
    customers."loyalty_level",
    customers."select"
from customers
left join int_customer_profile
    on int_customer_profile.customer_id = customers.customer_id
left join customer_activity
    on customer_activity.customer_id = customers.customer_id
where customers.is_profiled
`)
})

it('names columns that their tables have, with their types', () => {
  for (const { name, type, from } of all) {
    expect(columnsOf(from)).toContainEqual(expect.objectContaining({ name, type }))
  }
})

it('gives customer_features the columns that it promises, in their order', () => {
  const selected = [...featuresQuery(all).matchAll(/^ {4}\w+\."?(\w+)"?,?$/gm)]
  expect(selected.map(([, name]) => name)).toEqual(
    columnsOf('customer_features').map(({ name }) => name),
  )
})

it.each(Object.entries(queryGates))('keeps to the gate of %s', (_, gate) => {
  expect(gate(featuresQuery(all))).toEqual([])
})

it('lets rules name the RFM segments that config names', () => {
  const values = (names: 'default' | Record<string, string>) =>
    featuresOf({ attributes: {}, rfm: { names } }).find(({ name }) => name === 'rfm_segment')
      ?.values
  expect(values('default')).toEqual(features.find(({ name }) => name === 'rfm_segment')?.values)
  expect(values({ 555: 'Best', 554: 'Best', 111: 'Worst' })).toEqual(['Worst', 'Best'])
})
