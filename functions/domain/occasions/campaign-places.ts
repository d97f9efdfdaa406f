/** Where a customer belongs to, of the places that a campaign lists: the narrowest. */
import Holidays from 'date-holidays'

/** A row of `campaign_places`. */
export interface CampaignPlace {
  readonly campaign_id: string
  /** Code of two letters. */
  readonly country: string
  /** A code or name of a region in lower case; empty for the rest of the country. */
  readonly region: string
  /** The narrowest place of the list there; null where it has none. */
  readonly place: string | null
}

/** How customers may write where they live, for each country of which a list has a place. */
export function placesOf(campaign_id: string, list: readonly string[]): readonly CampaignPlace[] {
  const listed = new Set(list)
  const countries = [...new Set(list.map((place) => place.slice(0, 2)))]
  return countries.flatMap((country) => {
    const whole = listed.has(country) ? country : null
    const hasRegions = list.some((place) => place.startsWith(`${country}-`))
    const names = new Map<string, string>()
    for (const [region, itsNames] of hasRegions ? regionsOf(country) : []) {
      const place = narrowest(`${country}-${region}`, listed)
      if (place === undefined || place === country) continue
      for (const name of [region, `${country}-${region}`, ...itsNames.flatMap(spellings)]) {
        const written = name.toLowerCase()
        if (!names.has(written)) names.set(written, place)
      }
    }
    return [
      { campaign_id, country, region: '', place: whole },
      ...[...names].map(([region, place]) => ({ campaign_id, country, region, place })),
    ]
  })
}

/** A name with and without what it begins with, and without accents: `Canton of Zürich`, `Zürich`, `Zurich`. */
const spellings = (name: string): readonly string[] =>
  [name, name.replace(generic, '')].flatMap((one) => [
    one,
    one.normalize('NFD').replace(/\p{M}/gu, ''),
  ])

const generic =
  /^(canton|kanton|département|hansestadt|ciudad|comunidad(?: foral)?) (?:(?:of|de|du|des) |d['’])?/i

/** The place itself, or the nearest around it that is listed. */
function narrowest(place: string, listed: ReadonlySet<string>): string | undefined {
  if (listed.has(place)) return place
  const end = place.lastIndexOf('-')
  return end < 0 ? undefined : narrowest(place.slice(0, end), listed)
}

/** Regions of a country and parts of them, by code, with their names in English and the country’s languages. */
function regionsOf(
  country: string,
): readonly (readonly [code: string, names: readonly string[]])[] {
  const all = new Holidays()
  const languages = ['en', ...new Holidays(country).getLanguages()]
  const named = (read: (language: string) => Record<string, string> | undefined) => {
    const found = new Map<string, string[]>()
    for (const language of languages) {
      for (const [code, name] of Object.entries(read(language) ?? {})) {
        found.set(code, [...(found.get(code) ?? []), name])
      }
    }
    return found
  }
  const states = [...named((language) => all.getStates(country, language))]
  const parts = states.flatMap(([state]) =>
    [...named((language) => all.getRegions(country, state, language))].map(
      ([part, names]) => [`${state}-${part}`, names] as const,
    ),
  )
  return [...states, ...parts]
}
