import type { GetQueryResultsCommandOutput } from '@aws-sdk/client-athena'
import type { Row } from '../ports.ts'

/** Rows of a page of results, typed: numbers, flags, text. The first row of the first page holds the names. */
export function pageRows(
  { ResultSet }: Pick<GetQueryResultsCommandOutput, 'ResultSet'>,
  isFirst: boolean,
): readonly Row[] {
  const columns = ResultSet?.ResultSetMetadata?.ColumnInfo ?? []
  const rows = ResultSet?.Rows ?? []
  return (isFirst ? rows.slice(1) : rows).map(({ Data = [] }) =>
    Object.fromEntries(
      columns.map(({ Name = '', Type = '' }, i) => [Name, cellOf(Data[i]?.VarCharValue, Type)]),
    ),
  )
}

function cellOf(cell: string | undefined, type: string): Row[string] {
  if (cell === undefined) return null
  if (/^(tinyint|smallint|integer|bigint|double|real|float|decimal)/.test(type)) return Number(cell)
  if (type === 'boolean') return cell === 'true'
  // Ten o'clock sharp has no thousandths, as DuckDB says it.
  return type.startsWith('timestamp')
    ? cell.replace(/\.(\d*?)0+$/, (_, kept) => kept && `.${kept}`)
    : cell
}
