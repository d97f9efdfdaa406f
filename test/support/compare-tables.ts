import type { ColumnText, RowText, TableText } from './table-text.ts'

/**
 * How two tables differ, for a person to read; undefined when they are equal. Columns must have the same names in the
 * same order, and the same types where both say theirs. Rows are compared in any order, doubles to 1e-9, all else exactly.
 */
export function compareTables(expected: TableText, actual: TableText): string | undefined {
  const columns = compareColumns(expected.columns, actual.columns)
  if (columns) return columns
  const types = expected.columns.map(({ type }, i) => type ?? actual.columns[i]?.type ?? 'varchar')
  const compare = comparerOf(types)
  const sorted = ({ rows }: TableText) =>
    rows.map((row) => row.map((cell, i) => canonical(cell, types[i] ?? ''))).sort(compare)
  const { missing, unexpected } = difference(sorted(expected), sorted(actual), compare)
  if (missing.length + unexpected.length === 0) return undefined
  const names = expected.columns.map(({ name }) => name)
  return [
    `${expected.rows.length} rows expected, ${actual.rows.length} found`,
    ...described(names, missing, unexpected),
  ].join('\n')
}

/** Types that a table of the lake may have, as both engines say them. */
const storable = /^(varchar|bigint|integer|boolean|date|timestamp\(3\)|double|decimal\(\d+,\d+\))$/

function compareColumns(expected: readonly ColumnText[], actual: readonly ColumnText[]) {
  const list = (columns: readonly ColumnText[]) => columns.map(({ name }) => name).join(', ')
  if (list(expected) !== list(actual)) {
    return `columns expected: ${list(expected)}\ncolumns found:    ${list(actual)}`
  }
  const odd = actual.flatMap(({ name, type }, i) => {
    const wanted = expected[i]?.type
    if (wanted && type && wanted !== type) return [`${name} is ${type}, expected ${wanted}`]
    return type && !storable.test(type) ? [`${name} is ${type}, which the lake does not hold`] : []
  })
  return odd.length > 0 ? odd.join('\n') : undefined
}

/** One spelling a value: 1.50 and 1.5 are the same decimal, 10:00:00 and 10:00:00.000 the same instant. */
function canonical(cell: string | null, type: string): string | null {
  if (cell === null) return null
  if (type === 'double') return String(Number(cell))
  if (type === 'boolean') return cell.toLowerCase()
  if (/^(decimal|bigint|integer)/.test(type)) {
    const plain = cell.replace(/^\+/, '').replace(/^(-?)0+(?=\d)/, '$1')
    return plain.includes('.') ? plain.replace(/\.?0+$/, '') : plain
  }
  if (type.startsWith('timestamp')) {
    const [, seconds = cell, fraction = ''] =
      /^(.{19})(?:\.(\d+))?$/.exec(cell.replace('T', ' ')) ?? []
    return `${seconds}.${fraction.padEnd(3, '0')}`
  }
  return cell
}

type Compare = (a: RowText, b: RowText) => number

/** Doubles count last, so that rows which are equal but for their last digits stand side by side. */
function comparerOf(types: readonly string[]): Compare {
  const doubles = types.flatMap((type, i) => (type === 'double' ? [i] : []))
  const others = types.flatMap((type, i) => (type === 'double' ? [] : [i]))
  return (a, b) => {
    for (const i of others) {
      const order = compareCells(a[i] ?? null, b[i] ?? null)
      if (order !== 0) return order
    }
    for (const i of doubles) {
      const order = compareDoubles(a[i] ?? null, b[i] ?? null)
      if (order !== 0) return order
    }
    return 0
  }
}

function compareCells(a: string | null, b: string | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return a < b ? -1 : 1
}

function compareDoubles(a: string | null, b: string | null): number {
  if (a === null || b === null || a === b) return compareCells(a, b)
  const [x, y] = [Number(a), Number(b)]
  return Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y)) ? 0 : x - y
}

function difference(expected: readonly RowText[], actual: readonly RowText[], compare: Compare) {
  const missing: RowText[] = []
  const unexpected: RowText[] = []
  let [i, j] = [0, 0]
  while (i < expected.length || j < actual.length) {
    const [wanted, found] = [expected[i], actual[j]]
    const order = wanted && found ? compare(wanted, found) : wanted ? -1 : 1
    if (order < 0 && wanted) missing.push(wanted)
    if (order > 0 && found) unexpected.push(found)
    if (order <= 0) i += 1
    if (order >= 0) j += 1
  }
  return { missing, unexpected }
}

const most = 20

/** Rows that agree in their first column are told by what differs, the others whole. */
function described(
  names: readonly string[],
  missing: readonly RowText[],
  unexpected: readonly RowText[],
): readonly string[] {
  const found = [...unexpected]
  const lines = missing.map((row) => {
    const twin = nearest(row, found)
    if (!twin || names.length < 2) return `- ${whole(names, row)}`
    found.splice(found.indexOf(twin), 1)
    const cells = names.flatMap((name, i) =>
      row[i] === twin[i] ? [] : [`${name} expected ${show(row[i])}, found ${show(twin[i])}`],
    )
    return `~ ${names[0]}=${show(row[0])}: ${cells.join('; ')}`
  })
  lines.push(...found.map((row) => `+ ${whole(names, row)}`))
  return lines.length > most ? [...lines.slice(0, most), `… ${lines.length - most} more`] : lines
}

function nearest(row: RowText, others: readonly RowText[]): RowText | undefined {
  const apart = (other: RowText) => row.filter((cell, i) => cell !== other[i]).length
  return others
    .filter(([key]) => key === row[0])
    .sort((a, b) => apart(a) - apart(b))
    .at(0)
}

const whole = (names: readonly string[], row: RowText) =>
  names.map((name, i) => `${name}=${show(row[i])}`).join(' ')

const show = (cell: string | null | undefined) => {
  if (cell === null || cell === undefined) return 'null'
  return /^[^\s";=]+$/.test(cell) ? cell : JSON.stringify(cell)
}
