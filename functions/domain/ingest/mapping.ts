/** One mapped column as SQL over `raw_<source>`, in the two steps in which it is read. */
import type { Mapping } from '../../config.ts'
import { literal } from '../../platform/sql.ts'
import type { SqlType } from '../types.ts'
import {
  columnNamed,
  fileWords,
  isFileStatus,
  type RawColumn,
  type RawSource,
} from './raw-source.ts'
import { fromText, type Instant, instantFromText } from './text.ts'
import { asText, fromTyped, instantFromTyped, isText } from './typed.ts'

/** How a mapped column is read. */
export interface Reading {
  /** What the file holds, as text; null where it holds nothing. */
  readonly cell: string
  /** What the rejects show of it, where that costs more than the cell. */
  readonly shown?: string
  /** What is made of the text of the cell: words mapped, signs stripped. Null where nothing is left. */
  text(cell: string): string
  /** The value. Instants have two readings in its place. */
  value(text: string): string
  readonly instant?: (text: string) => Instant
}

/** A mapping as SQL of the wanted type. */
export function readColumn(source: RawSource, mapping: Mapping, type: SqlType): Reading {
  const typed = typedColumn(source, mapping)
  return typed ? typedReading(typed, type) : textReading(source, mapping, type)
}

/** A column that has a type already: that it holds something is enough to know of its cell. */
function typedReading({ column, type: given }: RawColumn, type: SqlType): Reading {
  const mark = literal(`(${given})`)
  return {
    cell: `case when ${column} is not null then ${mark} end`,
    shown: `case when ${column} is not null then coalesce(${asText(column, given)}, ${mark}) end`,
    text: (cell) => cell,
    value: () => fromTyped(column, given, type),
    ...(type === 'timestamp(3)' && { instant: () => instantFromTyped(column, given) }),
  }
}

function textReading(source: RawSource, mapping: Mapping, type: SqlType): Reading {
  const { constant, format } = mapping
  const decimal = constant === undefined ? (mapping.decimal ?? source.config.format.decimal) : '.'
  return {
    cell: constant === undefined ? cellOf(source, mapping) : literal(String(constant)),
    text: (cell) => withWords(stripped(cell, mapping, decimal), mapping),
    value: (text) => fromText(text, type, { decimal, format }),
    ...(type === 'timestamp(3)' && { instant: (text) => instantFromText(text, format) }),
  }
}

/** The column that a mapping reads by its own type: one column, as it is. */
function typedColumn(source: RawSource, mapping: Mapping): RawColumn | undefined {
  const { from, map, otherwise, format, strip } = mapping
  if (from === undefined || isFileStatus(source, from)) return undefined
  const column = columnNamed(source, from)
  const isPlain = !map && otherwise === undefined && !format && !strip
  return column && isPlain && !isText(column.type) ? column : undefined
}

/** The text that a mapping reads: trimmed, parts joined. */
function cellOf(source: RawSource, { from, date, time, join = [] }: Mapping): string {
  if (from !== undefined) return named(source, from)
  if (date === undefined) return joined(join.map((name) => named(source, name)))
  // Without the time it is a text still, so that the rejects can show it.
  return `${dayNamed(source, date)} || coalesce(' ' || ${named(source, time ?? '')}, '')`
}

function named(source: RawSource, name: string): string {
  if (isFileStatus(source, name)) return statusOfFile(source)
  if (source.config.format.type === 'json') return fromJson(name)
  const found = columnNamed(source, name)
  return found ? trimmed(asText(found.column, found.type)) : none
}

/** A day that is stored as an instant is a day all the same. */
function dayNamed(source: RawSource, name: string): string {
  const found = columnNamed(source, name)
  return found?.type.startsWith('timestamp')
    ? `cast(cast(${found.column} as date) as varchar)`
    : named(source, name)
}

/** What a JSON object holds at a path; a name with dots in it may be one name, too. What is no scalar is its JSON text. */
function fromJson(name: string): string {
  const parts = name.split('.')
  const scalar = (...path: readonly string[]) =>
    `json_extract_scalar(line, ${literal(`$${path.map((part) => `["${part.replaceAll('"', '')}"]`).join('')}`)})`
  const found = [
    scalar(...parts),
    ...(parts.length > 1 ? [scalar(name)] : []),
    ...(parts.every((part) => /^[a-z_]\w*$/i.test(part))
      ? [`nullif(json_format(json_extract(line, ${literal(`$.${name}`)})), 'null')`]
      : []),
  ]
  return trimmed(`coalesce(${found.join(', ')}, null)`)
}

const joined = (parts: readonly string[]) =>
  `case when coalesce(${parts.join(', ')}) is not null
        then ${parts.map((part) => `coalesce(${part}, '')`).join(` || '|' || `)} end`

const trimmed = (x: string) => `nullif(trim(${x}), '')`

/** Without an apostrophe in front; or without currency signs, thousands and the brackets of negative amounts. */
function stripped(x: string, { strip }: Mapping, decimal: '.' | ','): string {
  if (strip === 'apostrophe') return `nullif(regexp_replace(${x}, '^''', ''), '')`
  if (strip !== 'money') return x
  const bare = `regexp_replace(${x}, '[^0-9.,()+-]', '')`
  const signed = String.raw`regexp_replace(${bare}, '^\((.*)\)$', '-$1')`
  return decimal === ',' ? signed : `replace(${signed}, ',', '')`
}

/** Words are matched without regard to case; an unmapped word stays as it is unless `otherwise` says else. */
function withWords(x: string, { map, otherwise }: Mapping): string {
  const other =
    otherwise === undefined ? x : `case when ${x} is not null then ${word(otherwise)} end`
  const whens = Object.entries(map ?? {}).map(
    ([from, to]) => `when ${literal(from.trim().toLowerCase())} then ${word(to)}`,
  )
  return whens.length > 0 ? `case lower(${x}) ${whens.join(' ')} else ${other} end` : other
}

const none = 'cast(null as varchar)'

/** A word that says nothing is none. */
const word = (text: string) => (text.trim() === '' ? none : literal(text.trim()))

function statusOfFile(source: RawSource): string {
  const whens = [...fileWords(source)].map(
    ([file, status]) => `when ${literal(file)} then ${word(status ?? '')}`,
  )
  return `case file ${whens.join(' ')} end`
}
