/** Date formats of the configuration (`DD/MM/YYYY HH:mm`) as SQL that turns such text into ISO text. */

export interface DateFormat {
  readonly hasTime: boolean
  readonly hasOffset: boolean
  /** SQL for the text `x` as `2026-03-10` or `2026-03-10T09:30:00.000+0100`; null when it does not fit. */
  iso(x: string): string
}

/**
 * Compiles a format. Upper and lower case are the same in month names, am and pm. Two digits of a year are 1970 to 2069.
 * Throws RangeError when it names no full date.
 */
export function dateFormat(format: string): DateFormat {
  const { pattern, words } = compiled(format)
  const group = (place: Place) => words.findIndex((word) => tokens[word]?.place === place) + 1
  for (const place of ['year', 'month', 'day'] as const) {
    if (!group(place)) throw new RangeError(`format ${format} names no ${place}`)
  }
  const anchored = quoted(`(?i)^${pattern}$`)
  const hasTime = group('hour') > 0
  const hasOffset = hasTime && group('offset') > 0

  return {
    hasTime,
    hasOffset,
    iso(x) {
      const part = (place: Place) => `regexp_extract(${x}, ${anchored}, ${group(place)})`
      const worked: [mark: string, sql: string][] = []
      /** A place as it stands; worked out where it must be, and put in for a mark afterwards. */
      const put = (place: Place, mark: string, otherwise = '') => {
        const at = group(place)
        if (!at) return otherwise
        const sql = workedOut(place, words[at - 1] ?? '', part, group('half') > 0)
        if (!sql) return `$${at}`
        worked.push([mark, sql])
        return mark
      }
      const date = `${put('year', 'Y')}-${put('month', 'M')}-${put('day', 'D')}`
      const fraction = group('fraction') ? `.${put('fraction', '')}` : ''
      const clock = hasTime
        ? `T${put('hour', 'H')}:${put('minute', '', '00')}:${put('second', '', '00')}${fraction}`
        : ''
      const target = `${date}${clock}${hasOffset ? put('offset', '') : ''}`
      const iso = worked.reduce(
        (sql, [mark, value]) => `replace(${sql}, '${mark}', ${value})`,
        `regexp_replace(${x}, ${anchored}, '${target}')`,
      )
      return `case when regexp_like(${x}, ${anchored}) then ${iso} end`
    },
  }
}

type Place =
  | 'year'
  | 'month'
  | 'day'
  | 'hour'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'half'
  | 'offset'

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

const tokens: Readonly<Record<string, { readonly pattern: string; readonly place: Place }>> = {
  YYYY: { pattern: String.raw`\d{4}`, place: 'year' },
  YY: { pattern: String.raw`\d{2}`, place: 'year' },
  MMM: { pattern: months.join('|'), place: 'month' },
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
  ZZ: { pattern: String.raw`z|[+-](?:0\d|1[0-4]):?[0-5]\d`, place: 'offset' },
}

/** The format as a pattern with a group for each place, and the word that each group stands for. */
function compiled(format: string) {
  const words: string[] = []
  const pattern = format.replace(/YYYY|YY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|SSS|A|ZZ|./gsu, (word) => {
    const token = tokens[word]
    if (!token) return word.replace(/[$()*+.?[\\\]^{|}]/, '\\$&')
    // A place that is named twice is read once.
    if (words.some((one) => tokens[one]?.place === token.place)) return `(?:${token.pattern})`
    words.push(word)
    return `(${token.pattern})`
  })
  return { pattern, words }
}

/** SQL of a place whose digits need work; undefined where they stand as they are. */
function workedOut(place: Place, word: string, part: (place: Place) => string, hasHalf: boolean) {
  const digits = part(place)
  if (word === 'YY') return `case when ${digits} < '70' then '20' else '19' end || ${digits}`
  if (word === 'MMM') return twoDigits(`strpos('${months.join('')}', lower(${digits})) / 3 + 1`)
  if (place === 'hour' && hasHalf) {
    const later = `case when lower(${part('half')}) = 'pm' then 12 else 0 end`
    return twoDigits(`try_cast(${digits} as integer) % 12 + ${later}`)
  }
  return word.length === 1 ? `lpad(${digits}, 2, '0')` : undefined
}

const twoDigits = (number: string) => `lpad(cast(${number} as varchar), 2, '0')`

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`
