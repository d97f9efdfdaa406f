import { ident, literal } from '../../platform/sql.ts'
import type { Table } from '../../tables.ts'

/** Counts the rows of each table that lack a part of its grain or share all of it with another: `name`, `broken`. */
export const grainQuery = (tables: readonly Pick<Table, 'name' | 'grain'>[]): string =>
  tables.map(brokenRows).join('\nunion all\n')

function brokenRows({ name, grain }: Pick<Table, 'name' | 'grain'>): string {
  const names = grain.map(ident).join(', ')
  const missing = grain.map((column) => `${ident(column)} is null`).join(' or ')
  return `select
    ${literal(name)} as name,
    count(*) - (select count(*) from (select distinct ${names} from ${ident(name)}) as named)
    + count(*) filter (where ${missing}) as broken
from ${ident(name)}`
}
