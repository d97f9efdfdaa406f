import type { FeatureKind } from '../features/kind.ts'
import type { Condition } from './rule.ts'

/** What may stand between a feature and a value. */
export type Operator = keyof Condition

/** Which operators fit a feature, by what it holds. */
export const operatorsFor: Readonly<Record<FeatureKind, readonly Operator[]>> = {
  text: ['is', 'in', 'not_in', 'known'],
  flag: ['is', 'known'],
  whole: ordered(),
  number: ordered(),
  rate: ordered(),
  date: ordered(),
}

/** All operators. */
export const operators: readonly Operator[] = ordered()

function ordered(): readonly Operator[] {
  return ['is', 'in', 'not_in', 'at_least', 'at_most', 'more_than', 'less_than', 'between', 'known']
}
