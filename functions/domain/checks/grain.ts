import { ident } from '../../platform/sql.ts'
import type { Table } from '../../tables.ts'

/** Counts the rows of a table that lack a part of its grain or share all of it with another: `broken`. */
export function grainQuery({ name, grain }: Pick<Table, 'name' | 'grain'>): string {
  const names = grain.map(ident).join(', ')
  const missing = grain.map((column) => `${ident(column)} is null`).join(' or ')
  return `select
    count(*) - (select count(*) from (select distinct ${names} from ${ident(name)}) as named)
    + count(*) filter (where ${missing}) as broken
from ${ident(name)}`
}
