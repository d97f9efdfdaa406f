/** Features, rows and rules for tests of rules. */
import fc from 'fast-check'
import type { Feature } from '../../../functions/domain/features/columns.ts'
import type { Condition, Rule, Scalar } from '../../../functions/domain/segments/rule.ts'

const feature = (name: string, type: Feature['type'], values?: readonly string[]): Feature => ({
  ...{ name, type, meaning: name, from: 'customers', sources: ['customers'] },
  ...(values && { values }),
})

/** One feature of every kind, some with hostile names. */
export const testFeatures: readonly Feature[] = [
  feature('country', 'varchar'),
  feature('select "x"; --', 'varchar'),
  feature('band', 'varchar', ['under 18', '18-24', '65+']),
  feature('is_member', 'boolean'),
  feature('orders', 'bigint'),
  feature('age', 'integer'),
  feature('net_spend', 'decimal(18,2)'),
  feature('level', 'decimal(18,4)'),
  feature('refund_rate', 'decimal(9,6)'),
  feature('first_on', 'date'),
]

/** A row of these features: numbers as numbers, days as ISO text. */
export type TestRow = Readonly<Record<string, Scalar | null>>

const texts = [
  ...['FR', 'BE', "it's", "'; drop table t; --", 'a"b', '\\', '%', '_', ':as_of', '--', '/*', '$1'],
  ...['', ' ', 'é', '日本', '\u001f', 'line\nbreak', '\u202e', '🦉', "''", 'null'],
]
const days = ['1999-12-31', '2024-02-29', '2026-03-09', '2026-03-10', '2026-03-11']

const valuesOf: Readonly<Record<string, fc.Arbitrary<Scalar>>> = {
  country: fc.constantFrom(...texts),
  'select "x"; --': fc.oneof(
    fc.constantFrom(...texts),
    fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !text.includes('\0')),
  ),
  band: fc.constantFrom('under 18', '18-24', '65+'),
  is_member: fc.boolean(),
  orders: fc.constantFrom(-1, 0, 1, 2, 3, Number.MAX_SAFE_INTEGER),
  age: fc.integer({ min: 16, max: 20 }),
  net_spend: fc.constantFrom(-0.01, 0, 0.1, 12.5, 99999999.99, 1e-7),
  level: fc.constantFrom(0.0001, 0.1, 0.3, 1234.5678, -3),
  refund_rate: fc.constantFrom(0, 0.1, 0.333333, 0.5, 1),
  first_on: fc.constantFrom(...days),
}

const names = testFeatures.map(({ name }) => name)

/** Values as a row may hold them: what a decimal column cannot hold is left to rules. */
const held = (name: string) =>
  name === 'net_spend' ? fc.constantFrom<Scalar>(-0.01, 0, 0.1, 12.5, 99999999.99) : valuesOf[name]!

/** A row with nulls in it. */
export const anyRow: fc.Arbitrary<TestRow> = fc.record(
  Object.fromEntries(names.map((name) => [name, fc.option(held(name), { freq: 4 })])),
)

const orderedOnly = ['at_least', 'at_most', 'more_than', 'less_than'] as const
const isOrdered = (name: string) =>
  !['country', 'select "x"; --', 'band', 'is_member'].includes(name)

function conditionOf(name: string): fc.Arbitrary<Scalar | Condition> {
  const value = valuesOf[name]!
  const list = fc.array(value, { minLength: 1, maxLength: 3 })
  const two = fc
    .tuple(value, value)
    .map(([one, other]) => (one <= other ? [one, other] : [other, one]))
  const single = name === 'is_member' ? {} : { in: list, not_in: list }
  const ordered = isOrdered(name)
    ? { ...Object.fromEntries(orderedOnly.map((operator) => [operator, value])), between: two }
    : {}
  const operators = fc
    .record({ is: value, known: fc.boolean(), ...single, ...ordered }, { requiredKeys: [] })
    .filter((condition) => Object.keys(condition).length > 0)
  const one = operators.map(
    (all) => Object.fromEntries(Object.entries(all).slice(0, 1)) as Condition,
  )
  return fc.oneof(value, one, operators as fc.Arbitrary<Condition>)
}

const clause: fc.Arbitrary<Rule> = fc
  .constantFrom(...names)
  .chain((name) => conditionOf(name).map((condition): Rule => ({ [name]: condition })))

/** A rule of at most four levels over these features. */
export const anyRule: fc.Arbitrary<Rule> = fc.letrec<{ rule: Rule }>((tie) => {
  const list = fc.array(tie('rule'), { minLength: 1, maxLength: 3 })
  return {
    rule: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      clause,
      fc.tuple(clause, clause).map(([one, other]) => ({ ...one, ...other })),
      list.map((all) => ({ all })),
      list.map((any) => ({ any })),
      tie('rule').map((not) => ({ not })),
    ),
  }
}).rule

/** Whether a rule holds for a row, in plain words: what the SQL is compared with. */
export const holds = (rule: Rule, row: TestRow): boolean =>
  Object.entries(rule).every(([key, value]) => {
    if (key === 'all') return (value as readonly Rule[]).every((one) => holds(one, row))
    if (key === 'any') return (value as readonly Rule[]).some((one) => holds(one, row))
    if (key === 'not') return !holds(value as Rule, row)
    const condition = typeof value === 'object' ? (value as Condition) : { is: value }
    return Object.entries(condition).every(([operator, operand]) =>
      fits(operator, operand, row[key] ?? null),
    )
  })

function fits(operator: string, operand: unknown, value: Scalar | null): boolean {
  if (operator === 'known') return (value !== null) === operand
  if (value === null) return false
  const given = operand as Scalar
  const list = operand as readonly Scalar[]
  switch (operator) {
    case 'is':
      return value === given
    case 'in':
      return list.includes(value)
    case 'not_in':
      return !list.includes(value)
    case 'at_least':
      return value >= given
    case 'at_most':
      return value <= given
    case 'more_than':
      return value > given
    case 'less_than':
      return value < given
    case 'between':
      return value >= list[0]! && value <= list[1]!
    default:
      throw new Error(`no operator ${operator}`)
  }
}
