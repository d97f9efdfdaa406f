import { printable } from '../terminal.ts'

/** A number as an engine writes it, or as people read it: 20,000, +63, −€1.8 k. */
const numeric = /^[-+−]?[^\w\s-]?\d[\d,]*(\.\d+)?(\s(k|M|bn))?$/
/** Cells beyond this are cut. */
const widest = 60

/** Rows as columns of text under their names, numbers to the right, null as –. */
export function inColumns(
  names: readonly string[],
  rows: readonly (readonly (string | null)[])[],
): string {
  const cells = rows.map((row) => row.map((value) => (value === null ? '–' : printable(value))))
  const widths = names.map((name, i) =>
    Math.min(widest, Math.max(name.length, ...cells.map((row) => row[i]?.length ?? 0))),
  )
  const right = names.map((_, i) =>
    cells.every((row) => row[i] === '–' || numeric.test(row[i] ?? '')),
  )
  const line = (row: readonly string[]) =>
    row
      .map((value, i) => {
        const width = widths[i] ?? 0
        const cut = value.length > width ? `${value.slice(0, width - 1)}…` : value
        return right[i] ? cut.padStart(width) : cut.padEnd(width)
      })
      .join('  ')
      .trimEnd()
  return `${[line(names), ...cells.map(line)].join('\n')}\n`
}
