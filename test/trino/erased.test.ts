/** Who was erased is left out of every table, the same on both engines. */
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type Engine, openEngine } from '../../functions/platform/local/engine.ts'
import { compareTables } from '../support/compare-tables.ts'
import { duckDbTable } from '../support/duckdb-table.ts'
import { keysLeftOut, stagedRows, staying, whole } from '../support/erased-rows.ts'
import { trinoClient } from '../support/trino.ts'

const trino = trinoClient(inject('servers').trino)

let duckdb: Engine
beforeAll(async () => {
  duckdb = await openEngine({ threads: 1 })
})
afterAll(() => duckdb.close())

async function rows(sql: string) {
  const here = await duckDbTable(duckdb.connection, whole(sql))
  expect(compareTables(here, await trino.query(whole(sql)))).toBeUndefined()
  return here.rows
}

it('finds their ids by address too, and their orders', async () => {
  const keys = await rows('select hash from erased_keys order by hash')
  expect(keys.flat()).toEqual(keysLeftOut)
  expect(await rows('select hash from erased_orders')).toHaveLength(4)
})

it.each(staying)('of %s others stay', async (table, key, stay) => {
  const sql = stagedRows(table)
  const named = `select ${key} from (${sql}) as rows_of_table order by ${key} nulls last`
  expect((await rows(named)).flat()).toEqual(stay)
  await rows(sql)
})
