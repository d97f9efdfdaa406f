/** Country names to ISO 3166 codes, by the names that the platform's locale data knows in seven languages. */
import { plainName } from './names.ts'

/** The code of a country's name, or nothing. A code in small letters counts as its name. */
export function countryCode(name: string): string | undefined {
  byName ??= namesToCodes()
  return byName.get(plainName(name))
}

let byName: ReadonlyMap<string, string> | undefined

const languages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt']

/** Names that shops write and locale data does not. */
const others: Readonly<Record<string, string>> = {
  AE: 'uae',
  BA: 'bosnia',
  CI: 'ivory coast',
  CV: 'cape verde',
  CZ: 'czech republic',
  GB: 'uk, great britain, england, scotland, wales, northern ireland',
  HK: 'hong kong',
  IE: 'eire, republic of ireland',
  KR: 'korea, republic of korea',
  MK: 'macedonia',
  MM: 'burma',
  MO: 'macau, macao',
  NL: 'holland, the netherlands',
  PS: 'palestine',
  RU: 'russian federation',
  SZ: 'swaziland',
  TR: 'turkey',
  US: 'usa, united states of america, america',
  VN: 'viet nam',
  ZA: 'rsa, republic of south africa',
}

function namesToCodes(): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountry)
  for (const code of codes) names.set(code.toLowerCase(), code)
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type: 'region' })
    for (const code of codes) {
      const name = display.of(code)
      if (name && name !== code && !names.has(plainName(name))) names.set(plainName(name), code)
    }
  }
  for (const [code, list] of Object.entries(others)) {
    for (const name of list.split(', ')) names.set(plainName(name), code)
  }
  return names
}

/** Codes that were replaced by others, and those that are groups of countries, are none. */
const isCountry = (code: string): boolean =>
  !/^(EU|EZ|UN|ZZ|QO|X[A-JL-Z])$/.test(code) &&
  Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}` &&
  new Intl.DisplayNames('en', { type: 'region' }).of(code) !== code
