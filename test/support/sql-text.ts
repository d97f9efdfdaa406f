/** SQL as text, for the gates: where a word stands, and what the grammar alone needs. */
import { quotedOrComment } from '../../functions/platform/aws/sql-text.ts'

/** The line, from 1, that the character at `index` stands on. */
export const lineAt = (sql: string, index: number): number => sql.slice(0, index).split('\n').length

/** The query with its parameters filled in a way that only the grammar needs to like. */
export const withSamples = (sql: string): string =>
  sql.replace(
    new RegExp(`${quotedOrComment.source}|(\\bin\\s+)?(?<![\\w:]):([a-z_]\\w*)`, 'g'),
    (whole, list: string | undefined, name: string | undefined) => {
      if (name === undefined) return whole
      return list === undefined ? '1' : `${list}(1, 2)`
    },
  )
