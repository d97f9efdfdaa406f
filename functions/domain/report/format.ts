/** How numbers, money and dates are written: English, non-breaking, a real minus. */

const space = '\u00a0'
const minus = '\u2212'

/** Money in the company's currency; without one, amounts stand bare. */
export interface Money {
  /** Three digits that matter: €163, €1.8 k, €15 k, €1.10 M. */
  about(amount: number): string
  /** To the unit, for sums that a reader adds up: €4,964. */
  exact(amount: number): string
  /** With its sign: +€1.8 k, −€80. */
  change(amount: number): string
}

/** The amounts of a currency (ISO 4217), or of none. */
export function moneyOf(currency: string | undefined): Money {
  const symbol = currency ? symbolOf(currency) : ''
  const about = (amount: number) => signOf(amount) + symbol + rounded(Math.abs(amount))
  return {
    about,
    exact: (amount) => signOf(Math.round(amount)) + symbol + grouped(Math.abs(amount)),
    change: (amount) => (amount > 0 ? '+' : '') + about(amount),
  }
}

/** A whole number in full: 20,000. */
export const count = (value: number): string => signOf(value) + grouped(Math.abs(value))

/** A whole number with its sign: +63, −4. */
export const change = (value: number): string => (value > 0 ? '+' : '') + count(value)

/** A share of 1 as percent. A small one takes up to two decimals, so that something is never nothing. */
export function percent(share: number, decimals = 0): string {
  const value = Math.abs(share * 100)
  const texts = [decimals, 1, 2].map((places) => value.toFixed(places))
  const text = value === 0 ? '0' : texts.find((one) => Number(one) > 0)
  return text ? `${signOf(share)}${text}${space}%` : `almost 0${space}%`
}

/** A share of 1 as percent with its sign: +19 %. */
export const percentChange = (share: number): string => (share > 0 ? '+' : '') + percent(share)

/** A change against something, in words: 19 % above it, more than double it, about as it was. */
export function against(rate: number, what: string): string {
  if (Math.abs(rate) < 0.005) return `about where ${what} stood`
  if (rate >= 1) return `more than double ${what}`
  return `${percent(Math.abs(rate))} ${rate > 0 ? 'above' : 'below'} ${what}`
}

/** A number with a fixed count of decimals: 0.881, −9,582.43. */
export function decimal(value: number, places: number): string {
  const [whole = '', rest] = Math.abs(value).toFixed(places).split('.')
  return signOf(value) + grouped(Number(whole)) + (rest ? `.${rest}` : '')
}

/** A small number of things in words: nine. */
export const inWords = (value: number): string => words[value] ?? count(value)

/** The noun that goes with a number: 1 customer, 2 customers. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  value === 1 ? one : many

/** A sentence's first letter large. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const words = [
  ...['no', 'one', 'two', 'three', 'four', 'five', 'six'],
  ...['seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
]

const signOf = (value: number) => (value < 0 ? minus : '')

const grouped = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ',')

/** From 1,000 on three digits at most; small broken amounts keep their cents. */
function rounded(value: number): string {
  if (value < 9.995 && !Number.isInteger(Number(value.toFixed(2)))) return value.toFixed(2)
  if (value < 999.5) return String(Math.round(value))
  if (value < 999_500) return digits(value / 1e3, 2, 'k')
  if (value < 999_500_000) return digits(value / 1e6, 3, 'M')
  return digits(value / 1e9, 3, 'bn')
}

function digits(value: number, wanted: number, unit: string): string {
  const [whole = ''] = value.toFixed(wanted - 1).split('.')
  return `${value.toFixed(Math.max(0, wanted - whole.length))}${space}${unit}`
}

function symbolOf(currency: string): string {
  const symbol = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  })
    .formatToParts(0)
    .find(({ type }) => type === 'currency')?.value
  return !symbol || /[A-Za-z]$/.test(symbol) ? `${symbol ?? currency}${space}` : symbol
}
