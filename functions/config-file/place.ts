import { isAlias, isCollection, isMap, isNode, isScalar, isSeq, type Node, type Pair } from 'yaml'
import type { Opened } from './document.ts'
import type { Problem, Span } from './problem.ts'

/** Where in the text a problem stands: at the key or value it means, else at the nearest thing around it. */
export function placeOf({ path, mark, span }: Problem, { document, text }: Opened): Span {
  if (span) return span
  let key: Node | undefined
  let value = document.contents as Node | null
  let found = 0
  for (const step of path) {
    const inside = isAlias(value) ? value.resolve(document) : value
    const next = childOf(inside, step)
    if (!next) break
    key = next.key ?? key
    value = next.value
    found++
  }
  const isBlock = isCollection(value) && !value.flow
  const isMeant = found === path.length
  const meant = (mark === 'key' || !isMeant || isBlock || !value ? key : value) ?? value
  const [start, end] = meant?.range ?? [0, 0]
  return { start, end: Math.max(end, Math.min(start + 1, text.length)) }
}

function childOf(parent: unknown, step: string | number) {
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
    return pair && { key: nodeOf(pair.key), value: nodeOf(pair.value) ?? null }
  }
  if (!isSeq(parent)) return undefined
  const item = nodeOf(parent.items[Number(step)])
  return item && { key: firstKey(item), value: item }
}

const nodeOf = (value: Pair['value']) => (isNode(value) ? value : undefined)

/** A list item that is a block is shown by its first key. */
const firstKey = (item: Node) => (isMap(item) ? nodeOf(item.items[0]?.key) : undefined)
