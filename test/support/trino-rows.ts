import type { Row } from '../../functions/platform/ports.ts'
import type { TrinoResult } from './trino.ts'

/** A result as DuckDB's adapter gives it: numbers, booleans, text. */
export const rowsOf = ({ columns, rows }: TrinoResult): readonly Row[] =>
  rows.map((row) =>
    Object.fromEntries(
      columns.map(({ name, type }, i) => [name, cellOf(row[i] ?? null, type)] as const),
    ),
  )

function cellOf(cell: string | null, type: string): Row[string] {
  if (cell === null) return null
  if (/^(bigint|integer|double|decimal)/.test(type)) return Number(cell)
  if (type === 'boolean') return cell === 'true'
  // Ten o'clock sharp has no thousandths there.
  return type.startsWith('timestamp')
    ? cell.replace(/\.(\d*?)0+$/, (_, kept) => kept && `.${kept}`)
    : cell
}
