/** Numbers as people and shops write them: decimal comma, thousands, currency signs, brackets for minus. */

/** How one text reads as a number. `mark` is what its decimals stand behind, as far as it tells. */
export interface NumberWay {
  readonly mark: '.' | ',' | 'none' | 'comma-or-thousands' | 'dot-or-thousands'
  /** Holds what a plain number does not: a sign of money, thousands, brackets. */
  readonly dressed: boolean
  readonly symbol?: string
  readonly fraction: boolean
}

/** How the values of a column read as numbers. */
export interface NumberReading {
  /** Share of the values that read as numbers with this decimal mark. */
  readonly share: number
  /** Missing: no value has decimals, or nothing tells. */
  readonly decimal?: '.' | ','
  /** A comma or dot with three digits behind it, and nothing that tells decimals from thousands. */
  readonly doubtful?: string
  /** A value with the other decimal mark. */
  readonly conflict?: string
  /** Share of the values that are numbers only once signs and thousands are taken off. */
  readonly dressed: number
  /** Commas that are thousands if the point is the decimal mark. */
  readonly hasCommas: boolean
  readonly symbols: readonly string[]
  readonly whole: boolean
  /** No value but 0. */
  readonly isZero: boolean
  readonly unread?: string
}

/** Signs and codes of money that may stand beside a number. */
export const currencySigns: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₺': 'TRY',
  '₴': 'UAH',
  '₽': 'RUB',
  '₩': 'KRW',
  R$: 'BRL',
  zł: 'PLN',
  Kč: 'CZK',
  CHF: 'CHF',
  EUR: 'EUR',
  GBP: 'GBP',
  USD: 'USD',
  CAD: 'CAD',
  AUD: 'AUD',
  PLN: 'PLN',
  SEK: 'SEK',
  DKK: 'DKK',
  NOK: 'NOK',
  JPY: 'JPY',
  BRL: 'BRL',
}

const sign = Object.keys(currencySigns)
  .concat('$', 'US$', 'A$', 'C$', 'NZ$', 'kr', 'kr.', 'Rs', 'Rs.', 'Ft', 'lei', 'лв', 'د.إ')
  .map((one) => one.replace(/[$.]/g, '\\$&'))
  .sort((a, b) => b.length - a.length)
  .concat('\\p{Sc}')
  .join('|')
const dressing = new RegExp(
  `^(?<before>${sign})?\\s*(?<minus>[-+−]?)\\s*(?<inner>${sign})?\\s*(?<core>\\d[\\d.,'’ ]*)\\s*(?<after>${sign})?$`,
  'u',
)

/** Reads one text as a number, or nothing. */
export function readNumber(text: string): NumberWay | undefined {
  const blank = text.replace(/[\u00a0\u202f]/g, ' ').trim()
  const bracket = /^\((.*)\)$/.exec(blank)
  const groups = dressing.exec(bracket?.[1] ?? blank)?.groups
  if (!groups) return undefined
  const core = coreOf((groups.core ?? '').trim())
  if (core === undefined) return undefined
  const symbol = groups.before ?? groups.inner ?? groups.after
  const dressed = core.dressed || symbol !== undefined || bracket !== null || groups.minus === '−'
  return { ...core, dressed, ...(symbol === undefined ? {} : { symbol }) }
}

type Core = Omit<NumberWay, 'symbol'>

function coreOf(core: string): Core | undefined {
  const is = (mark: NumberWay['mark'], fraction: boolean, dressed = false): Core => ({
    mark,
    fraction,
    dressed,
  })
  if (/^\d+$/.test(core)) return is('none', false)
  if (/^[1-9]\d{0,2}\.\d{3}$/.test(core)) return is('dot-or-thousands', true)
  if (/^[1-9]\d{0,2},\d{3}$/.test(core)) return is('comma-or-thousands', true)
  if (/^\d+\.\d+$/.test(core)) return is('.', /[1-9]/.test(core.split('.')[1] ?? ''))
  if (/^\d+,\d+$/.test(core)) return is(',', /[1-9]/.test(core.split(',')[1] ?? ''))
  // Lakhs and crores stand between commas of two digits: 1,23,456.
  const isIndian = /^\d{1,2}(,\d{2})+,\d{3}(\.\d+)?$/.test(core)
  if (isIndian || /^\d{1,3}([,'’ ]\d{3})+\.\d+$/.test(core) || /^\d{1,3}(,\d{3}){2,}$/.test(core)) {
    return is('.', core.includes('.'), true)
  }
  if (/^\d{1,3}([.'’ ]\d{3})+,\d+$/.test(core) || /^\d{1,3}(\.\d{3}){2,}$/.test(core)) {
    return is(',', core.includes(','), true)
  }
  return /^\d{1,3}(['’ ]\d{3})+$/.test(core) ? is('none', false, true) : undefined
}

/** Reads a column's distinct values with their counts. Nothing if fewer than one in two is a number. */
export function readNumbers(words: ReadonlyMap<string, number>): NumberReading | undefined {
  const read = [...words].map(([text, count]) => ({ text, count, way: readNumber(text) }))
  const total = (test: (way: NumberWay) => boolean) =>
    read.reduce((sum, { count, way }) => sum + (way && test(way) ? count : 0), 0)
  const find = (test: (way: NumberWay | undefined) => boolean) =>
    read.find(({ way }) => test(way))?.text
  const all = read.reduce((sum, { count }) => sum + count, 0)
  if (all === 0 || total(() => true) < all / 2) return undefined
  const [points, commas] = [total(({ mark }) => mark === '.'), total(({ mark }) => mark === ',')]
  const decimal = points + commas === 0 ? undefined : points >= commas ? '.' : ','
  const other = decimal === '.' ? ',' : '.'
  const isOther = (way: NumberWay | undefined) => decimal !== undefined && way?.mark === other
  // 1.234 among whole numbers is as doubtful as 1,234; among 0.5 and 12.75 it is not.
  const doubtful = decimal === undefined ? find((way) => isDoubtful(way)) : undefined
  const conflict = find(isOther)
  const unread = find((way) => way === undefined)
  const hasCommas = total(({ mark }) => mark === 'comma-or-thousands') > 0
  const needsStrip = (way: NumberWay) =>
    !isOther(way) && (way.dressed || (decimal === '.' && way.mark === 'comma-or-thousands'))
  return {
    share: total((way) => !isOther(way)) / all,
    ...(decimal === undefined ? {} : { decimal }),
    ...(doubtful === undefined ? {} : { doubtful }),
    ...(conflict === undefined ? {} : { conflict }),
    dressed: total(needsStrip) / all,
    hasCommas,
    symbols: [...new Set(read.flatMap(({ way }) => way?.symbol ?? []))],
    whole: total(({ fraction }) => fraction) === 0,
    isZero: read.every(({ text }) => !/[1-9]/.test(text)),
    ...(unread === undefined ? {} : { unread }),
  }
}

const isDoubtful = (way: NumberWay | undefined) => way?.mark.endsWith('thousands') ?? false
