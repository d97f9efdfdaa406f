/** Names for selects without views: what a query reads by such a name is written in front of it. */
import { ident } from '../../functions/platform/sql.ts'
import { codeOf, withoutText } from './sql-text.ts'

/** A select that later ones may read by name. */
export interface Definition {
  readonly name: string
  readonly sql: string
}

/**
 * The query with the definitions that it reads as members of its `with`. A definition may read those before it. A member
 * of the query itself may carry the name of the definition that it reads, as imports do.
 */
export function inlined(sql: string, definitions: readonly Definition[]): string {
  const code = codeOf(sql)
  const inFront: string[] = []
  const inserts: { readonly at: number; readonly text: string }[] = []
  for (const [i, { name, sql: definition }] of definitions.entries()) {
    if (!reads(sql, name)) continue
    const member = `${ident(name)} as (\n${inlined(definition, definitions.slice(0, i))}\n)`
    const own = ownMember(code, name)
    if (own === undefined) inFront.push(member)
    else inserts.push({ at: own, text: `\nwith ${member}\n` })
  }
  if (inFront.length > 0) {
    const start = code.length - code.trimStart().length
    const hasWith = /^with\b/i.test(code.slice(start))
    inserts.push(
      hasWith
        ? { at: start + 4, text: ` ${inFront.join(',\n')},` }
        : { at: start, text: `with ${inFront.join(',\n')}\n` },
    )
  }
  return inserts
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, text: more }) => text.slice(0, at) + more + text.slice(at), sql)
}

const reads = (sql: string, name: string) =>
  new RegExp(`(?<![\\w.])${name}(?![\\w(])`).test(withoutText(sql))

/** Where the query's own member of that name begins, behind its bracket. */
function ownMember(code: string, name: string): number | undefined {
  const found = new RegExp(`(?<![\\w.])${name}\\s+as\\s*\\(`).exec(code)
  return found ? found.index + found[0].length : undefined
}
