import { describe, expect, it } from 'vitest'
import { compareTables } from './compare-tables.ts'
import { parseTable } from './table-text.ts'

const compare = (expected: string, actual: string) =>
  compareTables(parseTable(expected), parseTable(actual))

describe('comparing tables', () => {
  it('rows count, their order does not', () => {
    expect(compare('a,b\n1,x\n2,y\n', 'a,b\n2,y\n1,x\n')).toBeUndefined()
    expect(compare('a\n1\n1\n', 'a\n1\n')).toBe('2 rows expected, 1 found\n- a=1')
  })

  it('an empty text is not null', () => {
    expect(compare('a,b\n1,\n', 'a,b\n1,""\n')).toBe(
      '1 rows expected, 1 found\n~ a=1: b expected null, found ""',
    )
  })

  it('columns have the same names in the same order', () => {
    expect(compare('a,b\n', 'b,a\n')).toBe('columns expected: a, b\ncolumns found:    b, a')
  })

  it('types are compared where both are known', () => {
    expect(compare('a:bigint\n', 'a:integer\n')).toBe('a is integer, expected bigint')
    expect(compare('a\n', 'a:integer\n')).toBeUndefined()
  })

  it('a type that the lake does not hold is refused', () => {
    expect(compare('a\n', 'a:hugeint\n')).toBe('a is hugeint, which the lake does not hold')
    expect(compare('a\n', 'a:timestamp(6)\n')).toBe(
      'a is timestamp(6), which the lake does not hold',
    )
  })

  it('doubles are equal to 1e-9, everything else exactly', () => {
    expect(compare('k,a:double\nx,0.1\n', 'k,a:double\nx,0.10000000001\n')).toBeUndefined()
    expect(compare('k,a:double\nx,1e12\n', 'k,a:double\nx,1000000000001\n')).toBe(undefined)
    expect(compare('k,a:double\nx,0.1\n', 'k,a:double\nx,0.100001\n')).toContain('a expected 0.1')
    expect(compare('k,a:decimal(18,2)\nx,0.1\n', 'k,a:decimal(18,2)\nx,0.11\n')).toBeDefined()
    expect(compare('a:double,k\n0.3,x\n', 'a:double,k\n0.30000000000000004,x\n')).toBeUndefined()
  })

  it('one value has one spelling', () => {
    expect(compare('a:decimal(18,2)\n1.5\n0\n', 'a:decimal(18,2)\n1.50\n0.00\n')).toBeUndefined()
    expect(
      compare('a:timestamp(3)\n2026-03-10T10:00:00\n', 'a:timestamp(3)\n2026-03-10 10:00:00.000\n'),
    ).toBeUndefined()
    expect(compare('a\n1.50\n', 'a\n1.5\n')).toBeDefined()
  })

  it('says what differs, whole rows only when nothing is alike', () => {
    expect(compare('id,a,b\nc1,1,x\nc2,2,y\n', 'id,a,b\nc1,1,z\nc3,3,y y\n')).toBe(
      [
        '2 rows expected, 2 found',
        '~ id=c1: b expected x, found z',
        '- id=c2 a=2 b=y',
        '+ id=c3 a=3 b="y y"',
      ].join('\n'),
    )
  })

  it('shows twenty differences at most', () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i}\n`).join('')
    expect(compare(`a\n${rows}`, 'a\n')?.split('\n').at(-1)).toBe('… 10 more')
  })
})
