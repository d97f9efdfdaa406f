/** What the mapping language makes of files, the same on both engines. */
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { compareTables } from '../support/compare-tables.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import { languageCases } from '../support/language-cases.ts'
import { trinoClient } from '../support/trino.ts'

const trino = trinoClient(inject('servers').trino)

describe('the mapping language reads alike on both engines', () => {
  let duckdb: Engine
  beforeAll(async () => {
    duckdb = await openEngine({ threads: 1 })
  })
  afterAll(() => duckdb.close())

  it.each(Object.entries(languageCases))('%s', async (_, sql) => {
    const ours = await duckDbTable(duckdb.connection, sql)
    expect(ours.rows.length).toBeGreaterThan(0)
    expect(compareTables(ours, await trino.query(sql))).toBeUndefined()
  })
})
