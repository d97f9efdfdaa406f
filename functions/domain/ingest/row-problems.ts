/** What may be wrong with the rows of a source, from its mapped columns. */
import { literal } from '../../platform/sql.ts'
import { isLost, stepName } from './column-steps.ts'
import type { MappedColumn } from './columns.ts'
import type { Problem } from './problems.ts'

/** A line that could not be taken apart. */
export const brokenLine: Problem = {
  when: 'row_error is not null',
  column: '(row)',
  value: 'row_text',
  reason: 'row_error',
}

/** What costs the row: a key, an instant or an amount that is missing or unreadable. */
export const rowProblems = (required: readonly MappedColumn[]): readonly Problem[] =>
  required.flatMap((column) => {
    const { name } = column
    const problem = { column: name, value: shownOf(column) }
    return [
      { ...problem, when: `${stepName(name, 'text')} is null`, reason: literal('missing') },
      ...(mayBeUnreadable(column)
        ? [{ ...problem, when: isLost(column), reason: literal('unreadable') }]
        : []),
    ]
  })

/** What costs a value only: an optional one that is unreadable, or a word that is none of ours. */
export const valueProblems = (columns: readonly MappedColumn[]): readonly Problem[] =>
  columns
    .filter(({ isRequired, isBorrowed }) => !isRequired && !isBorrowed)
    .flatMap((column) => {
      const { name, words } = column
      const problem = { column: name, value: shownOf(column) }
      const isThere = `${stepName(name, 'text')} is not null`
      return [
        ...(mayBeUnreadable(column)
          ? [
              {
                ...problem,
                when: `${isThere} and ${isLost(column)}`,
                reason: literal('unreadable'),
              },
            ]
          : []),
        ...(words
          ? [
              {
                ...problem,
                when: `lower(${stepName(name, 'value')}) not in ${literal(words)}`,
                reason: literal('unknown-word'),
              },
            ]
          : []),
      ]
    })

const mayBeUnreadable = ({ reading }: MappedColumn) => reading.value('x') !== 'x'

const shownOf = ({ name, reading }: MappedColumn) => reading.shown ?? stepName(name, 'cell')
