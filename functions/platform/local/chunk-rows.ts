/** What DuckDB answers, as rows. Read column by column: a night that writes to everybody has a million rows of twenty. */
import { type DuckDBDataChunk, type DuckDBValue, JsonDuckDBValueConverter } from '@duckdb/node-api'
import type { Row } from '../ports.ts'

interface Columns {
  deduplicatedColumnNames(): readonly string[]
  columnTypes(): readonly { toString(): string }[]
}

/** Makes rows of the chunks of a result. */
export function chunkReader(result: Columns): (chunk: DuckDBDataChunk) => readonly Row[] {
  const names = result.deduplicatedColumnNames()
  const cells = result.columnTypes().map((type) => cellOf(String(type)))
  // A copy has its place for every cell from the beginning.
  const blank: Record<string, Row[string]> = Object.fromEntries(names.map((name) => [name, null]))
  return (chunk) => {
    const rows = Array.from({ length: chunk.rowCount }, () => ({ ...blank }))
    for (const [i, name] of names.entries()) {
      const vector = chunk.getColumnVector(i)
      const cell = cells[i]
      for (const [at, row] of rows.entries()) {
        const value = vector.getItem(at)
        row[name] = value === null || !cell ? null : cell(value, vector.type)
      }
    }
    return rows
  }
}

type Type = Parameters<typeof JsonDuckDBValueConverter>[1]
type Cell = (value: DuckDBValue, type: Type) => Row[string]

function cellOf(type: string): Cell {
  if (/^(VARCHAR|BOOLEAN)$/.test(type)) return (value) => value as string | boolean
  if (/^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DECIMAL\(.+\)|DOUBLE|FLOAT)$/.test(type))
    return number
  if (/^(DATE|TIMESTAMP)[^[]*$/.test(type)) return remembered(text)
  return text
}

const number: Cell = (value) =>
  typeof value === 'number' ? value : Number(typeof value === 'bigint' ? value : String(value))

const text: Cell = (value, type) => {
  const json = JsonDuckDBValueConverter(value, type, JsonDuckDBValueConverter)
  return typeof json === 'string' ? json : JSON.stringify(json)
}

/** Dates and hours of sending are few, and writing one out takes longer than looking it up. */
function remembered(write: Cell): Cell {
  const known = new Map<unknown, Row[string]>()
  return (value, type) => {
    const [key] = Object.values(value as object)
    let written = known.get(key)
    if (written === undefined) {
      written = write(value, type)
      if (known.size < 100_000) known.set(key, written)
    }
    return written
  }
}
