import { expect, it } from 'vitest'
import { clockOf } from '../../../functions/domain/occasions/clock.ts'
import { knownZones } from '../../../functions/domain/occasions/zone-names.ts'
import { zonePlaces } from '../../../functions/domain/occasions/zone-places.ts'

const zoneOf = (country: string, region = '') =>
  zonePlaces.find((place) => place.country === country && place.region === region)?.zone

it('knows every zone that it names', () => {
  const known = new Set(knownZones().map(({ zone }) => zone))
  expect(zonePlaces.filter(({ zone }) => !known.has(zone))).toEqual([])
})

it('names no place twice, and none with a capital or an empty zone', () => {
  const keys = zonePlaces.map(({ country, region }) => `${country}|${region}`)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.filter((key) => key !== key.toLowerCase() || key.startsWith('|'))).toEqual([])
})

it.each([
  ['fr', '', 'Europe/Paris'],
  ['france', '', 'Europe/Paris'],
  ['usa', '', 'America/New_York'],
  ['us', 'ca', 'America/Los_Angeles'],
  ['united states', 'california', 'America/Los_Angeles'],
  ['us', 'district of columbia', 'America/New_York'],
  ['us', 'washington', 'America/Los_Angeles'],
  ['us', 'washington dc', 'America/New_York'],
  ['ca', 'newfoundland', 'America/St_Johns'],
  ['au', 'wa', 'Australia/Perth'],
  ['br', 'são paulo', 'America/Sao_Paulo'],
  ['mx', 'nle', 'America/Monterrey'],
  ['ru', 'kamchatka krai', 'Asia/Kamchatka'],
  ['id', 'bali', 'Asia/Makassar'],
  ['pt', '20', 'Atlantic/Azores'],
  ['np', '', 'Asia/Kathmandu'],
  ['fr', 'bretagne', undefined],
  ['nowhere', '', undefined],
])('%s %s keeps %s', (country, region, zone) => {
  expect(zoneOf(country, region)).toBe(zone)
})

it('knows the zone of every country where people live', () => {
  const countries = new Set(zonePlaces.map(({ country }) => country))
  const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const codes = [...countries].filter((name) => /^[a-z]{2}$/.test(name))
  expect(codes.length).toBe(246)
  expect(codes.filter((code) => code !== 'uk' && !english.of(code.toUpperCase()))).toEqual([])
})

it('takes names of zones in any case, old ones too', () => {
  const byName = new Map(knownZones().map(({ name, zone }) => [name, zone]))
  expect(byName.get('asia/calcutta')).toBe('Asia/Calcutta')
  expect(byName.get('asia/kolkata')).toBe('Asia/Kolkata')
  expect(byName.get('utc')).toBe('UTC')
  expect(byName.size).toBeGreaterThan(590)
  expect(clockOf('Asia/Kolkata').wallAt(0)).toBe(clockOf('Asia/Calcutta').wallAt(0))
})
