/** SQL as text, without a parser: where comments and quotes are, and which words stand outside them. */

/** A quoted text or name, or a comment. */
export const quotedOrComment = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g

const blank = (text: string) => text.replace(/[^\n]/g, ' ')

/** The SQL with comments and everything in quotes blanked out; every other character stays where it is. */
export const codeOf = (sql: string): string => sql.replace(quotedOrComment, blank)

/** The SQL with comments and text literals blanked out; quoted names stay. */
export const withoutText = (sql: string): string =>
  sql.replace(quotedOrComment, (whole) => (whole.startsWith('"') ? whole : blank(whole)))

/** What stands inside the brackets that open at `open`; to the end of the text when they never close. */
export function bracketed(code: string, open: number): string {
  let depth = 0
  for (let i = open; i < code.length; i += 1) {
    if (code[i] === '(') depth += 1
    if (code[i] === ')') depth -= 1
    if (depth === 0) return code.slice(open + 1, i)
  }
  return code.slice(open + 1)
}
