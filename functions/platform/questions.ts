/** Small questions asked together: in the cloud a query takes a second and has a least price, however little it reads. */
import { severalAtOnce } from '../concurrency.ts'
import type { Row, Warehouse } from './ports.ts'
import { ident, literal, type Params } from './sql.ts'

export interface Question {
  /** A select. Lines that end it may say the order of its rows, by columns of its own: `order by place`. */
  readonly sql: string
  /** The columns that are asked for. */
  readonly columns: readonly string[]
}

/** Cells as text, whatever their type: numbers are read back from their digits. */
export type TextRow = Readonly<Record<string, string | null>>

/** Rows of every question, in its order, from as few queries as engines take them in. */
export async function ask<Name extends string>(
  { read, sideBySide }: Pick<Warehouse, 'read' | 'sideBySide'>,
  questions: Readonly<Record<Name, Question>>,
  params: Params = {},
): Promise<Readonly<Record<Name, readonly TextRow[]>>> {
  const all = Object.entries<Question>(questions)
  const groups = Array.from({ length: Math.ceil(all.length / mostTogether) }, (_, i) =>
    all.slice(i * mostTogether, (i + 1) * mostTogether),
  )
  const answers = await severalAtOnce(groups, sideBySide, (group) => read(together(group), params))
  const rows = Map.groupBy(answers.flat(), ({ question }) => question)
  const found = all.map(([name, question]) => [name, named(rows.get(name) ?? [], question)])
  return Object.fromEntries(found)
}

/** A query runs in stages, several a question, and an engine refuses one of more than a hundred. */
const mostTogether = 8

/** The questions as one query: name, place in the order, and as many cells as the widest has columns. */
function together(questions: readonly (readonly [name: string, Question])[]): string {
  const width = Math.max(...questions.map(([, { columns }]) => columns.length))
  const parts = questions.map(([name, { sql, columns }]) => {
    const cells = Array.from({ length: width }, (_, i) => {
      const column = columns[i]
      return `cast(${column === undefined ? 'null' : ident(column)} as varchar) as ${cell(i)}`
    })
    return `select ${literal(name)} as question, ${placeSql(sql)} as place, ${cells.join(', ')}
from (
${sql.trim()}
) as ${ident(name)}`
  })
  return `select * from (
${parts.join('\nunion all\n')}
) as answers
order by question, place`
}

const cell = (index: number) => `cell_${index + 1}`

/** An order within brackets says nothing about the rows that leave them: it becomes a column. */
function placeSql(sql: string): string {
  const [, order] = /\norder by ([^;]+?)(?:\nfetch first \d+ rows only)?\s*$/.exec(sql) ?? []
  return order === undefined ? 'cast(1 as bigint)' : `row_number() over (order by ${order})`
}

const named = (rows: readonly Row[], { columns }: Question): readonly TextRow[] =>
  rows.map((row) =>
    Object.fromEntries(columns.map((column, i) => [column, row[cell(i)] as string | null])),
  )
