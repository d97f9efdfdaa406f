import type { Feature } from './columns.ts'

/** What a rule may compare a feature with. `rate` is a share from 0 to 1. */
export type FeatureKind = 'text' | 'flag' | 'whole' | 'number' | 'rate' | 'date'

/** The kind of a feature, from the type of its column. */
export function featureKind({ name, type }: Pick<Feature, 'name' | 'type'>): FeatureKind {
  if (type === 'varchar') return 'text'
  if (type === 'boolean') return 'flag'
  if (type === 'integer' || type === 'bigint') return 'whole'
  if (type === 'decimal(9,6)') return 'rate'
  if (type === 'date') return 'date'
  if (type === 'double' || type.startsWith('decimal')) return 'number'
  throw new Error(`rules cannot compare ${name}: ${type}`)
}

/** A kind in words, for errors and documents. */
export const kindWords: Readonly<Record<FeatureKind, string>> = {
  text: 'text',
  flag: 'true or false',
  whole: 'whole number',
  number: 'number',
  rate: 'number 0 to 1',
  date: 'date',
}

/** A feature in one line: `refund_rate (number 0 to 1: share of what was charged that was given back)`. */
export const describeFeature = (feature: Feature): string =>
  `${feature.name} (${kindWords[featureKind(feature)]}: ${feature.meaning})`
