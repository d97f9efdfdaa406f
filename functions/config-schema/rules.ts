import type { Feature } from '../domain/features/columns.ts'
import { type FeatureKind, featureKind, kindWords } from '../domain/features/kind.ts'
import { dayPattern } from '../domain/segments/check-value.ts'
import { operatorsFor } from '../domain/segments/operators.ts'
import type { Json } from './json.ts'

/** `rule` and one `condition_<kind>` a kind of feature. Without `isClosed`, a rule may name further fields. */
export function ruleDefinitions(features: readonly Feature[], isClosed: boolean): Json {
  const rule = { $ref: '#/$defs/rule' }
  const clauses = { type: 'array', minItems: 1, items: rule }
  return {
    rule: {
      type: 'object',
      description: 'fields with conditions; several keys must all hold',
      minProperties: 1,
      properties: {
        all: { ...clauses, description: 'every one of these must hold' },
        any: { ...clauses, description: 'at least one of these must hold' },
        not: { ...rule, description: 'this must not hold; what is not known does not hold' },
        ...Object.fromEntries(features.map((feature) => [feature.name, field(feature)])),
      },
      additionalProperties: isClosed ? false : { $ref: '#/$defs/condition_any' },
    },
    ...Object.fromEntries(
      kinds.map((kind) => [`condition_${kind}`, condition(kind, scalar[kind])]),
    ),
    ...(!isClosed && {
      condition_any: { anyOf: kinds.map((kind) => ({ $ref: `#/$defs/condition_${kind}` })) },
    }),
  }
}

const kinds = Object.keys(kindWords) as readonly FeatureKind[]

const scalar: Readonly<Record<FeatureKind, Json>> = {
  text: { type: 'string' },
  flag: { type: 'boolean' },
  whole: { type: 'integer' },
  number: { type: 'number' },
  rate: { type: 'number', minimum: 0, maximum: 1 },
  date: { type: 'string', pattern: dayPattern },
}

function field(feature: Feature): Json {
  const kind = featureKind(feature)
  const description = `${kindWords[kind]}: ${feature.meaning}`
  return feature.values
    ? { ...condition(kind, { enum: feature.values }), description }
    : { $ref: `#/$defs/condition_${kind}`, description }
}

/** A value alone, or operators with theirs. */
const condition = (kind: FeatureKind, value: Json): Json => ({
  anyOf: [
    value,
    {
      type: 'object',
      minProperties: 1,
      properties: Object.fromEntries(
        operatorsFor[kind].map((operator) => [operator, operand(operator, value)]),
      ),
      additionalProperties: false,
    },
  ],
})

function operand(operator: string, value: Json): Json {
  if (operator === 'known') return { type: 'boolean', description: 'whether it is known at all' }
  if (operator === 'between')
    return { type: 'array', prefixItems: [value, value], items: false, minItems: 2 }
  return operator === 'in' || operator === 'not_in'
    ? { type: 'array', minItems: 1, items: value }
    : value
}
