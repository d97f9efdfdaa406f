import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkColumns } from '../../../functions/domain/ingest/raw-source.ts'
import { type Engine, openEngine } from '../../../functions/platform/local/engine.ts'
import { type Given, order, rowsOf, sourceOf } from './source-rows.ts'

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

const read = (given: Given) => rowsOf(engine, given)

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
