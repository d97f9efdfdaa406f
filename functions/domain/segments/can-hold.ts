import type { Rule } from './rule.ts'
import { type Node, treeOf } from './tree.ts'

/**
 * Whether a rule can hold for anybody while these features are null for everyone: what is not known fits no clause but
 * `known: false`.
 * @example canHold({ any: [{ device: 'phone' }, { orders: 3 }] }, new Set(['device'])) // true
 */
export const canHold = (rule: Rule, dark: ReadonlySet<string>): boolean =>
  outcomes(treeOf(rule), dark).holds

/** What may come of a rule for one customer or another. */
interface Outcomes {
  readonly holds: boolean
  readonly fails: boolean
}

function outcomes(node: Node, dark: ReadonlySet<string>): Outcomes {
  if (node.type === 'clause') {
    if (!dark.has(node.feature)) return { holds: true, fails: true }
    const { known, ...compared } = node.condition
    const holds = known === false && Object.keys(compared).length === 0
    return { holds, fails: !holds }
  }
  if (node.type === 'not') {
    const { holds, fails } = outcomes(node.node, dark)
    return { holds: fails, fails: holds }
  }
  const parts = node.nodes.map((one) => outcomes(one, dark))
  return node.type === 'all'
    ? { holds: parts.every(({ holds }) => holds), fails: parts.some(({ fails }) => fails) }
    : { holds: parts.some(({ holds }) => holds), fails: parts.every(({ fails }) => fails) }
}
