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
  readonly share: number
  /** Missing: no value has decimals, or nothing tells. */
  readonly decimal?: '.' | ','
  /** A comma or dot with three digits behind it, and nothing that tells decimals from thousands. */
  readonly doubtful?: string
  /** Whether only one reading makes some dots or commas thousands. */
  readonly thousands: { readonly '.': boolean; readonly ',': boolean }
  readonly dressed: boolean
  readonly symbols: readonly string[]
  readonly whole: boolean
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
  .concat('$', '¥', 'kr', 'kr.')
  .map((one) => one.replace(/[$.]/g, '\\$&'))
  .sort((a, b) => b.length - a.length)
  .join('|')
const dressing = new RegExp(
  `^(?<before>${sign})?\\s*(?<minus>[-+−]?)\\s*(?<inner>${sign})?\\s*(?<core>\\d[\\d.,'’ ]*)\\s*(?<after>${sign})?$`,
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
  if (/^\d{1,3}([,'’ ]\d{3})+\.\d+$/.test(core) || /^\d{1,3}(,\d{3}){2,}$/.test(core)) {
    return is('.', core.includes('.'), true)
  }
  if (/^\d{1,3}([.'’ ]\d{3})+,\d+$/.test(core) || /^\d{1,3}(\.\d{3}){2,}$/.test(core)) {
    return is(',', core.includes(','), true)
  }
  return /^\d{1,3}(['’ ]\d{3})+$/.test(core) ? is('none', false, true) : undefined
}

/** Reads a column's distinct values with their counts. Nothing if fewer than one in two is a number. */
export function readNumbers(words: ReadonlyMap<string, number>): NumberReading | undefined {
  const marks = new Map<NumberWay['mark'], number>()
  const symbols = new Set<string>()
  let all = 0
  let read = 0
  let dressed = false
  let fraction = false
  let unread: string | undefined
  let doubtful: string | undefined
  for (const [text, count] of words) {
    all += count
    const way = readNumber(text)
    if (!way) {
      unread ??= text
      continue
    }
    read += count
    marks.set(way.mark, (marks.get(way.mark) ?? 0) + count)
    if (way.symbol !== undefined) symbols.add(way.symbol)
    if (way.mark.endsWith('thousands')) doubtful ??= text
    dressed ||= way.dressed
    fraction ||= way.fraction
  }
  if (read === 0 || read < all / 2) return undefined
  const of = (mark: NumberWay['mark']) => marks.get(mark) ?? 0
  const decimal = of('.') + of(',') === 0 ? undefined : of('.') >= of(',') ? '.' : ','
  // 1.234 among whole numbers is as doubtful as 1,234; among 0.5 and 12.75 it is not.
  const open = decimal === undefined ? doubtful : undefined
  return {
    share: read / all,
    ...(decimal === undefined ? {} : { decimal }),
    ...(open === undefined ? {} : { doubtful: open }),
    thousands: { '.': of('comma-or-thousands') > 0, ',': of('dot-or-thousands') > 0 },
    dressed,
    symbols: [...symbols],
    whole: !fraction,
    ...(unread === undefined ? {} : { unread }),
  }
}
