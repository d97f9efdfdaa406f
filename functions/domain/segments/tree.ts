import type { Condition, Rule, Scalar } from './rule.ts'

/** A rule taken apart: short forms spelled out, several keys of one clause under one `all`. */
export type Node = Group | Not | Clause

export interface Group {
  readonly type: 'all' | 'any'
  readonly nodes: readonly Node[]
}

export interface Not {
  readonly type: 'not'
  readonly node: Node
}

/** One feature with what it must fit. `path` is where it stands below `where`, e.g. `['all', 1, 'country']`. */
export interface Clause {
  readonly type: 'clause'
  readonly path: readonly (string | number)[]
  readonly feature: string
  readonly condition: Condition
}

/** The tree of a rule that `checkRule` found right. */
export function treeOf(rule: Rule, path: Clause['path'] = []): Node {
  const nodes = Object.entries(rule).map(([key, value]): Node => {
    const here = [...path, key]
    if (key === 'all' || key === 'any')
      return {
        type: key,
        nodes: (value as readonly Rule[]).map((one, index) => treeOf(one, [...here, index])),
      }
    if (key === 'not') return { type: 'not', node: treeOf(value as Rule, here) }
    const condition = typeof value === 'object' ? (value as Condition) : { is: value as Scalar }
    return { type: 'clause', path: here, feature: key, condition }
  })
  return nodes.length === 1 ? nodes[0]! : { type: 'all', nodes }
}

/** The clauses of a tree, in the order in which they are written. */
export function clausesIn(node: Node): readonly Clause[] {
  if (node.type === 'clause') return [node]
  return node.type === 'not' ? clausesIn(node.node) : node.nodes.flatMap(clausesIn)
}
