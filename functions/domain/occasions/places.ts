import Holidays from 'date-holidays'
import { nearest } from '../math/nearest.ts'
import { brief, quotation } from '../words/shown.ts'
import type { CalendarProblem } from './calendar-day.ts'

/** A country, or a region of it, by the codes of ISO 3166: `DE`, and `BY` or `BY-A` for a part of a region. */
export interface Place {
  readonly country: string
  readonly region?: string | undefined
}

/** A place as codes are written, or why there is none. */
export function placeOf({ country, region }: Place): Required<Place> | CalendarProblem {
  const all = new Holidays()
  const code = country.toUpperCase()
  const countries = all.getCountries('en')
  if (!Object.hasOwn(countries, code)) {
    const message = `no public holidays are known of ${quotation(country)}: expected a country’s code of two letters, such as FR`
    return problem('unknown-country', message, countries, country)
  }
  if (region === undefined) return { country: code, region: undefined }
  const [state = '', part, ...rest] = region.toUpperCase().split('-')
  const states = all.getStates(code, 'en') ?? {}
  const parts = Object.hasOwn(states, state) ? (all.getRegions(code, state, 'en') ?? {}) : {}
  const isKnown =
    Object.hasOwn(states, state) &&
    rest.length === 0 &&
    (part === undefined || Object.hasOwn(parts, part))
  if (isKnown) return { country: code, region: region.toUpperCase() }
  const names = part !== undefined && Object.hasOwn(states, state) ? parts : states
  // The library finds no rules under other codes, such as those of the Cook Islands.
  const codes = Object.keys(names).filter((one) => one === one.toUpperCase())
  const known = codes.length > 0 ? `, whose are ${codes.sort().join(', ')}` : ', which has none'
  const message = `no public holidays are known of region ${quotation(region)} of ${code}${known}`
  return problem('unknown-region', message, states, region)
}

/** Whether two capital letters are a country’s code; `UK` is none, although it is often taken for one. */
export const isCountryCode = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && regionNames.of(code) !== undefined && canonical(code) === code

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

/** `GB` for `UK`. */
const canonical = (code: string) => new Intl.Locale(`und-${code}`).region

/** The code that replaced this one, or the nearest by name, since codes are too short to be near. */
function problem(
  reason: 'unknown-country' | 'unknown-region',
  message: string,
  names: Readonly<Record<string, string>>,
  given: string,
): CalendarProblem {
  const name = nearest(given, Object.values(names))
  const code = /^[A-Za-z]{2}$/.test(given) ? canonical(given) : undefined
  const meant = Object.entries(names).find(([one, its]) => one === code || its === name)
  return { reason, message, ...(meant && { nearest: `${meant[0]} (${brief(meant[1])})` }) }
}
