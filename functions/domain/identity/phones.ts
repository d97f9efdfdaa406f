/** Phone numbers as people write them, and the numbers that they are. */
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

export interface WrittenPhone {
  readonly phone: string
  /** The country of whoever has it, two letters; empty where it is not known. */
  readonly country: string
}

/**
 * The number in E.164, such as `+33612345678`; null for what is no number of any country. One without a country is of
 * the profile’s, else of `fallback`.
 */
export function e164({ phone, country }: WrittenPhone, fallback?: string): string | null {
  const number = parsePhoneNumberFromString(phone, countryOf(country) ?? countryOf(fallback ?? ''))
  // An extension is another phone on the same desk, and says more than the number alone.
  return number?.isValid() && number.ext === undefined ? number.number : null
}

const countryOf = (code: string): CountryCode | undefined => {
  const country = code.toUpperCase()
  return isSupportedCountry(country) ? country : undefined
}
