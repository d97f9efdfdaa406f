import { type FeatureTable, features } from '../domain/features/columns.ts'
import { type Column, columns } from '../domain/types.ts'
import type { Table } from './table.ts'

/** The column that names a customer. */
export const aCustomer = columns('customer_id varchar the unified customer')

/** Features by name, as columns of the table that works them out. */
export const featuresNamed = (...names: string[]): readonly Column[] =>
  names.map((name) => {
    const feature = features.find((one) => one.name === name)
    if (!feature) throw new Error(`no feature ${name}`)
    return { name, type: feature.type, meaning: feature.meaning }
  })

/** The features of one table, as its columns. */
export const featuresFrom = (table: FeatureTable): readonly Column[] =>
  features
    .filter(({ from }) => from === table)
    .map(({ name, type, meaning }) => ({ name, type, meaning }))

/** A table of one row per customer: the features of these names. */
export const perCustomer = (name: string, sentence: string, names: string): Table => ({
  name,
  class: 'results',
  sentence,
  grain: ['customer_id'],
  columns: [...aCustomer, ...featuresNamed(...names.trim().split(/\s+/))],
})
