import { ident, literal } from '../../platform/sql.ts'
import type { Table } from '../../tables/table.ts'

type Grained = Pick<Table, 'name' | 'grain'>

/** The tables whose rows are not one a grain: how many lack a part of it or share all of it with another. */
export const grainsQuery = (tables: readonly Grained[]): string =>
  `select name, grain, broken from (
${tables.map(brokenSql).join('\nunion all\n')}
) as grains where broken > 0 order by name`

function brokenSql({ name, grain }: Grained): string {
  const names = grain.map(ident).join(', ')
  const missing = grain.map((column) => `${ident(column)} is null`).join(' or ')
  return `select ${literal(name)} as name, ${literal(grain.join(', '))} as grain,
    cast(coalesce(sum(many - 1 + case when ${missing} then many else 0 end), 0) as bigint) as broken
from (select ${names}, count(*) as many from ${ident(name)} group by ${names}) as keys`
}
