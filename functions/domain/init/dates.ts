/** Date formats by example, written in the letters of config: `YYYY MM DD HH mm ss MMM ZZ`. */

/** One way to read a text as a date. Letters are single (`D/M/YYYY`) until a column decides on two digits. */
export interface DateWay {
  readonly template: string
  /** A day, month or hour has one digit. */
  readonly short: boolean
  readonly parts: readonly [year: string, month: string, day: string]
}

/** How the values of a column read as dates. Two formats: nothing tells which part is the day. */
export interface DateReading {
  readonly formats: readonly string[]
  /** Share of the values that the first format reads. */
  readonly share: number
  readonly hasTime: boolean
  readonly hasZone: boolean
  /** Share of the values that need no format: ISO dates, with or without a time and an offset. */
  readonly standard: number
  /** A value that the first format does not read. */
  readonly unread?: string
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

const time =
  /^(?<gap>,? |T)(?<hour>\d{1,2}):(?<minute>[0-5]\d)(?::(?<second>[0-5]\d)(?:(?<dot>[.,])(?<fraction>\d{1,9}))?)?(?<blank> ?)(?<half>[AaPp][Mm])?(?<zone> ?(?:Z|[+-]\d{2}:?\d{2}))?$/

/** All ways to read a text as a date, or nothing. */
export function readDate(text: string): readonly DateWay[] | undefined {
  const ways = dateWays(text).flatMap(({ way, length }) => {
    const tail = timeTemplate(text.slice(length), way.template)
    if (tail === undefined) return []
    return [{ ...way, template: way.template + tail.template, short: way.short || tail.short }]
  })
  return ways.length > 0 ? ways : undefined
}

/** Reads a column's distinct values with their counts. Nothing if fewer than one in two is a date. */
export function readDates(words: ReadonlyMap<string, number>): DateReading | undefined {
  const shapes = new Map<string, { count: number; short: boolean }>()
  const read: { readonly text: string; readonly ways: readonly DateWay[] }[] = []
  let all = 0
  for (const [text, count] of words) {
    all += count
    const ways = readDate(text)
    if (ways) read.push({ text, ways })
    for (const { template, short } of ways ?? []) {
      const shape = shapes.get(template)
      shapes.set(template, {
        count: (shape?.count ?? 0) + count,
        short: shape?.short || short,
      })
    }
  }
  const yearFirst = yearsComeFirst(read.flatMap(({ ways }) => ways))
  const ranked = [...shapes]
    .filter(([template]) => yearFirst || !/^YY\D/.test(template.replace('YYYY', 'Y')))
    .sort((a, b) => b[1].count - a[1].count || (a[0] < b[0] ? -1 : 1))
  const [best] = ranked
  const standard = shareOf(words, all, isStandard)
  if (best === undefined || Math.max(best[1].count / all, standard) < 0.5) return undefined
  // A rival reads the same texts with day and month, or day and year, in each other's place.
  const rivals = ranked.slice(1).filter(([template, { count }]) => {
    return sorted(template) === sorted(best[0]) && count >= 0.95 * best[1].count
  })
  const [template] = best
  const fits = new Set(
    read.flatMap(({ text, ways }) => (ways.some((way) => way.template === template) ? [text] : [])),
  )
  const other = [...words.keys()].find((text) => !fits.has(text))
  return {
    formats: [best, ...rivals].map(([one, { short }]) => lettered(one, short)),
    share: best[1].count / all,
    standard,
    hasTime: template.includes('m'),
    hasZone: template.includes('ZZ'),
    ...(other === undefined ? {} : { unread: other }),
  }
}

/** What a date without a format may look like. */
const isStandard = (word: string): boolean =>
  /^\d{4}-\d{2}-\d{2}([ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?( ?(Z|[+-]\d{2}:?\d{2}))?)?$/.test(
    word,
  )

function shareOf(
  words: ReadonlyMap<string, number>,
  all: number,
  test: (word: string) => boolean,
): number {
  let count = 0
  for (const [word, times] of words) if (test(word)) count += times
  return count / Math.max(1, all)
}

interface Start {
  readonly way: DateWay
  readonly length: number
}

function dateWays(text: string): readonly Start[] {
  return [...isoWays(text), ...numericWays(text), ...compactWays(text), ...namedWays(text)]
}

function isoWays(text: string): readonly Start[] {
  const match = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/.exec(text)
  if (!match) return []
  const [whole, year = '', gap = '', month = '', day = ''] = match
  return checked(`YYYY${gap}M${gap}D`, year, month, day, whole.length)
}

function numericWays(text: string): readonly Start[] {
  const match = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/.exec(text)
  if (!match) return []
  const [whole, a = '', gap = '', b = '', c = ''] = match
  const year = 'Y'.repeat(c.length)
  return [
    ...checked(`D${gap}M${gap}${year}`, c, b, a, whole.length),
    ...checked(`M${gap}D${gap}${year}`, c, a, b, whole.length),
    ...(a.length === 2 && c.length === 2 ? checked(`YY${gap}M${gap}D`, a, b, c, whole.length) : []),
  ]
}

function compactWays(text: string): readonly Start[] {
  const match = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/.exec(text)
  if (!match) return []
  const [whole, year = '', month = '', day = '', hour, minute, second] = match
  const hours = hour === undefined ? '' : second === undefined ? 'HHmm' : 'HHmmss'
  if (Number(hour ?? 0) > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 59) return []
  return checked(`YYYYMMDD${hours}`, year, month, day, whole.length)
}

function namedWays(text: string): readonly Start[] {
  const dayFirst = /^(\d{1,2})([- /])([A-Za-z]{3})(,?[- /])(\d{4}|\d{2})(?!\d)/.exec(text)
  const monthFirst = /^([A-Za-z]{3})([- /])(\d{1,2})(,?[- /])(\d{4}|\d{2})(?!\d)/.exec(text)
  const match = dayFirst ?? monthFirst
  if (!match) return []
  const [whole, first = '', gap = '', second = '', gap2 = '', year = ''] = match
  const [day, name] = dayFirst ? [first, second] : [second, first]
  const month = String(months.indexOf(name.toLowerCase()) + 1).padStart(2, '0')
  const letters = dayFirst ? `D${gap}MMM` : `MMM${gap}D`
  return checked(`${letters}${gap2}${'Y'.repeat(year.length)}`, year, month, day, whole.length)
}

function checked(
  template: string,
  year: string,
  month: string,
  day: string,
  length: number,
): readonly Start[] {
  const known = year.length === 2 || (Number(year) >= 1900 && Number(year) <= 2100)
  if (!known || Number(month) < 1 || Number(month) > 12) return []
  if (Number(day) < 1 || Number(day) > 31) return []
  const short = day.length === 1 || month.length === 1
  return [{ way: { template, short, parts: [year, month, day] }, length }]
}

function timeTemplate(
  tail: string,
  date: string,
): { readonly template: string; readonly short: boolean } | undefined {
  if (tail === '') return { template: '', short: false }
  const groups = time.exec(tail)?.groups
  if (!groups || date.includes('H')) return undefined
  const { gap = '', hour = '', second, dot, fraction = '', blank = '', half, zone } = groups
  if (Number(hour) > (half ? 12 : 23)) return undefined
  const seconds =
    second === undefined
      ? ''
      : dot === undefined
        ? ':ss'
        : `:ss${dot}${'S'.repeat(fraction.length)}`
  const zones = zone === undefined ? '' : zone.startsWith(' ') || blank ? ' ZZ' : 'ZZ'
  const halves = half === undefined ? '' : `${blank}A`
  return {
    template: `${gap}${half ? 'h' : 'H'}:mm${seconds}${halves}${zones}`,
    short: hour.length === 1,
  }
}

/** Two digits in front are a year only if they vary less than the two at the end, as years do. */
function yearsComeFirst(ways: readonly DateWay[]): boolean {
  const short = ways.filter(({ template }) => /^YY[^Y]/.test(template))
  const years = new Set(short.map(({ parts }) => parts[0]))
  const days = new Set(short.map(({ parts }) => parts[2]))
  return short.length > 0 && years.size < days.size
}

const sorted = (template: string) => [...template].sort().join('')

/** Two letters where all values have two digits; who leaves out one zero leaves out the others. */
function lettered(template: string, hasShort: boolean): string {
  if (hasShort || template.startsWith('YYYYMMDD')) return template
  return template.replace(/(?<![MDHh])[MDHh](?![MDHh])/g, '$&$&')
}
