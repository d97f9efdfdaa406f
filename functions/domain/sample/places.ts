/** A town in which customers live. `weight` is its share of the country's customers. */
export interface City {
  readonly name: string
  readonly region: string
  readonly weight: number
  readonly timeZone: string
  /** Hours that its clocks are ahead of the shop's, near enough. */
  readonly ahead: number
}

/** A country that the shop delivers to. `weight` is its share of the customers. */
export interface Country {
  readonly code: string
  readonly weight: number
  /** Languages and how many speak them. */
  readonly languages: readonly (readonly [string, number])[]
  readonly cities: readonly City[]
  readonly currency: 'EUR' | 'GBP'
  /** The shop's site for it. */
  readonly site: string
  /** Its stores; empty where there is none. */
  readonly stores: readonly string[]
}

type Towns = readonly (readonly [name: string, region: string, weight: number])[]

/** Towns of one time zone. */
const zone = (timeZone: string, ahead: number, towns: Towns): readonly City[] =>
  towns.map(([name, region, weight]) => ({ name, region, weight, timeZone, ahead }))

function country(
  code: string,
  weight: number,
  languages: Country['languages'],
  cities: readonly City[],
  shops: Partial<Pick<Country, 'currency' | 'site' | 'stores'>> = {},
): Country {
  return { code, weight, languages, cities, currency: 'EUR', site: 'world', stores: [], ...shops }
}

/** Where customers live: five continents and both hemispheres. */
export const countries: readonly Country[] = [
  country(
    'FR',
    43,
    [['fr', 1]],
    zone('Europe/Paris', 0, [
      ['Paris', 'Île-de-France', 30],
      ['Lyon', 'Auvergne-Rhône-Alpes', 14],
      ['Marseille', 'Provence-Alpes-Côte d’Azur', 11],
      ['Bordeaux', 'Nouvelle-Aquitaine', 9],
      ['Lille', 'Hauts-de-France', 8],
      ['Nantes', 'Pays de la Loire', 7],
      ['Strasbourg', 'Grand Est', 6],
      ['Rennes', 'Bretagne', 5],
      ['Saint-Malo', 'Bretagne', 4],
      ['Pézenas', 'Occitanie', 4],
      ['Gap', 'Provence-Alpes-Côte d’Azur', 3],
      ['Aurillac', 'Auvergne-Rhône-Alpes', 3],
    ]),
    { site: 'france', stores: ['Paris Marais', 'Lyon Bellecour', 'Bordeaux Quais'] },
  ),
  country(
    'DE',
    14,
    [['de', 1]],
    zone('Europe/Berlin', 0, [
      ['Berlin', 'Berlin', 30],
      ['Hamburg', 'Hamburg', 18],
      ['München', 'Bayern', 18],
      ['Köln', 'Nordrhein-Westfalen', 14],
      ['Leipzig', 'Sachsen', 9],
      ['Görlitz', 'Sachsen', 4],
      ['Füssen', 'Bayern', 4],
    ]),
    { site: 'germany', stores: ['Berlin Mitte'] },
  ),
  country(
    'GB',
    13,
    [['en', 1]],
    zone('Europe/London', -1, [
      ['London', 'England', 40],
      ['Manchester', 'England', 16],
      ['Edinburgh', 'Scotland', 10],
      ['Bristol', 'England', 10],
      ['Cardiff', 'Wales', 7],
      ['Hay-on-Wye', 'Wales', 4],
    ]),
    { currency: 'GBP', site: 'uk', stores: ['London Soho'] },
  ),
  country(
    'BE',
    6,
    [
      ['nl', 55],
      ['fr', 45],
    ],
    zone('Europe/Brussels', 0, [
      ['Brussels', 'Brussels', 40],
      ['Gent', 'Vlaanderen', 25],
      ['Namur', 'Wallonie', 10],
      ['Durbuy', 'Wallonie', 2],
    ]),
    { stores: ['Brussels Sablon'] },
  ),
  country(
    'ES',
    5,
    [['es', 1]],
    zone('Europe/Madrid', 0, [
      ['Madrid', 'Madrid', 40],
      ['Barcelona', 'Catalunya', 35],
      ['Cuenca', 'Castilla-La Mancha', 4],
    ]),
  ),
  country(
    'IT',
    5,
    [['it', 1]],
    zone('Europe/Rome', 0, [
      ['Milano', 'Lombardia', 40],
      ['Roma', 'Lazio', 35],
      ['Matera', 'Basilicata', 3],
    ]),
  ),
  country(
    'NL',
    3,
    [['nl', 1]],
    zone('Europe/Amsterdam', 0, [
      ['Amsterdam', 'Noord-Holland', 50],
      ['Utrecht', 'Utrecht', 25],
    ]),
  ),
  country(
    'US',
    4,
    [['en', 1]],
    [
      ...zone('America/New_York', -6, [
        ['New York', 'NY', 50],
        ['Burlington', 'VT', 5],
      ]),
      ...zone('America/Los_Angeles', -9, [['San Francisco', 'CA', 25]]),
    ],
  ),
  country(
    'CA',
    1.5,
    [
      ['fr', 60],
      ['en', 40],
    ],
    zone('America/Toronto', -6, [
      ['Montréal', 'QC', 60],
      ['Toronto', 'ON', 40],
    ]),
  ),
  country(
    'JP',
    1,
    [['ja', 1]],
    zone('Asia/Tokyo', 8, [
      ['Tokyo', 'Kanto', 70],
      ['Kyoto', 'Kansai', 30],
    ]),
  ),
  country('MA', 1, [['fr', 1]], zone('Africa/Casablanca', -1, [['Casablanca', 'Settat', 1]])),
  country(
    'AU',
    1.6,
    [['en', 1]],
    zone('Australia/Sydney', 9, [
      ['Sydney', 'NSW', 70],
      ['Orange', 'NSW', 10],
    ]),
  ),
  country('NZ', 0.5, [['en', 1]], zone('Pacific/Auckland', 11, [['Auckland', 'Auckland', 1]])),
  country('BR', 1, [['pt', 1]], zone('America/Sao_Paulo', -4, [['São Paulo', 'SP', 1]])),
  country('ZA', 0.4, [['en', 1]], zone('Africa/Johannesburg', 1, [['Cape Town', 'WC', 1]])),
]
