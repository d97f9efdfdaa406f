import { join } from 'node:path'
import { describe, expect, inject, it } from 'vitest'
import { type Case, readCases, readQueries } from '../support/cases.ts'
import { runOnTrino } from '../support/run-cases.ts'
import { parseTable } from '../support/table-text.ts'
import { trinoClient } from '../support/trino.ts'

const fixtures = join(import.meta.dirname, '../support/fixtures')
const queries = readQueries(join(fixtures, 'queries'))
const cases = readCases(join(fixtures, 'cases'))
const trino = trinoClient(inject('servers').trino)

const run = (one: Case) => {
  const query = queries.find(({ table }) => table === one.table)
  return runOnTrino(trino, query?.sql ?? '', one, () => undefined)
}

describe('cases on Trino', () => {
  it.each(cases.map((one) => [`${one.table}/${one.name}`, one] as const))('%s', async (_, one) => {
    expect(await run(one)).toBeUndefined()
  })

  it('a wrong expectation is told by what differs', async () => {
    const plain = cases.find(({ table, name }) => table === 'recent_spend' && name === 'plain')
    const wrong = parseTable('spend_rank,spend:decimal(18,2),customers\n1,10.01,1\n2,5,1\n')
    expect(await run({ ...(plain as Case), expect: wrong })).toBe(
      '2 rows expected, 2 found\n~ spend_rank=1: spend expected 10.01, found 10',
    )
  })
})

describe('the client', () => {
  it('keeps every digit', async () => {
    const sql = `select 9007199254740993 as a, cast('12345678901234567890.10' as decimal(38, 2)) as b,
      0.1e0 + 0.2e0 as c, timestamp '2026-03-10 10:00:00.123' as d, true as e, null as f`
    const { columns, rows } = await trino.query(sql)
    expect(columns.map(({ type }) => type)).toEqual([
      'bigint',
      'decimal(38,2)',
      'double',
      'timestamp(3)',
      'boolean',
      'unknown',
    ])
    expect(rows).toEqual([
      [
        '9007199254740993',
        '12345678901234567890.10',
        '0.30000000000000004',
        '2026-03-10 10:00:00.123',
        'true',
        null,
      ],
    ])
  })

  it('says what the server refuses', async () => {
    await expect(trino.query('select\n  a\nfrom nowhere')).rejects.toThrow(
      /^(SCHEMA|TABLE)_NOT_FOUND: /,
    )
  })
})
