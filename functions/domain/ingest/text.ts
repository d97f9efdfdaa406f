/** SQL for reading text as a value: guarded casts, so that both engines accept the same words. */
import type { SqlType } from '../types.ts'
import { dateFormat } from './date-format.ts'

/** How a source writes what is read. */
export interface Spelling {
  readonly decimal: '.' | ','
  readonly format?: string | undefined
}

/** A text expression as a value of a type; null where it is none. Instants: see `instantFromText`. */
export function fromText(x: string, type: SqlType, spelling: Spelling): string {
  if (type === 'varchar') return x
  if (type === 'boolean') return boolean(x)
  if (type === 'date') return date(x, spelling)
  return number(x, type, spelling.decimal)
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
    if (hasOffset) return { utc: withOffset(iso(x)) }
    return { local: hasTime ? plain(iso(x)) : midnight(iso(x)) }
  }
  return {
    local: `case
      when regexp_like(${x}, '^${day}[ T]${clock}$') then ${plain(x)}
      when regexp_like(${x}, '^${day}$') then ${midnight(x)} end`,
    utc: `case when regexp_like(${x}, '^${day}[ T]${clock} ?(Z|[+-]\\d)') then ${withOffset(x)} end`,
  }
}

const boolean = (x: string) =>
  `case when lower(${x}) in ('true', 't', 'yes', 'y', '1') then true
      when lower(${x}) in ('false', 'f', 'no', 'n', '0') then false end`

/** Whole numbers, decimals with a point, or with a comma and thousands points. */
function number(x: string, type: SqlType, decimal: '.' | ','): string {
  const whole = type === 'bigint' || type === 'integer'
  const guard = whole
    ? String.raw`^[+-]?\d+$`
    : decimal === '.'
      ? String.raw`^[+-]?\d+(\.\d+)?$`
      : String.raw`^[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?$`
  const dotted = decimal === '.' || whole ? x : `replace(replace(${x}, '.', ''), ',', '.')`
  return `case when regexp_like(${x}, '${guard}') then try_cast(${dotted} as ${type}) end`
}

function date(x: string, { format }: Spelling): string {
  if (format) return `try_cast(substr(${dateFormat(format).iso(x)}, 1, 10) as date)`
  return `case when regexp_like(${x}, '^${day}([ T].*)?$') then try_cast(substr(${x}, 1, 10) as date) end`
}

const day = String.raw`\d{4}-\d{2}-\d{2}`
const clock = String.raw`([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?`

const plain = (iso: string) => `try_cast(substr(replace(${iso}, 'T', ' '), 1, 23) as timestamp(3))`
const midnight = (iso: string) => `cast(try_cast(${iso} as date) as timestamp(3))`

/** ISO text with an offset, with or without seconds, a blank before the offset, a colon in it. */
function withOffset(x: string): string {
  const seconds = String.raw`regexp_replace(${x},
        '^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}) ?(Z|[+-]\d{2}:?\d{2})$', '$1T$2:00$3')`
  const joined = String.raw`regexp_replace(${seconds},
        '^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(\.\d{1,3})?\d* ?(Z|[+-]\d{2}:?\d{2})$', '$1T$2$3$4')`
  const iso = String.raw`regexp_replace(${joined}, '([+-]\d{2})(\d{2})$', '$1:$2')`
  const guard = String.raw`^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,3})?(Z|[+-](0\d|1[0-3]):[0-5]\d|[+-]14:00)$`
  return `case when regexp_like(${iso}, '${guard}')
        then cast(try(from_iso8601_timestamp(${iso})) at time zone 'UTC' as timestamp(3)) end`
}
