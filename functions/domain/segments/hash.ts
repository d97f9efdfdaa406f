import type { Feature } from '../features/columns.ts'
import { featureKind } from '../features/kind.ts'
import { sha256 } from '../sha256.ts'
import type { Condition, Rule } from './rule.ts'
import { clausesIn, type Node, treeOf } from './tree.ts'

/**
 * What a rule means, as 64 hexadecimal digits. Two spellings of one rule (order, short forms, nesting) agree;
 * another value or operator does not, nor another type or definition of a feature, such as the thresholds of
 * lifecycle stages. Names and strategies are no part of it.
 */
export function ruleHash(rule: Rule, features: readonly Feature[]): string {
  const tree = treeOf(rule)
  const named = new Set(clausesIn(tree).map(({ feature }) => feature))
  const kinds = features
    .filter(({ name }) => named.has(name))
    .map((feature) => [feature.name, featureKind(feature), ...definition(feature)])
    .sort(([one], [other]) => (one! < other! ? -1 : 1))
  return sha256(JSON.stringify([canonical(tree), kinds]))
}

const definition = ({ definition: words }: Feature): readonly unknown[] =>
  words === undefined ? [] : [sorted(Object.entries(words as object))]

function canonical(node: Node): unknown {
  if (node.type === 'clause') return [node.feature, canonicalCondition(node.condition)]
  if (node.type === 'not') return ['not', canonical(node.node)]
  const parts = sorted(flat(node, node.type).map(canonical))
  return parts.length === 1 ? parts[0] : [node.type, ...parts]
}

/** `all` within `all` is one `all`. */
const flat = (node: Node, type: 'all' | 'any'): readonly Node[] =>
  node.type === type ? node.nodes.flatMap((one) => flat(one, type)) : [node]

function canonicalCondition({ is, in: oneOf, not_in, ...rest }: Condition): unknown {
  const among = oneOf && sorted(oneOf)
  const single = is ?? (among?.length === 1 ? among[0] : undefined)
  const whole = {
    ...rest,
    ...(single !== undefined && { is: single }),
    ...(among && !(is === undefined && among.length === 1) && { in: among }),
    ...(not_in && { not_in: sorted(not_in) }),
  }
  return sorted(Object.entries(whole).filter(([, operand]) => operand !== undefined))
}

/** Without doubles, in an order that goes by content alone. */
const sorted = (values: readonly unknown[]): readonly unknown[] =>
  [...new Map(values.map((value) => [JSON.stringify(value), value])).entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, value]) => value)
