import { describe, expect, it } from 'vitest'
import { placesOf } from '../../../functions/domain/occasions/campaign-places.ts'

const placeIn = (list: readonly string[], country: string, region = '') =>
  placesOf('day', list).find((row) => row.country === country && row.region === region)?.place

describe('the narrowest place of a list', () => {
  it.each([
    [['GB', 'GB-SCT'], 'GB', 'scotland', 'GB-SCT'],
    [['GB', 'GB-SCT'], 'GB', 'sct', 'GB-SCT'],
    [['GB', 'GB-SCT'], 'GB', 'gb-sct', 'GB-SCT'],
    [['GB', 'GB-SCT'], 'GB', '', 'GB'],
    [['GB-SCT'], 'GB', '', null],
    [['GB-SCT'], 'GB', 'wales', undefined],
    [['DE-BY'], 'DE', 'stadt augsburg', 'DE-BY'],
    [['DE-BY', 'DE-BY-A'], 'DE', 'by-a', 'DE-BY-A'],
    [['DE-BY', 'DE-BY-A'], 'DE', 'bayern', 'DE-BY'],
    [['CH-ZH'], 'CH', 'zürich', 'CH-ZH'],
    [['CH-ZH'], 'CH', 'canton of zurich', 'CH-ZH'],
    [['ES-MD'], 'ES', 'madrid', 'ES-MD'],
    [['FR'], 'GB', '', undefined],
  ])('%j in %s is for “%s” %s', (list, country, region, place) => {
    expect(placeIn(list, country, region)).toBe(place)
  })

  it('is told of no region by a list of countries', () => {
    expect(placesOf('day', ['FR', 'GB'])).toHaveLength(2)
  })
})
