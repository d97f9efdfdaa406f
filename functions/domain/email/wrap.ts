/** Breaks lines at blanks so that none is longer than `width`, if its words allow; at most one empty line in a row. */
export const wrap = (text: string, width = 72): string =>
  `${text
    .split('\n')
    .flatMap((line) => wrapLine(line === '-- ' ? line : line.trimEnd(), width))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`

function wrapLine(line: string, width: number): readonly string[] {
  if (line.length <= width) return [line]
  const lines: string[] = []
  let current = /^ */.exec(line)?.[0] ?? ''
  let isFresh = true
  for (const word of line.trim().split(' ')) {
    if (!isFresh && current.length + 1 + word.length > width) {
      lines.push(current)
      current = word
    } else current += isFresh ? word : ` ${word}`
    isFresh = false
  }
  return [...lines, current]
}
