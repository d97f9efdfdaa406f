import type { Config } from './config.ts'
import { type Feature, features } from './domain/features/columns.ts'
import type { Column } from './domain/types.ts'

/** The features that this config’s rules may name: ours, with what config says of them, and the declared attributes. */
export function featuresOf(
  config: Pick<Config, 'attributes'> &
    Partial<Pick<Config, 'rfm' | 'lifecycle' | 'events' | 'value'>>,
): readonly Feature[] {
  const names = config.rfm?.names ?? 'default'
  const described = (feature: Feature): Feature => {
    if (feature.name === 'lifecycle_stage') return { ...feature, definition: config.lifecycle }
    if (feature.from === 'customer_value') return { ...feature, definition: config.value }
    if (feature.name === 'rfm_segment' && names !== 'default') {
      return { ...feature, values: [...new Set(Object.values(names))], definition: names }
    }
    const isOfEvents = feature.sources.every((source) => source === 'events')
    return isOfEvents ? { ...feature, definition: config.events } : feature
  }
  return [
    ...features.map(described),
    ...attributeColumns(config).map(
      (column): Feature => ({ ...column, from: 'customers', sources: ['customers'] }),
    ),
  ]
}

/** The columns that `attributes:` declares. */
export const attributeColumns = (config: Pick<Config, 'attributes'>): readonly Column[] =>
  Object.entries(config.attributes).map(([name, { type, description }]) => ({
    name,
    type: attributeTypes[type],
    meaning: description ?? 'declared attribute',
  }))

const attributeTypes = {
  text: 'varchar',
  number: 'decimal(18,4)',
  boolean: 'boolean',
  date: 'date',
} as const
