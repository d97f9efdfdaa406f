/** SQL for reading text as a value: guarded casts, so that both engines accept the same words. */
import type { SqlType } from '../types.ts'
import { dateFormat } from './date-format.ts'

/** How a source writes what is read. */
export interface Spelling {
  readonly decimal: '.' | ','
  /** Whether commas may stand between thousands where the decimals stand after a point. */
  readonly isGrouped?: boolean
  readonly format?: string | undefined
}

/** A text expression as a value of a type; null where it is none. Instants: see `instantFromText`. */
export function fromText(x: string, type: SqlType, spelling: Spelling): string {
  if (type === 'varchar') return x
  if (type === 'boolean') return flag(x)
  if (type === 'date') return date(x, spelling)
  return number(x, type, spelling)
}

/** An instant in text: as local time where it names no offset, as UTC where it does. */
export interface Instant {
  /** SQL of a timestamp(3) of the source's clock; null where there is none. */
  readonly local?: string
  /** SQL of a timestamp(3) in UTC; null where there is none. */
  readonly utc?: string
}

/** Text as an instant: in the given format, or ISO with or without time, seconds, offset. */
export function instantFromText(x: string, format: string | undefined): Instant {
  if (format) {
    const { hasTime, hasOffset, iso } = dateFormat(format)
    if (hasOffset) return { utc: shifted(iso(x)) }
    return { local: hasTime ? clockTime(iso(x)) : midnight(iso(x)) }
  }
  return {
    local: `case
      when regexp_like(${x}, '^${day}[ T]${clock}$') then ${clockTime(x)}
      else ${isoDay(x)} end`,
    utc: `case when regexp_like(${x}, '^${day}[ T]${clock}${offset}$') then ${shifted(x)} end`,
  }
}

/** Text as midnight of an ISO day on the source’s clock. */
export const isoDay = (x: string): string =>
  `case when regexp_like(${x}, '^${day}$') then ${midnight(x)} end`

const day = String.raw`\d{4}-\d{2}-\d{2}`
const clock = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?`
const noOffset = ' ?(?:[Zz]|UTC)'
/** `Z`, ` UTC`, `+02`, `+0200`, `-03:30`: to 14 hours and 59 minutes. */
const offset = String.raw`(?:${noOffset}| ?[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)`

const flag = (x: string) =>
  `case when lower(${x}) in ('true', 't', 'yes', 'y', '1') then true
      when lower(${x}) in ('false', 'f', 'no', 'n', '0') then false end`

/**
 * SQL of what is a number for the engine as one of a type. Money of a hundred billion or more is none: sums of it would
 * leave the tables' types, and stop the night.
 */
export const asNumber = (x: string, type: SqlType): string =>
  type === 'decimal(18,2)'
    ? `cast(try_cast(${x} as decimal(13,2)) as ${type})`
    : `try_cast(${x} as ${type})`

/** Whole numbers, decimals with a point, or with a comma; and where there may be any, separators of thousands. */
function number(x: string, type: SqlType, { decimal, isGrouped = false }: Spelling): string {
  const whole = type === 'bigint' || type === 'integer'
  const guard = whole
    ? String.raw`^[+-]?\d+$`
    : decimal === ','
      ? String.raw`^[+-]?(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$`
      : isGrouped
        ? String.raw`^[+-]?(\d+|[1-9]\d{0,2}(,\d{2,3})*,\d{3})(\.\d+)?$`
        : String.raw`^[+-]?\d+(\.\d+)?$`
  const dotted =
    whole || (decimal === '.' && !isGrouped)
      ? x
      : decimal === '.'
        ? `replace(${x}, ',', '')`
        : `replace(replace(${x}, '.', ''), ',', '.')`
  return `case when regexp_like(${x}, '${guard}') then ${asNumber(dotted, type)} end`
}

/** The day as written, whatever time and offset follow it. */
function date(x: string, { format }: Spelling): string {
  if (format) return `try_cast(substr(${dateFormat(format).iso(x)}, 1, 10) as date)`
  const guard = `^${day}([ T]${clock}(${offset})?)?$`
  return `case when regexp_like(${x}, '${guard}') then try_cast(substr(${x}, 1, 10) as date) end`
}

/** Digits beyond the third of a second are cut: the engines would round them differently. */
const clockTime = (iso: string) =>
  `try_cast(substr(replace(${iso}, 'T', ' '), 1, 23) as timestamp(3))`

const midnight = (iso: string) => `cast(try_cast(${iso} as date) as timestamp(3))`

/** ISO text whose offset is checked as UTC. The engines' own functions stop the night over some offsets: it is taken off by hand. */
function shifted(iso: string): string {
  const time = `regexp_replace(${iso}, '${offset}$', '')`
  const digits = `replace(replace(substr(${iso}, length(${time}) + 1), ' ', ''), ':', '')`
  const number = (x: string) => `coalesce(try_cast(${x} as bigint), 0)`
  const minutes = `${number(`substr(${digits}, 1, 3)`)} * 60
          + ${number(`substr(${digits}, 1, 1) || substr(${digits}, 4, 2)`)}`
  return `case
        when regexp_like(${iso}, '${noOffset}$') then ${clockTime(`regexp_replace(${iso}, '${noOffset}$', '')`)}
        else cast(date_add('minute', -(${minutes}), ${clockTime(time)}) as timestamp(3)) end`
}
