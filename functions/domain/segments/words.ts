import type { Feature } from '../features/columns.ts'
import { type FeatureKind, featureKind } from '../features/kind.ts'
import { shown } from '../words/shown.ts'
import type { Rule, Scalar } from './rule.ts'
import { type Clause, type Node, treeOf } from './tree.ts'

/**
 * A rule as a person would say it.
 * @example ruleInWords({ country: { in: ['FR', 'BE'] }, orders: { at_least: 3 } }, features)
 * // 'country is FR or BE, orders at least 3'
 */
export function ruleInWords(rule: Rule, features: readonly Feature[]): string {
  const tree = treeOf(rule)
  return tree.type === 'all'
    ? tree.nodes.map((node) => inWords(node, features)).join(', ')
    : inWords(tree, features, false)
}

/** One clause in words. */
export function clauseInWords({ feature: name, condition }: Clause, features: readonly Feature[]) {
  const feature = features.find((one) => one.name === name)
  if (!feature) throw new Error(`a rule names ${name}, which is no feature`)
  const kind = featureKind(feature)
  if (kind === 'flag' && typeof condition.is === 'boolean' && Object.keys(condition).length === 1)
    return flagInWords(name, condition.is)
  const tests = Object.entries(condition).map(([operator, operand]) =>
    testInWords(operator, operand, kind),
  )
  return `${nameInWords(name)} ${tests.join(' and ')}`
}

function inWords(node: Node, features: readonly Feature[], nested = true): string {
  if (node.type === 'clause') return clauseInWords(node, features)
  if (node.type === 'not') return `not (${inWords(node.node, features, false)})`
  const parts = node.nodes.map((one) => inWords(one, features))
  const text = parts.join(node.type === 'all' ? ' and ' : ' or ')
  return nested && parts.length > 1 ? `(${text})` : text
}

const letters: Readonly<Record<string, string>> = { r: 'recency', f: 'frequency', m: 'spend' }

/** `orders_prior_90d` as `orders in the 90 days before the last 90`, `m_score` as `spend score`. */
export const nameInWords = (name: string): string =>
  name
    .replace(/^([rfm])_score$/, (_, letter: string) => `${letters[letter]} score`)
    .replace(/^rfm_segment$/, 'RFM name')
    .replace(/^clv_tier$/, 'value tier')
    .replace(/^clv(?=_|$)/, 'CLV')
    .replace(/^p_alive$/, 'probability to be a customer still')
    .replace(/_prior_(\d+)d$/, ' in the $1 days before the last $1')
    .replace(/_(\d+)d$/, ' in the last $1 days')
    .replaceAll('_', ' ')

function flagInWords(name: string, is: boolean): string {
  const words = nameInWords(name)
  if (is) return words
  if (words.startsWith('is ')) return `is not ${words.slice(3)}`
  return words.startsWith('has ') ? `has no ${words.slice(4)}` : `not ${words}`
}

const comparisons: Readonly<Record<string, readonly [plain: string, date: string]>> = {
  is: ['is', 'is'],
  at_least: ['at least', 'from'],
  at_most: ['at most', 'up to'],
  more_than: ['more than', 'after'],
  less_than: ['less than', 'before'],
}

function testInWords(operator: string, operand: unknown, kind: FeatureKind): string {
  const value = (one: unknown) => valueInWords(one as Scalar, kind)
  if (operator === 'known') return operand ? 'is known' : 'is not known'
  if (operator === 'in') return `is ${either((operand as Scalar[]).map(value))}`
  if (operator === 'not_in') return `is not ${either((operand as Scalar[]).map(value))}`
  if (operator === 'between') {
    const [low, high] = operand as readonly [Scalar, Scalar]
    return `from ${value(low)} to ${value(high)}`
  }
  return `${comparisons[operator]?.[kind === 'date' ? 1 : 0]} ${value(operand)}`
}

const either = (words: readonly string[]) =>
  [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' or ')

function valueInWords(value: Scalar, kind: FeatureKind): string {
  if (typeof value === 'string')
    return value.trim() === value && value ? shown(value) : `“${shown(value)}”`
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return kind === 'rate' ? `${number(Number((value * 100).toFixed(6)))}\u00a0%` : number(value)
}

const number = (value: number) =>
  value.toLocaleString('en', { maximumFractionDigits: 12 }).replace('-', '−')
