/** Types a column of the lake may have: those that Athena and DuckDB store and read alike. */
export type SqlType =
  | 'varchar'
  | 'bigint'
  | 'integer'
  | 'boolean'
  | 'date'
  | 'timestamp(3)'
  | 'double'
  | `decimal(${number},${number})`

export interface Column {
  readonly name: string
  readonly type: SqlType
  readonly meaning: string
}

/** Columns from lines of `name type meaning`; `column` and `limit` are names like any other. */
export const columns = (lines: string): readonly Column[] =>
  lines
    .trim()
    .split('\n')
    .map((line) => {
      const [, name, type, meaning] = /^\s*(\S+)\s+(\S+)\s+(.*)$/.exec(line) ?? []
      if (!name || !type || !meaning) throw new Error(`not a column: ${line}`)
      return { name, type: type as SqlType, meaning }
    })
