import { pick, type Random, weighted, whole } from '../../math/random.ts'
import { blanks, contradicted, harmless, missing, put, twice, unreadableValue } from '../dirt.ts'
import { names, phones } from '../names.ts'
import { customers, type Person } from '../people.ts'
import { type Shop, streamOf } from '../shop.ts'
import type { SampleTable } from '../table.ts'
import { dateText, dayOf, wallOn, wallText } from '../time.ts'
import { visitsOf } from '../visits.ts'

const header = [
  'customer_no',
  'email',
  'email_confirmed',
  'phone',
  'first_name',
  'last_name',
  'born',
  'gender',
  'country',
  'region',
  'city',
  'time_zone',
  'language',
  'created_at',
  'company_no',
  'loyalty_level',
  'income_band',
  'changed_at',
]

/** Customers: a byte order mark, accents, two attributes of the shop's own. */
export const customersTable: SampleTable = {
  name: 'customers',
  path: 'customers.csv',
  form: 'comma',
  header,
  marked: true,
  dirt: [
    missing(['customer_no', 'customer_id'], 401),
    unreadableValue(['born', 'birth_date'], 211, ['1985-13-40', '00/00/0000', '12 May']),
    unreadableValue(['created_at', 'signed_up_at'], 487, ['last year', '2024-06-31 08:00:00']),
    twice(157),
    contradicted(181, ({ cells }, { shop, nth }) => {
      cells[lastName] = `${cells[lastName]}-Smith`
      cells[changedAt] =
        nth % 2 === 0 ? '2019-12-31 23:00:00' : wallText(wallOn(shop.to, 2 * 3600 + nth))
    }),
    harmless('placeholder for a birth date', 307, put('born', ['1900-01-01', '1970-01-01'])),
    blanks(29, ['customer_no', 'email', 'country', 'born', 'loyalty_level']),
  ],
  *rows(shop) {
    for (const person of customers(shop)) yield { cells: cellsOf(shop, person) }
  },
}

const lastName = header.indexOf('last_name')
const changedAt = header.indexOf('changed_at')

function cellsOf(shop: Shop, person: Person): string[] {
  const random = streamOf(shop, 'profile', person.number)
  const { joinedAt, moments, seenUntil } = visitsOf(shop, person)
  const { first, last, place, email } = drawProfile(random, person)
  return [
    person.key,
    email,
    String(random() < 0.8),
    phoneOf(random, person),
    first,
    last,
    random() < 0.6 ? birthDate(random, shop, person) : '',
    random() < 0.85 ? person.gender : '',
    ...place,
    person.language,
    wallText(joinedAt),
    person.account === undefined ? '' : accountKey(person.account),
    random() < 0.7 ? loyaltyLevel(random, moments.length) : '',
    random() < 0.3 ? incomeOf[person.purse](random) : '',
    wallText(wallOn(whole(random, dayOf(joinedAt), Math.max(dayOf(joinedAt), seenUntil)), 86_000)),
  ]
}

/** The name and the address by which the shop knows someone; the address is empty where it knows none. */
export const profileOf = (shop: Shop, person: Person): Readonly<{ first: string; email: string }> =>
  drawProfile(streamOf(shop, 'profile', person.number), person)

function drawProfile(random: Random, person: Person) {
  const list = names[person.language]!
  const first = pick(random, person.gender === 'M' ? list.men : list.women)
  const last = pick(random, list.last)
  const place = knownPlace(random, person)
  return { first, last, place, email: random() < 0.97 ? addressOf(first, last, person) : '' }
}

/** The account's number as the shop writes it. */
export const accountKey = (account: number): string => `B${String(account + 1).padStart(5, '0')}`

/** An address of a domain that exists for examples alone. */
function addressOf(first: string, last: string, { number }: Person): string {
  const plain = `${first}.${last}`
    .normalize('NFD')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase()
  return `${plain}.${number + 1}@example.${['com', 'org', 'net'][number % 3]}`
}

function phoneOf(random: Random, { country }: Person): string {
  const range = phones[country.code]
  if (range === undefined || random() < 0.45) return ''
  const [start, digits] = range
  return start + String(whole(random, 0, 10 ** digits - 1)).padStart(digits, '0')
}

function knownPlace(random: Random, { country, city }: Person): readonly string[] {
  const place = [country.code, city.region, city.name, city.timeZone]
  const chance = random()
  if (chance < 0.015) return ['', '', '', '']
  return chance < 0.08 ? [country.code, '', '', ''] : place
}

const birthDate = (random: Random, shop: Shop, { age }: Person) =>
  dateText(shop.to - Math.floor((age + random()) * 365.25))

function loyaltyLevel(random: Random, purchases: number): string {
  if (purchases >= 12) return 'gold'
  if (purchases >= 5) return random() < 0.8 ? 'silver' : 'gold'
  return random() < 0.85 ? 'basic' : 'silver'
}

const incomeOf: Readonly<Record<Person['purse'], (random: Random) => string>> = {
  careful: weighted([
    ['low', 60],
    ['middle', 38],
    ['high', 2],
  ]),
  usual: weighted([
    ['low', 20],
    ['middle', 60],
    ['high', 20],
  ]),
  generous: weighted([
    ['middle', 20],
    ['high', 80],
  ]),
}
