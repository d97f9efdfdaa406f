import { describe, expect, it } from 'vitest'
import { casesGate, namesGate } from './case-gates.ts'
import type { Case } from './cases.ts'
import { parseTable } from './table-text.ts'

const one = (name: string, csv: string): Case => ({
  table: 'buyers',
  name,
  given: [{ table: 'orders', content: parseTable(csv) }],
  expect: parseTable('customer_id\n'),
  params: {},
})
const empty = one('empty', 'customer_id,total\n')
const edge = one('edge-nulls-and-ties', 'customer_id,total\nc1,1\nc2,1\nc3,\n')

describe('gates of the cases of a query', () => {
  it('two cases, one empty and one at the edge, pass', () => {
    expect(casesGate([edge, empty])).toEqual([])
  })

  it('one case is too few', () => {
    expect(casesGate([empty])).toContain('1 cases; two are the least')
  })

  it('a case is named empty and is', () => {
    expect(casesGate([edge, edge])).toContain('no case named empty')
    expect(casesGate([edge, one('empty', 'customer_id\nc1\n')])).toContain(
      'empty: a given table has rows',
    )
  })

  it('a case is at the edge and has nulls and ties', () => {
    const plain = one('plain', 'customer_id,total\nc1,1\nc2,1\nc3,\n')
    expect(casesGate([plain, empty])).toEqual(['no case with edge in its name'])
    expect(casesGate([one('edge', 'customer_id,total\nc1,1\nc2,1\n'), empty])).toEqual([
      'edge: no given cell is null',
    ])
    expect(casesGate([one('edge', 'customer_id,total\nc1,1\nc2,\n'), empty])).toEqual([
      'edge: no value of a given column comes twice',
    ])
  })

  it('an empty text is no null', () => {
    expect(casesGate([one('edge', 'customer_id,total\nc1,""\nc2,""\n'), empty])).toEqual([
      'edge: no given cell is null',
    ])
  })

  it('cases without a query and queries of one name are found', () => {
    expect(namesGate(['buyers'], [edge])).toEqual([])
    expect(namesGate(['sellers'], [edge, empty])).toEqual([
      'test/queries/buyers: no query of that name',
    ])
    expect(namesGate(['buyers', 'buyers'], [edge])).toEqual(['buyers.sql: two files of that name'])
  })
})
