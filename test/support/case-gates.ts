/** What the cases of one query must show. As the gates of a query: what is wrong, and an empty list when nothing is. */
import type { Case, Given } from './cases.ts'

/** Two cases and more: one `empty`, without a given row, and one with `edge` in its name that has nulls and ties. */
export function casesGate(cases: readonly Case[]): readonly string[] {
  const empty = cases.find(({ name }) => name === 'empty')
  const edges = cases.filter(({ name }) => name.includes('edge'))
  return [
    ...(cases.length < 2 ? [`${cases.length} cases; two are the least`] : []),
    ...(empty ? [] : ['no case named empty']),
    ...(empty?.given.some(({ content }) => content.rows.length > 0)
      ? ['empty: a given table has rows']
      : []),
    ...(edges.length === 0 ? ['no case with edge in its name'] : []),
    ...(edges.length > 0 && !edges.some(({ given }) => given.some(hasNull))
      ? ['edge: no given cell is null']
      : []),
    ...(edges.length > 0 && !edges.some(({ given }) => given.some(hasTie))
      ? ['edge: no value of a given column comes twice']
      : []),
  ]
}

const hasNull = ({ content }: Given) => content.rows.some((row) => row.includes(null))

const hasTie = ({ content }: Given) =>
  content.columns.some((_, i) => {
    const values = content.rows.map((row) => row[i] ?? null).filter((value) => value !== null)
    return new Set(values).size < values.length
  })

/** Cases whose query is gone or misspelt, and queries of the same name, of which only one would run. */
export function namesGate(queries: readonly string[], cases: readonly Case[]): readonly string[] {
  const stray = new Set(cases.map(({ table }) => table).filter((table) => !queries.includes(table)))
  const twice = queries.filter((table, i) => queries.indexOf(table) < i)
  return [
    ...[...stray].map((table) => `test/queries/${table}: no query of that name`),
    ...twice.map((table) => `${table}.sql: two files of that name`),
  ]
}
