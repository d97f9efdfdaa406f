import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { order, orderColumns, problemsOf, rowsOf } from './source-rows.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

describe('customers of order lines', () => {
  it('are one row each, the latest before the cut-off', async () => {
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
    const given = {
      tables: {
        orders: { columns: order },
        customers: { columns: { customer_id: 'customer', country: 'country' } },
      },
      columns: [...orderColumns, 'customer', 'country'],
      rows,
    }
    const read = await rowsOf(engine, given, 'customers')
    const told = read.map(({ customer_id, country, updated_at }) => [
      customer_id,
      country,
      updated_at,
    ])
    expect(told.sort()).toEqual([
      ['c1', 'BE', '2026-01-06 23:00:00'],
      ['c3', 'FR', '2026-01-04 23:00:00'],
      ['c4', null, null],
    ])
  })

  it('leave it to the order to say that its date is unreadable', async () => {
    const given = {
      tables: {
        orders: { columns: order },
        customers: { columns: { customer_id: 'customer', birth_date: 'born' } },
      },
      columns: [...orderColumns, 'customer', 'born'],
      rows: [['o1', 'never', '1', 'c1', 'long ago']],
    }
    const [told] = await rowsOf(engine, given)
    expect(told && problemsOf(told)).toEqual(['ordered_at|never|unreadable|true'])
    const [customer] = await rowsOf(engine, given, 'customers')
    expect(customer && problemsOf(customer)).toEqual(['birth_date|long ago|unreadable|false'])
  })
})
