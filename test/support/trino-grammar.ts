import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'

// The package leaves the endings off its own imports, which Node does not accept.
registerHooks({
  resolve(specifier, context, next) {
    const inside = context.parentURL?.includes('/dt-sql-parser/') && specifier.startsWith('.')
    if (!inside || specifier.endsWith('.js')) return next(specifier, context)
    const file = new URL(`${specifier}.js`, context.parentURL)
    return next(existsSync(file) ? file.href : `${specifier}/index.js`, context)
  },
})
const { TrinoSQL } = await import('dt-sql-parser/dist/parser/trino/index.js')

const grammar = new TrinoSQL()

/** What Trino's own grammar has against a statement, e.g. `line 3: mismatched input 'qualify'`. */
export const syntaxErrors = (sql: string): readonly string[] =>
  grammar.validate(sql).map(({ startLine, message }) => `line ${startLine}: ${message}`)
