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
      ...unknownZone(column),
      ...(mayBeUnreadable(column)
        ? [{ ...problem, when: isLost(column), reason: literal('unreadable') }]
        : []),
    ]
  })

/** What costs a value only: an optional one that is unreadable, or a word that is none of ours. */
export const valueProblems = (columns: readonly MappedColumn[]): readonly Problem[] => [
  ...columns.flatMap(({ name, doubt }) =>
    doubt
      ? [
          {
            when: doubt,
            column: name,
            value: stepName(name, 'cell'),
            reason: literal('several-values'),
          },
        ]
      : [],
  ),
  ...columns
    .filter(({ isRequired, isBorrowed }) => !isRequired && !isBorrowed)
    .flatMap((column) => {
      const { name, words, reading } = column
      const problem = { column: name, value: shownOf(column) }
      const isThere = `${stepName(name, 'text')} is not null`
      return [
        ...unknownZone(column),
        ...(mayBeUnreadable(column)
          ? [
              {
                ...problem,
                when: `${isThere} and ${isLost(column)}${reading.zone ? ` and ${stepName(name, 'local')} is null` : ''}`,
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
    }),
]

/** A clock without a zone that is known is no instant. */
const unknownZone = ({ name, reading }: MappedColumn): readonly Problem[] =>
  reading.zone
    ? [
        {
          when: `${stepName(name, 'local')} is not null and ${stepName(name, 'value')} is null`,
          column: name,
          value: stepName(name, 'zone'),
          reason: literal('unknown-zone'),
        },
      ]
    : []

const mayBeUnreadable = ({ reading }: MappedColumn) => reading.value('x') !== 'x'

const shownOf = ({ name, reading }: MappedColumn) => reading.shown ?? stepName(name, 'cell')
