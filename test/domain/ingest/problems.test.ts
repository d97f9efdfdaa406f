import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { type Given, order, problemsOf, rowsOf } from './source-rows.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const read = (given: Given) => rowsOf(engine, given)

describe('what is wrong with a row', () => {
  it('tells what typed columns do not give', async () => {
    const rows = await read({
      tables: { orders: { columns: { ...order, customer_id: 'customer', discount: 'discount' } } },
      format: { type: 'parquet' },
      columns: ['id:double', 'at:bigint', 'total:double', 'customer:double', 'discount:boolean'],
      rows: [
        ['1', '1', '1', '12.5', 'true'],
        ['1.5', null, 'nan', null, null],
      ],
    })
    expect(rows.map(problemsOf)).toEqual([
      ['ordered_at|1|unreadable|true'],
      ['order_id|(double)|unreadable|true'],
    ])
    expect(rows.map(({ is_rejected }) => is_rejected)).toEqual([true, true])
  })

  it('tells every value that is lost, and rejects for the first that is needed', async () => {
    const rows = await read({
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
      attributes: [{ name: 'stars', type: 'decimal(18,4)', meaning: '' }],
    })
    expect(rows.map(problemsOf)).toEqual([
      [
        'birth_date|05/01/1980|unreadable|false',
        'signed_up_at|long ago|unreadable|false',
        'stars|x y|unreadable|false',
      ],
      ['customer_id||missing|true'],
    ])
  })
})
