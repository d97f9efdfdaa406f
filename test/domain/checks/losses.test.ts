import { describe, expect, it } from 'vitest'
import { type Loss, lossText } from '../../../functions/domain/checks/losses.ts'

const loss = (more: Partial<Loss>): Loss => ({
  source: 'orders',
  file: 'orders.csv',
  table_name: 'orders',
  column: 'total',
  reason: 'unreadable',
  is_row: true,
  times: 1204,
  example: '1 249,00 €',
  ...more,
})

describe('a loss', () => {
  it('is told with how often and an example', () => {
    expect(lossText(loss({}))).toBe('orders.csv: 1,204 × total unreadable, e.g. “1 249,00 €”')
    expect(lossText(loss({ reason: 'missing', example: null }))).toBe(
      'orders.csv: 1,204 × total missing',
    )
  })

  it('of a value says that the row is kept', () => {
    const status = loss({
      column: 'status',
      reason: 'unknown-word',
      is_row: false,
      example: 'shpd',
    })
    expect(lossText(status)).toBe(
      'orders.csv: 1,204 × status holds a word that is not known, e.g. “shpd” (row kept)',
    )
  })

  it('of text shows none of it: it may be a name', () => {
    const id = loss({ table_name: 'customers', column: 'customer_id', example: 'ann@shop.example' })
    expect(lossText(id)).toBe('orders.csv: 1,204 × customer_id unreadable')
    const line = loss({ column: '(row)', reason: 'ragged-line', example: 'o1,Ann' })
    expect(lossText(line)).toBe(
      'orders.csv: 1,204 × line with too many or too few fields, or a stray quote',
    )
  })
})
