import { ident } from '../../platform/sql.ts'
import type { Feature } from './columns.ts'

/** `customer_features`: everything that rules may name, from the tables that work it out, one row a customer. */
export function featuresQuery(features: readonly Feature[]): string {
  const tables = [...new Set(features.map(({ from }) => from))].filter((table) => table !== 'customers')
  const columns = features.map(({ name, from }) => `${from}.${ident(name)}`)
  const joins = tables.map(
    (table) => `left join ${table} on customers.customer_id = ${table}.customer_id`,
  )
  return `select
    customers.customer_id,
    ${columns.join(',\n    ')}
from customers
${joins.join('\n')}`
}
