import { ident } from '../../platform/sql.ts'
import type { Column } from '../types.ts'

/** How the declared attributes stand at each `-- attributes` mark of a query, first mark first. */
type Spelling = (column: string) => string

/** As they are called. */
export const plainly: Spelling = (column) => column

/** Of the table that they come from. */
export const from =
  (table: string): Spelling =>
  (column) =>
    `${table}.${column}`

/** The first that is known, by `place`. */
export const firstKnown: Spelling = (column) =>
  `min_by(${column}, place) filter (where ${column} is not null)`

/** A query with the declared attributes at its marks. */
export function withAttributes(
  text: string,
  attributes: readonly Column[],
  ...spellings: readonly Spelling[]
): string {
  const marks = [...spellings]
  const filled = text.replaceAll('-- attributes', () => {
    const spelling = marks.shift()
    if (!spelling) throw new Error('more marks for attributes than spellings')
    return attributes
      .map(({ name }) => `, ${spelling(ident(name))} as ${ident(name)}`)
      .join('\n    ')
  })
  if (marks.length > 0) throw new Error('fewer marks for attributes than spellings')
  return filled
}
