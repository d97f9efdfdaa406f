import { describe, expect, it } from 'vitest'
import {
  type CheckResult,
  checkResultsQuery,
  explained,
  stopped,
} from '../../../functions/domain/checks/checks.ts'
import { checkNames } from '../../../functions/queries.ts'

const result = (check: string, more: Partial<CheckResult> = {}): CheckResult => ({
  check,
  source: 'orders',
  severity: 'stop',
  value: 0.125,
  limit: 0.05,
  detail: '2026-03-01',
  ...more,
})

describe('a check that failed', () => {
  it.each(checkNames)('%s says what, and what to do', (name) => {
    const { message, next } = explained(result(name.replaceAll('_', '-')))
    expect(message).toMatch(/^orders: [^A-Z]/)
    expect(message).not.toMatch(/undefined|NaN|\.$/)
    expect(next.length).toBeGreaterThan(0)
  })

  it('names the night that could see a stale source', () => {
    const { message, next } = explained(result('stale', { value: 9, limit: 7 }))
    expect(message).toBe(
      'orders: newest row is 2026-03-01, 9 days before the night; at most 7 are allowed',
    )
    expect(next[0]).toContain('nocturne run --date 2026-03-02')
  })

  it('groups the digits of counts, and says in which direction they are unusual', () => {
    const volume = (value: number, limit: number) =>
      explained(result('volume', { value, limit, detail: '12604 rows, usual 61900 to 63100' }))
    expect(volume(-0.8, -0.2).message).toBe(
      'orders: 12,604 rows, usual 61,900 to 63,100: 80 % fewer; at most 20 % are allowed',
    )
    expect(volume(1.5, 1).message).toBe(
      'orders: 12,604 rows, usual 61,900 to 63,100: 150 % more; at most 100 % are allowed',
    )
  })

  it('ends the night with the first of them, the others and examples below', () => {
    const error = stopped(
      [
        result('rejected-rate', { detail: '5 of 40' }),
        result('empty', { value: 1, detail: 'b.csv' }),
      ],
      ['orders.csv: 5 × total unreadable'],
    )
    expect(error.message).toBe('orders: 5 of 40 rows are rejected, 12.5 %; at most 5 % are allowed')
    expect(error.advice.details).toEqual([
      'orders.csv: 5 × total unreadable',
      'also: orders: b.csv has no rows',
    ])
    expect(error.advice.next).toHaveLength(3)
  })

  it('without words is a fault of ours', () => {
    expect(() => explained(result('unheard-of'))).toThrow('no message for check unheard-of')
  })
})

describe('check_results', () => {
  it('is every check’s rows under another', () => {
    const sql = checkResultsQuery(['-- One row.\nselect 1', '-- One row.\nwith a as (b) select 2'])
    expect(sql).toContain(
      'select * from (\nselect 1)\nunion all\nselect * from (\nwith a as (b) select 2)',
    )
  })
})
