/** Small lists as tables of the engine. */
import type { Column } from '../../domain/types.ts'
import type { Row } from '../ports.ts'
import { ident, withColumns } from '../sql.ts'
import type { Engine } from './engine.ts'

/** Loads a list in place of the one before, and returns the query of its rows. SQL's text would take as long as long lists. */
export async function listed(
  engine: Engine,
  columns: readonly Column[],
  rows: readonly Row[],
): Promise<string> {
  const types = columns.map((column) => `${ident(column.name)} ${storedAs(column.type)}`)
  await engine.run(`create or replace temp table listed_rows (${types.join(', ')})`)
  await engine.guard(`a list of ${rows.length} rows`, async () => {
    const appender = await engine.connection.createAppender('listed_rows')
    for (const row of rows) {
      for (const { name, type } of columns) {
        const value = row[name] ?? null
        if (value === null) appender.appendNull()
        else if (type === 'double') appender.appendDouble(Number(value))
        else appender.appendVarchar(String(value))
      }
      appender.endRow()
    }
    appender.closeSync()
  })
  return `select ${withColumns(columns, columns)} from listed_rows`
}

/** Doubles keep every bit; all else is text until it is cast to its type. */
const storedAs = (type: Column['type']) => (type === 'double' ? 'double' : 'varchar')
