import { dateParam, ident, literal } from '../../platform/sql.ts'
import type { Feature } from '../features/columns.ts'
import { featureKind } from '../features/kind.ts'
import { pathInWords } from '../words/shown.ts'
import type { Condition, Rule, Scalar } from './rule.ts'
import { type Clause, clausesIn, type Node, treeOf } from './tree.ts'
import { clauseInWords } from './words.ts'

/** One clause of a rule for `explain`: where it stands, what it says, and its SQL. */
export interface CompiledClause {
  /** Below `where`, e.g. `all[1].country`. */
  readonly path: string
  readonly text: string
  readonly sql: string
}

/**
 * A rule as a boolean over `customer_features`, true or false and never null:
 * what is not known fits no clause but `known: false`.
 */
export const compileRule = (rule: Rule, features: readonly Feature[]): string =>
  compiled(treeOf(rule), byName(features))

/** Every clause of a rule by itself, in the order in which they are written. */
export function clausesOf(rule: Rule, features: readonly Feature[]): readonly CompiledClause[] {
  const named = byName(features)
  return clausesIn(treeOf(rule)).map((clause) => ({
    path: pathInWords(clause.path),
    text: clauseInWords(clause, features),
    sql: compiled(clause, named),
  }))
}

type Named = ReadonlyMap<string, Feature>
const byName = (features: readonly Feature[]): Named =>
  new Map(features.map((feature) => [feature.name, feature]))

function compiled(node: Node, features: Named): string {
  if (node.type === 'clause') return compiledClause(node, features)
  if (node.type === 'not') return `(not ${compiled(node.node, features)})`
  const parts = node.nodes.map((one) => compiled(one, features))
  return `(${parts.join(node.type === 'all' ? ' and ' : ' or ')})`
}

function compiledClause({ feature: name, condition }: Clause, features: Named): string {
  const feature = features.get(name)
  if (!feature) throw new Error(`a rule names ${name}, which is no feature`)
  const { known, ...compared } = condition
  const tests = comparisons(compared, feature)
  const knows = known === undefined ? [] : [`${ident(name)} is ${known ? 'not ' : ''}null`]
  if (tests.length === 0) return `(${knows.join(' and ')})`
  return `coalesce(${[...tests, ...knows].join(' and ')}, false)`
}

function comparisons(condition: Condition, feature: Feature): readonly string[] {
  const column = ident(feature.name)
  const value = (one: Scalar) => typed(one, feature)
  const among = (list: readonly Scalar[]) => `(${list.map(value).join(', ')})`
  const { is, in: one_of, not_in, at_least, at_most, more_than, less_than, between } = condition
  return [
    is !== undefined && `${column} = ${value(is)}`,
    one_of && `${column} in ${among(one_of)}`,
    not_in && `${column} not in ${among(not_in)}`,
    at_least !== undefined && `${column} >= ${value(at_least)}`,
    at_most !== undefined && `${column} <= ${value(at_most)}`,
    more_than !== undefined && `${column} > ${value(more_than)}`,
    less_than !== undefined && `${column} < ${value(less_than)}`,
    between && `${column} between ${value(between[0])} and ${value(between[1])}`,
  ].filter((test) => typeof test === 'string')
}

/** A value as a literal of its feature's type, so that both engines compare alike. */
function typed(value: Scalar, feature: Feature): string {
  switch (featureKind(feature)) {
    case 'date':
      return literal(dateParam(String(value)))
    case 'rate':
    case 'number':
      return literal({ type: 'decimal', value: decimalText(Number(value)) })
    default:
      return literal(value)
  }
}

/** A number in plain digits: `1e-7` as `0.0000001`. */
function decimalText(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text
}
