/**
 * What is wrong with a row, as one text: entries of column, value, reason and whether it costs the row, so that files
 * are read once for their values and what is wrong with them.
 */
import { literal } from '../../platform/sql.ts'

/** Stands between the entries of a row, and between the parts of an entry. */
const entryMark = 'chr(30)'
const partMark = 'chr(31)'

export interface Problem {
  /** SQL of a condition. */
  readonly when: string
  /** The canonical column; `(row)` for the row as a whole. */
  readonly column: string
  /** SQL of what stood there, a text. */
  readonly value: string
  /** SQL of the reason, a text. */
  readonly reason: string
}

/** SQL of the first of the problems that cost the row; of all those that cost values where there is none. */
export function problemsSql(ofRow: readonly Problem[], ofValues: readonly Problem[]): string {
  const row = ofRow.map((problem) => `when ${problem.when} then ${entry(problem, true)}`)
  const values = ofValues.map(
    (problem) =>
      `case when ${problem.when} then ${entryMark} || ${entry(problem, false)} else '' end`,
  )
  const any = ofValues.map(({ when }) => `(${when})`).join('\n          or ')
  const whens = [
    ...row,
    // Asked first: hardly a row has any, and putting texts together costs more than asking.
    ...(ofValues.length > 0
      ? [`when ${any} then substr(${values.join('\n          || ')}, 2)`]
      : []),
  ]
  return whens.length > 0 ? `case ${whens.join('\n        ')} end` : 'cast(null as varchar)'
}

/** A table’s `problems` as rows of column, value, reason, is_row; `columns` go along. */
export const problemRows = (
  table: string,
  columns: readonly string[],
): string => `select ${columns.join(', ')},
      split_part(problem, ${partMark}, 1) as "column",
      nullif(split_part(problem, ${partMark}, 2), '') as value,
      split_part(problem, ${partMark}, 3) as reason,
      split_part(problem, ${partMark}, 4) = 'true' as is_row
    from ${table}
    cross join unnest(regexp_split(problems, '\\x1e')) as parts(problem)
    where problems is not null`

function entry({ column, value, reason }: Problem, isRow: boolean): string {
  const shown = `coalesce(substr(translate(${value}, ${entryMark} || ${partMark}, '  '), 1, 200), '')`
  return [literal(column), shown, reason, literal(String(isRow))].join(` || ${partMark} || `)
}
