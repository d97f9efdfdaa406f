import type { DuckDBConnection, Json } from '@duckdb/node-api'
import type { TableText } from './table-text.ts'

/** A query's result on DuckDB as text, every digit kept, with types in the words of tables.ts. */
export async function duckDbTable(connection: DuckDBConnection, sql: string): Promise<TableText> {
  const reader = await connection.runAndReadAll(sql)
  const types = reader.columnTypes().map((type) => declared(String(type)))
  return {
    columns: reader.columnNames().map((name, i) => ({ name, type: types[i] ?? '' })),
    rows: reader.getRowsJson().map((row) => row.map(text)),
  }
}

const declared = (type: string) =>
  /^TIMESTAMP(_MS)?$/.test(type) ? 'timestamp(3)' : type.toLowerCase()

const text = (cell: Json) => {
  if (cell === null) return null
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}
