import type { Config } from '../config.ts'
import { columns } from '../domain/types.ts'
import { featuresOf } from '../features.ts'
import { aCustomer, featuresFrom } from './per-customer.ts'
import type { Table } from './table.ts'

/** Everything that rules may name. */
export const featureTables = (config: Config): readonly Table[] => [
  {
    name: 'countries',
    class: 'results',
    sentence: 'One row per country as config may write it: where it lies.',
    grain: ['country'],
    columns: columns(`
      country varchar         ISO 3166 code of two or three letters, or an English name
      code varchar            ISO 3166 code of two letters; null for what has none
      continent varchar       continent
      hemisphere varchar      hemisphere
      climate varchar         prevailing climate`),
  },
  {
    name: 'int_customer_profile',
    class: 'results',
    sentence: 'One row per customer: who and where they are.',
    grain: ['customer_id'],
    columns: [...aCustomer, ...featuresFrom('int_customer_profile')],
  },
  {
    name: 'int_customer_lifecycle',
    class: 'results',
    sentence: 'One row per customer: the lifecycle stage.',
    grain: ['customer_id'],
    columns: [...aCustomer, ...featuresFrom('int_customer_lifecycle')],
  },
  {
    name: 'customer_features',
    class: 'results',
    sentence: 'One row per customer: everything that rules may name.',
    grain: ['customer_id'],
    columns: [
      ...aCustomer,
      ...featuresOf(config).map(({ name, type, meaning }) => ({ name, type, meaning })),
    ],
  },
]
