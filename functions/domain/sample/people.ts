import { normal, weighted } from '../math/random.ts'
import { type City, type Country, countries } from './places.ts'
import { drawn } from './products.ts'
import { remembering, type Shop, streamOf } from './shop.ts'

/** How someone buys over the years. */
export type Habit = 'prospect' | 'ordinary' | 'regular' | 'seasonal' | 'comeback' | 'guest'

/** One of the shop's customers, or a guest: what explains all that the files say of them. */
export interface Person {
  readonly number: number
  /** The shop's number for a customer, empty for a guest. */
  readonly key: string
  readonly habit: Habit
  readonly country: Country
  readonly city: City
  readonly language: string
  readonly gender: 'F' | 'M' | 'X'
  readonly age: number
  readonly rhythm: 'any' | 'night' | 'weekend' | 'office'
  readonly channel: 'web' | 'app' | 'store'
  /** The shelf they like best, and whether they buy from no other. */
  readonly shelf: number
  readonly narrow: boolean
  readonly purse: 'careful' | 'usual' | 'generous'
  readonly bargains: boolean
  /** Sends much of it back. */
  readonly returns: boolean
  /** Number of the company account they buy for. */
  readonly account: number | undefined
  /** What they do on the site: nothing that is seen, now and then, all the time without buying, daily in the app. */
  readonly browsing: 'none' | 'some' | 'much' | 'app'
  readonly letters: boolean
}

/** The shop's customers, with a guest after every twelfth: one order in fifty is a guest's. */
export function* people(shop: Shop): Generator<Person> {
  for (let number = 0; number < shop.customers; number++) {
    yield personOf(shop, number)
    if (number % 12 === 11) yield personOf(shop, shop.customers + (number - 11) / 12)
  }
}

/** The shop's customers without its guests. */
export function* customers(shop: Shop): Generator<Person> {
  for (let number = 0; number < shop.customers; number++) yield personOf(shop, number)
}

/** How many company accounts the shop has. */
export const accountsOf = (shop: Shop): number => Math.ceil(shop.customers / 70)

/** Numbers from the customers' own up are guests'. */
const personOf = remembering(madeUp, (number: number) => number)

function madeUp(shop: Shop, number: number): Person {
  const isGuest = number >= shop.customers
  const random = streamOf(shop, 'person', number)
  const country = drawCountry(random)
  const habit = drawHabit(random)
  const age = Math.min(90, Math.max(18, Math.round(44 + 15 * normal(random))))
  const works = random() < 0.045 && !isGuest
  const channel = drawChannel(random)
  return {
    number,
    key: isGuest ? '' : `C${String(number + 1).padStart(7, '0')}`,
    habit: isGuest ? 'guest' : habit,
    country,
    city: drawCity.get(country)!(random),
    language: drawLanguage.get(country)!(random),
    gender: drawGender(random),
    age,
    rhythm: works ? 'office' : drawRhythm(random),
    channel: channel === 'store' && country.stores.length === 0 ? 'web' : channel,
    shelf: drawShelf[age]!(random),
    narrow: random() < 0.16,
    purse: drawPurse(random),
    bargains: random() < 0.11,
    returns: random() < 0.03,
    account: works ? Math.floor(random() * accountsOf(shop)) : undefined,
    browsing: drawBrowsing(random),
    letters: random() < 0.6,
  }
}

const drawCountry = weighted(countries.map((country) => [country, country.weight] as const))
const drawCity = new Map(
  countries.map((country) => [
    country,
    weighted(country.cities.map((city) => [city, city.weight] as const)),
  ]),
)
const drawHabit = weighted<Habit>([
  ['prospect', 6.5],
  ['ordinary', 78.5],
  ['regular', 6],
  ['seasonal', 6],
  ['comeback', 3],
])
const drawGender = weighted<Person['gender']>([
  ['F', 57],
  ['M', 41],
  ['X', 2],
])
const drawRhythm = weighted<Person['rhythm']>([
  ['any', 80],
  ['night', 9],
  ['weekend', 11],
])
const drawChannel = weighted<Person['channel']>([
  ['web', 58],
  ['app', 24],
  ['store', 18],
])
const drawPurse = weighted<Person['purse']>([
  ['careful', 30],
  ['usual', 63],
  ['generous', 7],
])
const drawBrowsing = weighted<Person['browsing']>([
  ['none', 28],
  ['some', 63],
  ['much', 5],
  ['app', 4],
])

const drawLanguage = new Map(countries.map((country) => [country, weighted(country.languages)]))
const drawShelf = Array.from({ length: 91 }, (_, age) => weighted(drawn(age)))
