import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { readCases, readQueries } from '../support/cases.ts'
import { runOnTrino } from '../support/run-cases.ts'
import { trinoClient } from '../support/trino.ts'
import { typesOf } from '../support/types-of.ts'

const trino = trinoClient(inject('servers').trino)
const queries = readQueries(join(import.meta.dirname, '../../queries'))
const cases = readCases(join(import.meta.dirname, '../queries'))
const passed = new Map<string, number>()

afterAll(() => {
  const lines = queries.map(
    ({ table, file }) => `${String(passed.get(table) ?? 0).padStart(4)}  queries/${file}`,
  )
  console.log(['cases that gave on Trino what they gave on DuckDB', ...lines].join('\n'))
})

describe.each(queries)('queries/$file on Trino', ({ table, sql }) => {
  const own = cases.filter((one) => one.table === table)

  it('has two cases and more', () => {
    expect(own.length).toBeGreaterThanOrEqual(2)
  })

  it.each(own)('$name', async (one) => {
    expect(await runOnTrino(trino, sql, one, typesOf)).toBeUndefined()
    passed.set(table, (passed.get(table) ?? 0) + 1)
  })
})
