import { describe, expect, it } from 'vitest'
import { climates, continents, hemispheres } from '../../../functions/domain/features/columns.ts'
import { countryRows } from '../../../functions/domain/features/countries.ts'

const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
/** Codes of two letters that have an English name but stand for no country of ISO 3166-1 of today. */
const others = new Set(
  'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TA TP UK UN VD XA XB XK YD YU ZR ZZ'.split(
    ' ',
  ),
)
const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const iso = letters
  .flatMap((first) => letters.map((second) => first + second))
  .filter((code) => english.of(code) !== undefined && !others.has(code))

const byName = new Map(countryRows.map((row) => [row.country.toLowerCase(), row]))
const find = (country: string) => {
  const row = byName.get(country.toLowerCase())
  return row && [row.continent, row.hemisphere, row.climate].join(' ')
}

it('knows all 249 codes of two letters, and each by its English name too', () => {
  expect(iso).toHaveLength(249)
  expect(iso.filter((code) => find(code) === undefined)).toEqual([])
  expect(iso.filter((code) => find(english.of(code) ?? '') !== find(code))).toEqual([])
})

it('has a code of three letters for each of two', () => {
  const codes = (length: number) =>
    countryRows.filter(({ country }) => new RegExp(`^[A-Z]{${length}}$`).test(country))
  const aliases = ['UK', 'UAE', 'RSA', 'DRC', 'PRC', 'KSA']
  const real = (length: number) =>
    codes(length).filter(({ country }) => !aliases.includes(country)).length
  expect(real(2)).toBe(250)
  expect(real(3)).toBe(250)
})

it('names no country twice, whatever the case', () => {
  expect(byName.size).toBe(countryRows.length)
})

it('uses the words that rules may name', () => {
  for (const { country, continent, hemisphere, climate } of countryRows) {
    expect(country).toBe(country.trim())
    expect(continents).toContain(continent)
    expect(hemispheres).toContain(hemisphere)
    expect(climates).toContain(climate)
  }
})

describe('where they lie', () => {
  it.each([
    ['GB', 'Europe northern temperate'],
    ['United Kingdom', 'Europe northern temperate'],
    ['UK', 'Europe northern temperate'],
    ['EIRE', 'Europe northern temperate'],
    ['Channel Islands', 'Europe northern temperate'],
    ['Czech Republic', 'Europe northern temperate'],
    ['FI', 'Europe northern cold'],
    ['ESP', 'Europe northern subtropical'],
    ['USA', 'North America northern temperate'],
    ['Canada', 'North America northern cold'],
    ['Greenland', 'North America northern polar'],
    ['RSA', 'Africa southern subtropical'],
    ['Kenya', 'Africa southern tropical'],
    ['Egypt', 'Africa northern arid'],
    ['United Arab Emirates', 'Asia northern arid'],
    ['Indonesia', 'Asia southern tropical'],
    ['Japan', 'Asia northern temperate'],
    ['Hong Kong', 'Asia northern subtropical'],
    ['Brazil', 'South America southern tropical'],
    ['Colombia', 'South America northern tropical'],
    ['Ecuador', 'South America southern tropical'],
    ['Australia', 'Oceania southern temperate'],
    ['New Zealand', 'Oceania southern temperate'],
    ['Kiribati', 'Oceania northern tropical'],
    ['Antarctica', 'Antarctica southern polar'],
  ])('%s: %s', (country, facts) => {
    expect(find(country)).toBe(facts)
  })

  it.each(['European Community', 'Unspecified', ''])('%s is nowhere', (country) => {
    expect(find(country)).toBeUndefined()
  })
})
