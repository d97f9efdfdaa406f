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
