import type { Column, SqlType } from '../domain/types.ts'

/** A value that a query may be given. Dates and instants are typed, so that both engines read them alike. */
export type Param =
  | { readonly type: 'date' | 'timestamp'; readonly value: string }
  | { readonly type: 'decimal'; readonly value: string }
  | string
  | number
  | boolean
  | readonly string[]
  | readonly number[]

export type Params = Readonly<Record<string, Param>>

/** `2026-03-10` as a DATE parameter. */
export const dateParam = (value: string): Param => ({ type: 'date', value })

/** An ISO instant in UTC as a TIMESTAMP(3) parameter. */
export const instantParam = (value: string): Param => ({ type: 'timestamp', value })

/**
 * A value as a SQL literal that Athena and DuckDB read as the same type and value.
 * Whole numbers are integers, other numbers doubles (`5e-1`), lists stand in brackets for `in`.
 * Throws a RangeError on what has no portable literal: NaN, infinities, malformed dates.
 */
export function literal(param: Param): string {
  if (typeof param === 'string') return quoted(param)
  if (typeof param === 'boolean') return String(param)
  if (typeof param === 'number') return numeric(param)
  if (Array.isArray(param)) return `(${param.map(literal).join(', ') || 'null'})`
  const { type, value } = param as { type: 'date' | 'timestamp' | 'decimal'; value: string }
  if (type === 'decimal') {
    if (!/^-?\d{1,20}(\.\d{1,18})?$/.test(value)) throw new RangeError(`not a decimal: ${value}`)
    const scale = value.split('.')[1]?.length ?? 0
    return `cast(${quoted(value)} as decimal(38, ${scale}))`
  }
  if (Number.isNaN(Date.parse(value))) throw new RangeError(`not a ${type}: ${value}`)
  const iso = new Date(value).toISOString()
  return type === 'date'
    ? `date ${quoted(iso.slice(0, 10))}`
    : `timestamp ${quoted(iso.slice(0, 23).replace('T', ' '))}`
}

/** A name as a quoted SQL identifier. */
export const ident = (name: string): string => `"${name.replaceAll('"', '""')}"`

/**
 * Fills the `:names` of a query. Text in quotes and comments is left as it is.
 * Throws when a name has no value: a parameter that is silently left out is a bug.
 */
export function bind(sql: string, params: Params): string {
  return sql.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|::|(?<![\w:]):([a-z_]\w*)/g,
    (whole, name: string | undefined) => {
      if (name === undefined) return whole
      const value = params[name]
      if (value === undefined) throw new Error(`query parameter :${name} has no value`)
      return literal(value)
    },
  )
}

const quoted = (text: string) => `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`

function numeric(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`not a number: ${value}`)
  if (Number.isSafeInteger(value)) return String(value)
  return value.toExponential()
}

/** A small list as a select with typed columns, for tables that are learned or known rather than computed. */
export function valuesSql(
  columns: readonly Column[],
  rows: readonly Readonly<Record<string, unknown>>[],
): string {
  const typed = (value: unknown, type: SqlType) =>
    value === null || value === undefined ? 'null' : `cast(${literal(String(value))} as ${type})`
  const list = rows.map(
    (row) => `(${columns.map(({ name, type }) => typed(row[name], type)).join(', ')})`,
  )
  const names = columns.map(({ name }) => ident(name)).join(', ')
  const select = columns.map(
    ({ name, type }) => `cast(${ident(name)} as ${type}) as ${ident(name)}`,
  )
  const nulls = columns.map(({ type }) => `cast(null as ${type})`).join(', ')
  return list.length > 0
    ? `select ${select.join(', ')} from (values ${list.join(',\n')}) as t(${names})`
    : `select ${select.join(', ')} from (values (${nulls})) as t(${names}) where false`
}

/** The columns of a select over rows that have other ones: each of its own type, null where they lack it. */
export const withColumns = (
  columns: readonly Column[],
  theirs: readonly { readonly name: string }[],
) =>
  columns
    .map(({ name, type }) =>
      theirs.some((one) => one.name === name)
        ? `cast(${ident(name)} as ${type}) as ${ident(name)}`
        : `cast(null as ${type}) as ${ident(name)}`,
    )
    .join(', ')

/** A select of no rows with these columns. */
export const emptySql = (columns: readonly Column[]) =>
  `select ${withColumns(columns, [])} where false`
