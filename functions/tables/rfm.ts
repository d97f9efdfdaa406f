import { columns } from '../domain/types.ts'
import { aCustomer, featuresFrom } from './per-customer.ts'
import type { Table } from './table.ts'

/** Recency, frequency and spend, scored and named. */
export const rfmTables: readonly Table[] = [
  {
    name: 'rfm_names',
    class: 'results',
    sentence: 'One row per RFM code: its name.',
    grain: ['rfm_code'],
    columns: columns(`
      rfm_code varchar        three scores, e.g. 555
      rfm_segment varchar     the name`),
  },
  {
    name: 'customer_rfm',
    class: 'results',
    sentence: 'One row per customer with a purchase day: recency, frequency and spend, scored.',
    grain: ['customer_id'],
    columns: [...aCustomer, ...featuresFrom('customer_rfm')],
  },
]
