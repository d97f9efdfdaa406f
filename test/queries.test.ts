import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Engine, openEngine } from '../functions/platform/local/engine.ts'
import { casesGate, namesGate } from './support/case-gates.ts'
import { readCases, readQueries } from './support/cases.ts'
import { queryGates } from './support/query-gates.ts'
import { runOnDuckDb } from './support/run-cases.ts'
import { typesOf } from './support/types-of.ts'

const queries = readQueries(join(import.meta.dirname, '../queries'))
const cases = readCases(join(import.meta.dirname, 'queries'))

let engine: Engine
beforeAll(async () => {
  engine = await openEngine({ threads: 1 })
})
afterAll(() => engine.close())

it('every case has a query, and every query a name of its own', () => {
  const names = queries.map(({ table }) => table)
  expect(namesGate(names, cases)).toEqual([])
})

describe.each(queries)('queries/$file', ({ table, file, sql }) => {
  const own = cases.filter((one) => one.table === table)

  it.each(Object.entries(queryGates))('%s', (_, gate) => {
    expect(gate(sql)).toEqual([])
  })

  // Engines give rows in any order, and people read these.
  it.runIf(/^(plan|report)\//.test(file))('is one row, or says in which order', () => {
    expect(/^-- One row: /.test(sql) || /^order by [^()]+$/m.test(sql)).toBe(true)
  })

  it('has cases', () => {
    expect(casesGate(own)).toEqual([])
  })

  it.each(own)('$name', async (one) => {
    expect(await runOnDuckDb(engine, sql, one, typesOf)).toBeUndefined()
  })
})
