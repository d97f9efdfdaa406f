/** A table of Markdown; what would end a cell is escaped. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map(line).join('\n')

const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`

const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
