import { describe, expect, it } from 'vitest'
import { inlined } from '../../../functions/platform/aws/inline.ts'

const numbers = { name: 'numbers', sql: 'select 1 as n' }

describe('definitions in front of a query', () => {
  it('go before a select and after its first comments', () => {
    expect(inlined('-- One row.\nselect n from numbers', [numbers])).toBe(
      '-- One row.\nwith "numbers" as (\nselect 1 as n\n)\nselect n from numbers',
    )
  })

  it('go before the members of the query', () => {
    expect(inlined('with a as (select n from numbers) select * from a', [numbers])).toBe(
      'with "numbers" as (\nselect 1 as n\n), a as (select n from numbers) select * from a',
    )
  })

  it('go into the member of their own name', () => {
    expect(
      inlined('with numbers as (select n from numbers) select * from numbers', [numbers]),
    ).toBe(
      'with numbers as (\nwith "numbers" as (\nselect 1 as n\n)\nselect n from numbers) select * from numbers',
    )
  })

  it('go into the members before that one too', () => {
    const sql =
      'with a as (select n from numbers), numbers as (select n from numbers), b as (select n from numbers) select 1 as n'
    const member = '\nwith "numbers" as (\nselect 1 as n\n)\nselect n from numbers'
    expect(inlined(sql, [numbers])).toBe(
      `with a as (${member}), numbers as (${member}), b as (select n from numbers) select 1 as n`,
    )
  })

  it('bring those that they read, and no others', () => {
    const twice = { name: 'twice', sql: 'select 2 * n as n from numbers' }
    const other = { name: 'other', sql: 'select 1 as x' }
    expect(inlined('select n from twice', [numbers, other, twice])).toBe(
      'with "twice" as (\nwith "numbers" as (\nselect 1 as n\n)\nselect 2 * n as n from numbers\n)\nselect n from twice',
    )
  })

  it('leave text and comments alone', () => {
    const sql = "select 'numbers' as a -- numbers\nfrom others"
    expect(inlined(sql, [numbers])).toBe(sql)
  })
})
