import { ident } from '../../platform/sql.ts'
import type { Column } from '../types.ts'

/** Puts the row first that wins of several with one key: by `updated_at`, then by its columns as text. */
export const latestFirst = (columns: readonly Column[]): string =>
  [
    ...columns.filter(({ name }) => name === 'updated_at'),
    ...columns.filter(({ name }) => name !== 'updated_at'),
  ]
    .map((column) => `${inOrder(column)} desc nulls last`)
    .join(', ')

/** Days and instants stand in the same order as their texts. */
const inOrder = ({ name, type }: Column) =>
  /^(decimal|bigint|integer)/.test(type) ? `cast(${ident(name)} as varchar)` : ident(name)
