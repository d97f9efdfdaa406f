import type { Feature } from '../features/columns.ts'
import { describeFeature, featureKind } from '../features/kind.ts'
import { nearest } from '../math/nearest.ts'
import { brief, given } from '../words/shown.ts'
import { checkValue } from './check-value.ts'
import { type Operator, operators, operatorsFor } from './operators.ts'

/** What is wrong in a rule. `path` leads to it from `where`; `mark` says whether its key or its value is meant. */
export interface RuleProblem {
  readonly path: readonly (string | number)[]
  readonly mark: 'key' | 'value'
  readonly message: string
  /** Lines that help: the nearest name, what is allowed. */
  readonly help: readonly string[]
}

/** Everything that is wrong with a rule as it was written: its shape, its fields, its operators and its values. */
export function checkRule(rule: unknown, features: readonly Feature[]): readonly RuleProblem[] {
  const clauses = { count: 0 }
  const problems = checkBlock(rule, [], { features, clauses })
  return clauses.count > mostClauses
    ? [...problems, wrong([], 'value', `${clauses.count} clauses: at most ${mostClauses}`)]
    : problems
}

const mostClauses = 200
const deepest = 10

interface Scope {
  readonly features: readonly Feature[]
  readonly clauses: { count: number }
}
type Path = RuleProblem['path']

function checkBlock(rule: unknown, path: Path, scope: Scope): readonly RuleProblem[] {
  if (!isBlock(rule))
    return [wrong(path, 'value', `expected fields with conditions, given ${given(rule)}`, example)]
  const entries = Object.entries(rule)
  if (entries.length === 0)
    return [wrong(path, 'value', 'an empty rule, which would hold for everyone', example)]
  if (path.length > 3 * deepest) return [wrong(path, 'value', `nested deeper than ${deepest}`)]
  return entries.flatMap(([key, value]) => {
    const here = [...path, key]
    if (key === 'all' || key === 'any') return checkList(key, value, here, scope)
    if (key === 'not') return checkBlock(value, here, scope)
    scope.clauses.count++
    return checkClause(key, value, here, scope)
  })
}

function checkList(key: string, value: unknown, path: Path, scope: Scope): readonly RuleProblem[] {
  if (!Array.isArray(value) || value.length === 0)
    return [wrong(path, 'value', `${key} takes a list of clauses, given ${given(value)}`, example)]
  return value.flatMap((one, index) => checkBlock(one, [...path, index], scope))
}

function checkClause(name: string, value: unknown, path: Path, scope: Scope) {
  const feature = scope.features.find((one) => one.name === name)
  if (!feature) return [unknownField(name, path, scope.features)]
  if (Array.isArray(value))
    return [wrong(path, 'value', 'a list needs an operator', `write: ${name}: { in: [ … ] }`)]
  if (value === null)
    return [
      wrong(
        path,
        'value',
        'no value',
        `for customers without one write: ${name}: { known: false }`,
      ),
    ]
  if (!isBlock(value)) return checkOperand('is', value, path, feature)
  const entries = Object.entries(value)
  if (entries.length === 0) return [wrong(path, 'value', 'an empty condition', allowed(feature))]
  return entries.flatMap(([operator, operand]) => {
    const here = [...path, operator]
    if (isOperator(operator)) return checkOperand(operator, operand, here, feature)
    return [unknownOperator(operator, here, feature)]
  })
}

function unknownField(name: string, path: Path, features: readonly Feature[]): RuleProblem {
  const near = nearest(name, [...features.map((one) => one.name), 'all', 'any', 'not'])
  const feature = features.find((one) => one.name === near)
  const help = near && `nearest: ${feature ? describeFeature(feature) : near}`
  const all = `all ${features.length} fields: docs/tables.md#customer_features`
  return wrong(path, 'key', `unknown field ${brief(name)}`, ...(help ? [help] : []), all)
}

function unknownOperator(name: string, path: Path, feature: Feature): RuleProblem {
  const near = nearest(name, operators) ?? spelled[name]
  const help = near ? [`nearest: ${near}`] : []
  return wrong(path, 'key', `unknown operator ${brief(name)}`, ...help, allowed(feature))
}

const spelled: Readonly<Record<string, Operator>> = {
  '>': 'more_than',
  '>=': 'at_least',
  '<': 'less_than',
  '<=': 'at_most',
  '=': 'is',
  '==': 'is',
  min: 'at_least',
  max: 'at_most',
  exists: 'known',
}

function checkOperand(
  operator: Operator,
  operand: unknown,
  path: Path,
  feature: Feature,
): readonly RuleProblem[] {
  if (!operatorsFor[featureKind(feature)].includes(operator))
    return [
      wrong(path, 'key', `${operator} does not fit ${describeFeature(feature)}`, allowed(feature)),
    ]
  if (operator === 'known')
    return typeof operand === 'boolean'
      ? []
      : [wrong(path, 'value', `known takes true or false, given ${given(operand)}`)]
  if (operator === 'between') return checkBetween(operand, path, feature)
  if (operator !== 'in' && operator !== 'not_in') return checkScalar(operand, path, feature)
  if (!Array.isArray(operand) || operand.length === 0)
    return [wrong(path, 'value', `${operator} takes a list, given ${given(operand)}`)]
  return operand.flatMap((one, index) => checkScalar(one, [...path, index], feature))
}

function checkBetween(operand: unknown, path: Path, feature: Feature): readonly RuleProblem[] {
  if (!Array.isArray(operand) || operand.length !== 2)
    return [wrong(path, 'value', `between takes two values, given ${given(operand)}`)]
  const problems = operand.flatMap((one, index) => checkScalar(one, [...path, index], feature))
  if (problems.length > 0 || operand[0] <= operand[1]) return problems
  return [wrong(path, 'value', `between takes the lower value first, given ${given(operand[0])}`)]
}

function checkScalar(value: unknown, path: Path, feature: Feature) {
  const problem = checkValue(value, feature)
  return problem ? [wrong(path, 'value', problem.message, ...problem.help)] : []
}

const example = 'for example: orders: { at_least: 3 }, or all: with a list of such lines'

const allowed = (feature: Feature) =>
  `${feature.name} takes: ${operatorsFor[featureKind(feature)].join(', ')}`

const isBlock = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isOperator = (name: string): name is Operator =>
  (operators as readonly string[]).includes(name)

const wrong = (
  path: Path,
  mark: RuleProblem['mark'],
  message: string,
  ...help: readonly string[]
): RuleProblem => ({ path, mark, message, help })
