/** One mapped column as SQL over `raw_<source>`. */
import type { Mapping, SourceConfig } from '../../config.ts'
import { literal } from '../../platform/sql.ts'
import { nearest } from '../math/nearest.ts'
import type { SqlType } from '../types.ts'
import { fromText, type Instant, instantFromText } from './text.ts'
import { fromTyped, instantFromTyped, isText } from './typed.ts'

/** What the engine found in the files of a source: names as the file has them, and how SQL says them. */
export interface RawSource {
  readonly name: string
  readonly config: SourceConfig
  readonly columns: readonly RawSourceColumn[]
  readonly files: readonly string[]
}

interface RawSourceColumn {
  readonly name: string
  readonly column: string
  readonly type: string
}

/** How a mapped column is read: its text for the rejects, and its value or, for an instant, its two readings. */
export interface Reading {
  readonly raw: string
  readonly value?: string
  readonly instant?: Instant
}

/** The name of a source's file status as a column that mappings may name. */
const fileStatus = 'file_status'

/** A mapping as SQL of the wanted type. */
export function readColumn(source: RawSource, mapping: Mapping, type: SqlType): Reading {
  const typed = typedColumn(source, mapping)
  if (typed) {
    const raw = shown(typed)
    if (type === 'timestamp(3)') return { raw, instant: instantFromTyped(typed.column, typed.type) }
    const value = fromTyped(typed.column, typed.type, type)
    return type === 'varchar' ? { raw: value, value } : { raw, value }
  }
  const raw =
    mapping.constant === undefined ? textOf(source, mapping) : literal(String(mapping.constant))
  if (type === 'timestamp(3)') return { raw, instant: instantFromText(raw, mapping.format) }
  const decimal =
    mapping.constant === undefined ? (mapping.decimal ?? source.config.format.decimal) : '.'
  return { raw, value: fromText(raw, type, { decimal, format: mapping.format }) }
}

/** A column that a mapping names and the files lack. */
export interface MissingColumn {
  readonly path: string
  readonly name: string
  readonly nearest: string | undefined
}

/** Columns that a source's mappings name and its files lack. JSON rows have no header to look in. */
export function missingColumns({
  name: source,
  config,
  columns,
}: RawSource): readonly MissingColumn[] {
  if (config.format.type === 'json') return []
  const known = new Set(columns.map((column) => folded(column.name)))
  const missing = (table: string, column: string, mapping: Mapping) =>
    [mapping.from, ...(mapping.join ?? []), mapping.date, mapping.time]
      .filter((name) => name !== undefined && name !== fileStatus && !known.has(folded(name)))
      .map((name = '') => ({
        path: `sources.${source}.tables.${table}.columns.${column}`,
        name,
        nearest: nearest(
          name,
          columns.map((one) => one.name),
        ),
      }))
  return Object.entries(config.tables).flatMap(([table, mapped]) =>
    Object.entries(mapped?.columns ?? {}).flatMap(([column, mapping]) =>
      mapping ? missing(table, column, mapping) : [],
    ),
  )
}

/** All columns of a text row as one text, to tell the greatest of two rows with one key; null for typed rows. */
export function rowOrder({ config, columns }: RawSource): string {
  if (config.format.type === 'json') return 'line'
  if (config.format.type === 'parquet') return 'cast(null as varchar)'
  return columns.map(({ column }) => `coalesce(${column}, '')`).join(` || '|' || `)
}

/** The typed column that a plain mapping reads as it is. */
function typedColumn(source: RawSource, mapping: Mapping): RawSourceColumn | undefined {
  const { from, map, otherwise, format, strip } = mapping
  const column = from === undefined ? undefined : columnNamed(source, from)
  const isPlain = !map && otherwise === undefined && !format && !strip
  return column && isPlain && !isText(column.type) ? column : undefined
}

/** The text that a mapping reads: trimmed, joined, stripped, its words mapped; empty text is null. */
function textOf(source: RawSource, mapping: Mapping): string {
  const one = (name: string) => named(source, name)
  let text: string
  if (mapping.from !== undefined) text = one(mapping.from)
  else if (mapping.date !== undefined)
    text = `(${one(mapping.date)} || ' ' || ${one(mapping.time ?? '')})`
  else text = joined((mapping.join ?? []).map(one))
  return withWords(stripped(text, mapping), mapping)
}

function named(source: RawSource, name: string): string {
  if (name === fileStatus) return statusOfFile(source)
  if (source.config.format.type === 'json') {
    const path = name
      .split('.')
      .map((part) => `["${part.replaceAll('"', '')}"]`)
      .join('')
    return trimmed(`json_extract_scalar(line, ${literal(`$${path}`)})`)
  }
  const found = columnNamed(source, name)
  if (!found) return 'cast(null as varchar)'
  return trimmed(isText(found.type) ? found.column : fromTyped(found.column, found.type, 'varchar'))
}

const joined = (parts: readonly string[]) =>
  `case when coalesce(${parts.join(', ')}) is not null
      then ${parts.map((part) => `coalesce(${part}, '')`).join(` || '|' || `)} end`

const trimmed = (x: string) => `nullif(trim(${x}), '')`

function stripped(x: string, { strip, decimal }: Mapping): string {
  if (strip === 'apostrophe') return `nullif(regexp_replace(${x}, '^''', ''), '')`
  if (strip !== 'money') return x
  const bare = String.raw`regexp_replace(${x}, '[^0-9.,()+-]', '')`
  const signed = String.raw`regexp_replace(${bare}, '^\((.*)\)$', '-$1')`
  return decimal === ',' ? signed : `replace(${signed}, ',', '')`
}

/** Words are matched without regard to case; an unmapped word stays as it is unless `otherwise` says else. */
function withWords(x: string, { map, otherwise }: Mapping): string {
  const other =
    otherwise === undefined ? x : `case when ${x} is not null then ${literal(otherwise)} end`
  if (!map) return other
  const whens = Object.entries(map).map(
    ([word, meaning]) => `when ${literal(word.trim().toLowerCase())} then ${literal(meaning)}`,
  )
  return `case lower(${x}) ${whens.join(' ')} else ${other} end`
}

function statusOfFile({ config, files }: RawSource): string {
  const patterns = Object.entries(config.format.statusByFile ?? {})
  const whens = files.flatMap((file) => {
    const found = patterns.find(([pattern]) => globMatches(pattern, file.split('/').at(-1) ?? file))
    return found ? [`when ${literal(file)} then ${literal(found[1])}`] : []
  })
  return whens.length > 0 ? `case file ${whens.join(' ')} end` : 'cast(null as varchar)'
}

const globMatches = (pattern: string, name: string) =>
  new RegExp(`^${pattern.replace(/[$()+.?[\\\]^{|}]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(
    name,
  )

/** What the rejects show of a typed value; doubles and times have no text that both engines agree on. */
const shown = ({ column, type }: RawSourceColumn) =>
  isText(type) || /^(.*int|integer|decimal.*|date|boolean)$/.test(type)
    ? `cast(${column} as varchar)`
    : `case when ${column} is not null then ${literal(`(${type})`)} end`

const columnNamed = ({ columns }: RawSource, name: string) =>
  columns.find((column) => folded(column.name) === folded(name))

/** Header names are compared trimmed and without regard to case. */
const folded = (name: string) => name.trim().toLowerCase()
