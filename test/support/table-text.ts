/** Tables as text: what case files hold and what both engines' results are compared as. */

/** Columns and rows; every value is text. */
export interface TableText {
  readonly columns: readonly ColumnText[]
  readonly rows: readonly RowText[]
}

/** `type` in the words of tables.ts; absent when nothing tells. */
export interface ColumnText {
  readonly name: string
  readonly type?: string
}

/** Null is no value; an empty text is a value. */
export type RowText = readonly (string | null)[]

/**
 * A case file: comma-separated, the header `name` or `name:type`, an empty cell is null and `""` an empty text.
 * Throws on ragged lines, naming the line.
 */
export function parseTable(csv: string): TableText {
  const [header = [], ...rows] = linesOf(csv.replaceAll('\r\n', '\n'))
  const columns = joinedTypes(header).map(columnOf)
  for (const [i, row] of rows.entries()) {
    if (row.length !== columns.length) {
      throw new Error(`row ${i + 1} has ${row.length} cells, the header has ${columns.length}`)
    }
  }
  return { columns, rows }
}

const cell = /("(?:[^"]|"")*"|[^,\n"]*)(,|\n|$)/y

function linesOf(csv: string): RowText[] {
  const lines: RowText[] = []
  let line: (string | null)[] = []
  cell.lastIndex = 0
  while (cell.lastIndex < csv.length) {
    const at = cell.lastIndex
    const [, text = '', end] = cell.exec(csv) ?? []
    if (end === undefined) throw new Error(`a quote is out of place: ${csv.slice(at, at + 40)}`)
    line.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text || null)
    const last = end === ',' && cell.lastIndex === csv.length
    if (last) line.push(null)
    if (end !== ',' || last) {
      lines.push(line)
      line = []
    }
  }
  return lines
}

/** `total:decimal(18,2)` needs no quotes: a comma within brackets is not the end of a header cell. */
function joinedTypes(cells: RowText): readonly string[] {
  const joined: string[] = []
  for (const text of cells) {
    const last = joined.at(-1)
    if (last?.includes('(') && !last.includes(')')) joined[joined.length - 1] = `${last},${text}`
    else joined.push(text ?? '')
  }
  return joined
}

function columnOf(cell: string): ColumnText {
  const [name = '', type] = cell.trim().split(/\s*:\s*/)
  if (!name) throw new Error('a column has no name')
  return type ? { name, type: type.toLowerCase().replaceAll(' ', '') } : { name }
}
