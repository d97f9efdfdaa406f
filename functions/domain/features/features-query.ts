import { ident } from '../../platform/sql.ts'
import type { Feature } from './columns.ts'

/**
 * The select of `customer_features`: every feature from the table that works it out, in the order of the list, of
 * those who do not object.
 */
export function featuresQuery(features: readonly Feature[]): string {
  const tables = [...new Set(features.map(({ from }) => from))].filter(
    (table) => table !== 'customers',
  )
  return `-- One row per customer: everything that rules may name.
select
    customers.customer_id${features.map(({ name, from }) => `,\n    ${from}.${ident(name)}`).join('')}
from customers${tables.map(joined).join('')}
where customers.is_profiled
`
}

const joined = (table: string) =>
  `\nleft join ${table}\n    on ${table}.customer_id = customers.customer_id`
