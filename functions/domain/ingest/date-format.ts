/** Date formats of the configuration (`DD/MM/YYYY HH:mm`) as SQL that turns such text into ISO text. */

interface Token {
  readonly pattern: string
  /** Place in `YYYY-MM-DDTHH:mm:ss.SSS+00:00`. */
  readonly place:
    | 'year'
    | 'month'
    | 'day'
    | 'hour'
    | 'minute'
    | 'second'
    | 'fraction'
    | 'half'
    | 'offset'
}

const tokens: Readonly<Record<string, Token>> = {
  YYYY: { pattern: String.raw`\d{4}`, place: 'year' },
  YY: { pattern: String.raw`\d{2}`, place: 'year' },
  MMM: { pattern: String.raw`\d{2}`, place: 'month' },
  MM: { pattern: String.raw`\d{2}`, place: 'month' },
  M: { pattern: String.raw`\d{1,2}`, place: 'month' },
  DD: { pattern: String.raw`\d{2}`, place: 'day' },
  D: { pattern: String.raw`\d{1,2}`, place: 'day' },
  HH: { pattern: String.raw`[01]\d|2[0-3]`, place: 'hour' },
  H: { pattern: String.raw`[01]?\d|2[0-3]`, place: 'hour' },
  hh: { pattern: String.raw`0\d|1[0-2]`, place: 'hour' },
  h: { pattern: String.raw`0?\d|1[0-2]`, place: 'hour' },
  mm: { pattern: String.raw`[0-5]\d`, place: 'minute' },
  ss: { pattern: String.raw`[0-5]\d`, place: 'second' },
  SSS: { pattern: String.raw`\d{3}`, place: 'fraction' },
  A: { pattern: 'am|pm', place: 'half' },
  ZZ: { pattern: String.raw`z|[+-]\d{2}:?\d{2}`, place: 'offset' },
}

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

export interface DateFormat {
  readonly hasTime: boolean
  readonly hasOffset: boolean
  /** SQL for the text `x` as ISO text; null when it does not fit the format. */
  iso(x: string): string
}

/** Compiles a format. Throws RangeError when it names no full date. */
export function dateFormat(format: string): DateFormat {
  const found: { word: string; token: Token }[] = []
  const pattern = format.replace(/YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|ZZ|./g, (word) => {
    const token = tokens[word]
    if (!token) return literally(word.toLowerCase())
    found.push({ word, token })
    return `(${token.pattern})`
  })
  const group = (place: Token['place']) => {
    const i = found.findIndex(({ token }) => token.place === place)
    return i < 0 ? undefined : `$${i + 1}`
  }
  const [year, month, day] = [group('year'), group('month'), group('day')]
  if (!year || !month || !day)
    throw new RangeError(`format ${format} needs a year, a month and a day`)
  const hour = group('hour')
  const has = (word: string) => found.some((one) => one.word === word)
  const clock = hour
    ? `T${hour}:${group('minute') ?? '00'}:${group('second') ?? '00'}${group('fraction') ? `.${group('fraction')}` : ''}`
    : ''
  const target = `${year}-${month}-${day}${clock}${group('offset') ?? ''}`
  const anchored = `'^${pattern.replaceAll("'", "''")}$'`

  return {
    hasTime: hour !== undefined,
    hasOffset: group('offset') !== undefined,
    iso(x) {
      const lower = `lower(${x})`
      const given = has('MMM') ? monthNumbers(lower) : lower
      let iso = `regexp_replace(${given}, ${anchored}, '${target}')`
      if (has('YY')) {
        iso = `(case when regexp_like(${iso}, '^[7-9]') then '19' else '20' end || ${iso})`
      }
      if (has('M')) iso = replaced(iso, String.raw`^(\d{4})-(\d)-`, '$1-0$2-')
      if (has('D'))
        iso = replaced(iso, String.raw`^(\d{4}-\d{2})-(\d)(t|$)`.replace('t', 'T'), '$1-0$2$3')
      if (has('H') || has('h')) iso = replaced(iso, String.raw`T(\d):`, 'T0$1:')
      if (has('A')) iso = halfDay(iso, lower)
      return `case when regexp_like(${given}, ${anchored}) then upper(${iso}) end`
    },
  }
}

const replaced = (x: string, pattern: string, by: string) =>
  `regexp_replace(${x}, '${pattern}', '${by}')`

const monthNumbers = (x: string) =>
  months.reduce((text, month, i) => {
    return `replace(${text}, '${month}', '${String(i + 1).padStart(2, '0')}')`
  }, x)

/** Hours 12, 1 … 11 of a half day as hours of the day. */
const halfDay = (iso: string, given: string) =>
  `(substr(${iso}, 1, 11) || lpad(cast(cast(substr(${iso}, 12, 2) as integer) % 12
    + case when regexp_like(${given}, 'pm') then 12 else 0 end as varchar), 2, '0') || substr(${iso}, 14))`

const literally = (character: string) => character.replace(/[$()*+.?[\\\]^{|}]/, '\\$&')
