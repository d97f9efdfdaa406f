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
    count(*) - (select count(*) from (select distinct ${names} from ${ident(name)}) as named)
    + count(*) filter (where ${missing}) as broken
from ${ident(name)}`
}
