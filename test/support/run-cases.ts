/** Runs a query case on an engine and says how its rows differ from the expected ones; undefined when they do not. */

import { inlined } from '../../functions/platform/aws/inline.ts'
import type { Engine } from '../../functions/platform/local/engine.ts'
import { bind, ident, valuesSql } from '../../functions/platform/sql.ts'
import { type Case, expectedTable, givenTables, type TypesOf } from './cases.ts'
import { compareTables } from './compare-tables.ts'
import { duckDbTable } from './duckdb-table.ts'
import type { Trino } from './trino.ts'

/** Runs a case on DuckDB, with the given rows as tables that are gone afterwards. */
export async function runOnDuckDb(
  engine: Engine,
  sql: string,
  one: Case,
  typesOf: TypesOf,
): Promise<string | undefined> {
  await engine.run('begin')
  try {
    for (const { table, columns, rows } of givenTables(sql, one, typesOf)) {
      await engine.run(`create table ${ident(table)} as ${valuesSql(columns, rows)}`)
    }
    const actual = await duckDbTable(engine.connection, bind(sql, one.params))
    return compareTables(expectedTable(one, typesOf), actual)
  } finally {
    await engine.run('rollback')
  }
}

/** Runs a case on Trino, with the given rows as selects in front of the query. */
export async function runOnTrino(
  trino: Trino,
  sql: string,
  one: Case,
  typesOf: TypesOf,
): Promise<string | undefined> {
  const given = givenTables(sql, one, typesOf).map(({ table, columns, rows }) => ({
    name: table,
    sql: valuesSql(columns, rows),
  }))
  const { columns, rows } = await trino.query(inlined(bind(sql, one.params), given))
  return compareTables(expectedTable(one, typesOf), { columns, rows })
}
