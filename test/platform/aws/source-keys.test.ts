import { describe, expect, it } from 'vitest'
import { fixedPart, keyPattern } from '../../../functions/platform/aws/source-keys.ts'

describe('a pattern of files', () => {
  it.each([
    ['orders.csv', ['orders.csv'], ['orders_csv', 'in/orders.csv']],
    ['*.csv', ['a.csv', '.csv'], ['in/a.csv', 'a.csv.gz']],
    ['in/**/*.csv', ['in/a.csv', 'in/b/c/a.csv'], ['a.csv', 'inb/a.csv']],
    ['**', ['a', 'a/b'], []],
    ['dt=202?-*/x', ['dt=2026-03/x'], ['dt=202/x']],
    ['a[12].csv', ['a1.csv'], ['a3.csv', 'a[12].csv']],
    ['a[!12].csv', ['a3.csv'], ['a1.csv']],
    ['{a,b}.csv{,.gz}', ['a.csv', 'b.csv.gz'], ['c.csv', 'a.csv.']],
    ['a,b (1)+$^|.csv', ['a,b (1)+$^|.csv'], ['a']],
  ])('%s', (pattern, fitting, others) => {
    const fits = keyPattern(pattern)
    expect(fitting.filter((name) => !fits.test(name))).toEqual([])
    expect(others.filter((name) => fits.test(name))).toEqual([])
  })

  it('begins with what all its files begin with', () => {
    expect(fixedPart('in/orders-*.csv')).toBe('in/orders-')
    expect(fixedPart('orders.csv')).toBe('orders.csv')
    expect(fixedPart('{a,b}')).toBe('')
  })
})
