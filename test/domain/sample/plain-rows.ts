import type { FormatConfig } from '../../../functions/config.ts'

/** The rows of a file by the names in it; undefined for a line that is no JSON object. */
export function* rowsOf(
  lines: readonly string[],
  format: FormatConfig,
): Generator<Readonly<Record<string, string>> | undefined> {
  if (format.type === 'json') {
    for (const line of lines) yield object(line)
    return
  }
  const [first, ...rest] = lines
  const header = cellsOf(first!.replace(/^\uFEFF/, ''), format.delimiter)
  for (const line of rest) {
    const cells = cellsOf(line, format.delimiter)
    if (cells.length !== header.length) throw new Error(`ragged: ${line}`)
    yield Object.fromEntries(header.map((name, at) => [name, cells[at]!]))
  }
}

function object(line: string): Readonly<Record<string, string>> | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function cellsOf(line: string, delimiter: string): readonly string[] {
  const cells: string[] = []
  let cell = ''
  let isQuoted = false
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted
    else if (character === delimiter && !isQuoted) {
      cells.push(cell)
      cell = ''
    } else cell += character
  }
  return [...cells, cell]
}
