import { StatementType } from '@duckdb/node-api'
import { UsageError } from '../../errors.ts'
import type { Published } from '../../stage.ts'
import type { Reader, StoredTable } from '../ports.ts'
import { emptySql, ident, literal, withColumns } from '../sql.ts'
import { type Engine, openEngine } from './engine.ts'
import { parquet } from './parquet.ts'

/** Opens the tables of a night; `nights` are it and those before it. */
export async function openNight(
  lake: string,
  night: Published,
  nights: readonly Published[] = [night],
): Promise<Reader> {
  const engine = await openEngine()
  for (const [name, { location }] of Object.entries(night.tables)) {
    const journal = location.startsWith('journals/')
    const parts = (journal ? nights : [night]).flatMap(({ asOf, tables }) => {
      const table = tables[name]
      return table
        ? [`select date ${literal(asOf)} as as_of, * from ${parquet(lake, [table.location])}`]
        : []
    })
    await engine.run(`create view ${ident(name)} as ${parts.join(' union all by name ')}`)
  }
  return readerOf(engine, lake)
}

/** Opens tables that lie in the lake, each by a name of its own. */
export async function openTables(lake: string, tables: readonly StoredTable[]): Promise<Reader> {
  const engine = await openEngine()
  for (const { name, columns, stored } of tables) {
    const rows = stored
      ? `select ${withColumns(columns, stored.columns)} from ${parquet(lake, [stored.location])}`
      : emptySql(columns)
    await engine.run(`create view ${ident(name)} as ${rows}`)
  }
  return readerOf(engine, lake)
}

/** Lets questions read what the engine shows, and nothing else. */
async function readerOf(engine: Engine, lake: string): Promise<Reader> {
  await engine.run(`SET GLOBAL allowed_directories = [${literal(lake)}];
    SET GLOBAL enable_external_access = false; SET GLOBAL lock_configuration = true`)
  const { connection } = engine
  return {
    async ask(sql) {
      await engine.guard(sql, async () => {
        const statements = await connection.extractStatements(sql)
        const prepared = statements.count === 1 ? await statements.prepare(0) : undefined
        if (prepared?.statementType !== StatementType.SELECT) {
          throw new UsageError('query takes one select', {
            next: ['nocturne query "select count(*) from customer_rfm"'],
          })
        }
      })
      return engine.guard(sql, async () => {
        const reader = await connection.runAndReadAll(sql)
        const rows = reader
          .getRowsJson()
          .map((row) =>
            row.map((value) =>
              value === null ? null : typeof value === 'string' ? value : JSON.stringify(value),
            ),
          )
        return { names: reader.deduplicatedColumnNames(), rows }
      })
    },
    close: () => engine.close(),
  }
}
