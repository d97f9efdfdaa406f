/** SQL as text, without a parser: where comments and quotes are, and which words stand outside them. */

const quotedOrComment = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g

const blank = (text: string) => text.replace(/[^\n]/g, ' ')

/** The SQL with comments and everything in quotes blanked out; every other character stays where it is. */
export const codeOf = (sql: string): string => sql.replace(quotedOrComment, blank)

/** The SQL with comments and text literals blanked out; quoted names stay. */
export const withoutText = (sql: string): string =>
  sql.replace(quotedOrComment, (whole) => (whole.startsWith('"') ? whole : blank(whole)))

/** The line, from 1, that the character at `index` stands on. */
export const lineAt = (sql: string, index: number): number => sql.slice(0, index).split('\n').length

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

/** The query with its parameters filled in a way that only the grammar needs to like. */
export const withSamples = (sql: string): string =>
  sql.replace(
    new RegExp(`${quotedOrComment.source}|(\\bin\\s+)?(?<![\\w:]):([a-z_]\\w*)`, 'g'),
    (whole, list: string | undefined, name: string | undefined) => {
      if (name === undefined) return whole
      return list === undefined ? '1' : `${list}(1, 2)`
    },
  )
