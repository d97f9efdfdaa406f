/** Text files as `raw_<source>`: lines by Athena, taken apart in SQL, unreadable ones with what is wrong with them. */
import type { FormatConfig } from '../../config.ts'
import { raggedReason } from '../header.ts'
import type { RawColumn } from '../ports.ts'
import { literal } from '../sql.ts'

export interface RawText {
  readonly format: FormatConfig
  /** Of the files. */
  readonly columns: readonly RawColumn[]
  /** Those that are read. */
  readonly read: readonly RawColumn[]
  /** What stands behind `from`: a table of `line`, and a condition. */
  readonly from: string
  /** SQL of the file as config would write it. */
  readonly file: string
  /** Whether a file begins with a byte order mark where no header takes it away. */
  readonly hasMark: boolean
}

/** The select of `raw_<source>`. */
export function rawTextSql(raw: RawText): string {
  const { format, columns, read, from, file, hasMark } = raw
  const line = hasMark ? `regexp_replace(line, '^\\x{FEFF}')` : 'line'
  const { cells, error, isNone, values } = ways[format.type === 'parquet' ? 'csv' : format.type](
    format,
    columns.length,
  )
  // What is no UTF-8 reads as other signs; the line differs from itself then.
  const judged = `case when line <> whole then 'wrong-encoding' when ${error} then ${reasonOf(format)} end`
  const cell = (one: RawColumn) =>
    `case when row_error is null then ${values[columns.indexOf(one)]} end as ${one.column}`
  // A line that could not be taken apart is shown where all its columns may be.
  const text =
    read.length === columns.length
      ? 'case when row_error is not null then substr(trim(whole), 1, 200) end'
      : 'cast(null as varchar)'
  return `select file, row_error,
    ${text} as row_text,
    ${read.map(cell).join(',\n    ')}
  from (
    select file, whole, cells, ${judged} as row_error from (
      select file, line, whole, ${cells} as cells from (
        select ${file} as file, ${line} as line, from_utf8(to_utf8(${line})) as whole
        from ${from}
      ) as lines where not (${isNone})
    ) as split
  ) as judged`
}

interface Way {
  /** SQL of what a line is taken apart into. */
  readonly cells: string
  /** SQL of a condition: the line can't be read. */
  readonly error: string
  /** SQL of a condition: the line is no row. */
  readonly isNone: string
  readonly values: readonly string[]
}

const reasonOf = (format: FormatConfig) =>
  format.type === 'json' ? "'not-json'" : raggedReason(format, 'whole')

const ways: Readonly<
  Record<'csv' | 'json' | 'spaces', (format: FormatConfig, width: number) => Way>
> = {
  /**
   * A quote counts where a cell begins, and is closed before the next cell does. The delimiter in front of the line
   * makes every cell begin with one.
   */
  csv({ delimiter }, width) {
    const sign = /[\^$.*+?()[\]{}|\\/-]/.test(delimiter) ? `\\${delimiter}` : delimiter
    const quoted = '"[^"]*(?:""[^"]*)*"'
    const plain = `(?!")[^${sign}]*`
    return {
      cells: `regexp_extract_all(${literal(delimiter)} || whole, ${literal(`${sign}(${quoted}|[^${sign}]*)`)}, 1)`,
      error: `cardinality(cells) <> ${width}
        or (strpos(whole, '"') > 0 and not regexp_like(whole, ${literal(`^(?:${quoted}|${plain})(?:${sign}(?:${quoted}|${plain}))*$`)}))`,
      isNone: width > 1 ? "whole = ''" : 'false',
      values: Array.from({ length: width }, (_, i) => unquoted(`cells[${i + 1}]`)),
    }
  },
  json: () => ({
    cells: 'try(json_parse(whole))',
    error: "cells is null or not regexp_like(whole, '^\\s*\\{')",
    isNone: "trim(whole) = ''",
    values: ['whole'],
  }),
  spaces: (_, width) => ({
    cells: "regexp_split(trim(whole), '\\s+')",
    error: `cardinality(cells) <> ${width}`,
    isNone: "trim(whole) = ''",
    values: Array.from({ length: width }, (_, i) => `cells[${i + 1}]`),
  }),
}

/** A cell without its quotes; an empty one is none. */
const unquoted = (cell: string) =>
  `nullif(case when starts_with(${cell}, '"') then replace(substr(${cell}, 2, length(${cell}) - 2), '""', '"') else ${cell} end, '')`
