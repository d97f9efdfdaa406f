/** Text that keeps to the width of a page. */
import { printable } from '../../terminal.ts'

const width = 100

/** A line; what is longer goes on below, further in. */
export function wrapped(first: string, text: string, deeper = first.length): string {
  const words = printable(text).split(' ')
  const lines: string[] = []
  let line = first
  let isEmpty = true
  for (const word of words) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = `${' '.repeat(deeper)}${word}`
    } else {
      line = isEmpty ? `${line}${word}` : `${line} ${word}`
    }
    isEmpty = false
  }
  return `${[...lines, line].map((one) => one.trimEnd()).join('\n')}\n`
}

/** Rows of a name and what it is, the names in a column. */
export const pairs = (rows: readonly (readonly [name: string, text: string])[], column = 40) =>
  rows
    .map(([name, text]) => wrapped(`  ${printable(name).padEnd(column)} `, text, column + 3))
    .join('')
