/** Names for selects without views: what a query reads by such a name is written in front of it. */
import { ident } from '../sql.ts'
import { bracketed, codeOf, withoutText } from './sql-text.ts'

/** A select that later ones may read by name. */
export interface Definition {
  readonly name: string
  readonly sql: string
}

/**
 * The query with the definitions that it reads as members of its `with`. A definition may read those before it. A member
 * of the query itself may carry the name of a definition, as imports do: it and the members before it still read the
 * definition, so they get it within their own brackets.
 */
export function inlined(sql: string, definitions: readonly Definition[]): string {
  const words = withoutText(sql)
  const members = membersOf(codeOf(sql))
  const inFront: string[] = []
  const within = new Map<number, string[]>()
  for (const [i, { name, sql: definition }] of definitions.entries()) {
    if (!reads(words, name)) continue
    const text = `${ident(name)} as (\n${inlined(definition, definitions.slice(0, i))}\n)`
    const own = members.findIndex((member) => member.name === name)
    if (own < 0) inFront.push(text)
    for (const { from, to } of members.slice(0, own + 1)) {
      if (reads(words.slice(from, to), name)) within.set(from, [...(within.get(from) ?? []), text])
    }
  }
  const inserts = [...within].map(([at, list]) => ({ at, text: `\nwith ${list.join(',\n')}\n` }))
  if (inFront.length > 0) {
    const { start, hasWith } = beginning(codeOf(sql))
    const list = inFront.join(',\n')
    inserts.push(
      hasWith ? { at: start + 4, text: ` ${list},` } : { at: start, text: `with ${list}\n` },
    )
  }
  return inserts
    .sort((a, b) => b.at - a.at)
    .reduce((text, { at, text: more }) => text.slice(0, at) + more + text.slice(at), sql)
}

const reads = (words: string, name: string) =>
  new RegExp(`(?<![\\w.])${name}(?![\\w(])`).test(words)

function beginning(code: string) {
  const start = code.length - code.trimStart().length
  return { start, hasWith: /^with\b/i.test(code.slice(start)) }
}

/** The members of a query's own `with`: their names, and what stands between their brackets. */
function membersOf(code: string) {
  const members: { readonly name: string; readonly from: number; readonly to: number }[] = []
  const { start, hasWith } = beginning(code)
  const head = /\s*(\w+)\s+as\s*\(/y
  head.lastIndex = start + 4
  while (hasWith) {
    const name = head.exec(code)?.[1]
    if (name === undefined) break
    const from = head.lastIndex
    const to = from + bracketed(code, from - 1).length
    members.push({ name, from, to })
    const comma = /^\)\s*,/.exec(code.slice(to))
    if (!comma) break
    head.lastIndex = to + comma[0].length
  }
  return members
}
