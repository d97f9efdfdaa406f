/** One mapped column as SQL over `raw_<source>`, in the two steps in which it is read. */
import type { Mapping } from '../../config.ts'
import { literal } from '../../platform/sql.ts'
import type { SqlType } from '../types.ts'
import { spellingOf, withAmounts } from './amounts.ts'
import { byFile, cellNamed, dayNamed, joined, wordSql } from './cells.ts'
import { fits } from './conditions.ts'
import { fileDays } from './file-day.ts'
import {
  columnNamed,
  fileWords,
  isFileStatus,
  type RawColumn,
  type RawSource,
} from './raw-source.ts'
import type { Staging } from './staging-facts.ts'
import { stripped } from './strip.ts'
import { fromText, type Instant, instantFromText, isoDay } from './text.ts'
import { foundName } from './through.ts'
import { asText, fromTyped, instantFromTyped, isText } from './typed.ts'

/** How a mapped column is read. */
export interface Reading {
  /** What the file holds, as text; null where it holds nothing. */
  readonly cell: string
  /** What the rejects show of it, where that is more than the cell. */
  readonly shown?: string
  /** What is made of the text of the cell: words mapped, signs stripped. Null where nothing is left. */
  text(cell: string): string
  /** The value. Instants have two readings in its place. */
  value(text: string): string
  readonly instant?: (text: string) => Instant
  /** The word for the zone of its clock, where that is in a column. */
  readonly zone?: string
}

/** The mapping of a column of ours as SQL of its type. */
export function readColumn(
  source: RawSource,
  name: string,
  mapping: Mapping,
  type: SqlType,
  staging: Pick<Staging, 'asOf'>,
): Reading {
  const typed = typedColumn(source, mapping)
  const reading = typed
    ? typedReading(typed, type)
    : textReading(source, name, mapping, type, staging)
  return {
    ...conditional(summed(reading, source, mapping, type), source, mapping),
    ...(mapping.zone !== undefined && { zone: cellNamed(source, mapping.zone) }),
  }
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

function textReading(
  source: RawSource,
  name: string,
  mapping: Mapping,
  type: SqlType,
  staging: Pick<Staging, 'asOf'>,
): Reading {
  const { format, fileDay } = mapping
  const spelling = spellingOf(source, mapping)
  const instant = (text: string): Instant => {
    const read = instantFromText(text, format)
    // The day of the file is no date of the file’s own format.
    return fileDay && format
      ? { ...read, local: read.local ? `coalesce(${read.local}, ${isoDay(text)})` : isoDay(text) }
      : read
  }
  return {
    cell: cellOf(source, name, mapping, staging),
    text: (cell) => withWords(stripped(cell, mapping), mapping),
    value: (text) => fromText(text, type, spelling),
    ...(type === 'timestamp(3)' && { instant }),
  }
}

/** With the amounts of other columns. What can’t be read is shown with all that it is made of. */
function summed(reading: Reading, source: RawSource, mapping: Mapping, type: SqlType): Reading {
  const { plus = [], minus = [] } = mapping
  if (plus.length + minus.length === 0) return reading
  const shown = [
    reading.shown ?? reading.cell,
    ...plus.map((name) => `coalesce(' + ' || ${cellNamed(source, name)}, '')`),
    ...minus.map((name) => `coalesce(' - ' || ${cellNamed(source, name)}, '')`),
  ]
  return {
    ...reading,
    shown: shown.join(' || '),
    value: (text) => withAmounts(reading.value(text), source, mapping, type),
  }
}

/** Null where the row does not fit: its text, and what is made of it. A type of its own is asked for its text first. */
function conditional(reading: Reading, source: RawSource, mapping: Mapping): Reading {
  const { when } = mapping
  if (!when) return reading
  const text = (cell: string) =>
    `case when ${fits(source, when, mapping)} then ${reading.text(cell)} end`
  if (!typedColumn(source, mapping)) return { ...reading, text }
  const only = (x: string, sql: string) => `case when ${x} is not null then ${sql} end`
  return {
    ...reading,
    text,
    value: (x) => only(x, reading.value(x)),
    ...(reading.instant && {
      instant: (x) =>
        Object.fromEntries(
          Object.entries(reading.instant?.(x) ?? {}).map(([step, sql]) => [step, only(x, sql)]),
        ),
    }),
  }
}

/** The column that a mapping reads by its own type: one column, as it is. */
function typedColumn(source: RawSource, mapping: Mapping): RawColumn | undefined {
  const { from, map, otherwise, format, strip, through, fileDay } = mapping
  if (from === undefined || isFileStatus(source, from)) return undefined
  const column = columnNamed(source, from)
  const isPlain =
    !map && otherwise === undefined && !format && !strip && !mapping.else && !through && !fileDay
  return column && isPlain && !isText(column.type) ? column : undefined
}

/** The text that a mapping reads: trimmed, parts joined, or what stands for it. */
function cellOf(
  source: RawSource,
  name: string,
  mapping: Mapping,
  { asOf }: Pick<Staging, 'asOf'>,
): string {
  const { constant, fileName, fileDay, through } = mapping
  if (constant !== undefined) return literal(String(constant))
  if (fileName) return byFile(fileWords(source, fileName))
  const day = fileDay && byFile(fileDays(source, asOf))
  if (mapping.from === undefined && day) return day
  const found = through ? foundName(name) : ownCell(source, mapping)
  return day ? `coalesce(${found}, ${day})` : found
}

/** What columns of the files hold. */
export function ownCell(source: RawSource, mapping: Mapping): string {
  const { from, date, time, join = [] } = mapping
  if (from !== undefined) {
    const cells = [from, ...(mapping.else ?? [])].map((name) => cellNamed(source, name))
    return cells.length > 1 ? `coalesce(${cells.join(', ')})` : (cells[0] ?? '')
  }
  if (date === undefined) return joined(join.map((name) => cellNamed(source, name)))
  // Without the time it is a text still, so that the rejects can show it.
  return `${dayNamed(source, date)} || coalesce(' ' || ${cellNamed(source, time ?? '')}, '')`
}

/** Words are matched without regard to case, the empty one with a blank cell; others stay unless `otherwise` says else. */
function withWords(x: string, { map = {}, otherwise }: Mapping): string {
  const other =
    otherwise === undefined ? x : `case when ${x} is not null then ${wordSql(otherwise)} end`
  const whens = Object.entries(map)
    .filter(([from]) => from.trim() !== '')
    .map(([from, to]) => `when ${literal(from.trim().toLowerCase())} then ${wordSql(to)}`)
  const known = whens.length > 0 ? `case lower(${x}) ${whens.join(' ')} else ${other} end` : other
  const [, blank] = Object.entries(map).find(([from]) => from.trim() === '') ?? []
  return blank === undefined
    ? known
    : `case when ${x} is null then ${wordSql(blank)} else ${known} end`
}
