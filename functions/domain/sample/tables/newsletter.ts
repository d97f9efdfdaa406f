import { pick, type Random, whole } from '../../math/random.ts'
import { blanks, twice } from '../dirt.ts'
import { names } from '../names.ts'
import { customers, type Person } from '../people.ts'
import { type Shop, streamOf } from '../shop.ts'
import type { SampleRow, SampleTable } from '../table.ts'
import { dayOf, wallOn, wallText } from '../time.ts'
import { visitsOf } from '../visits.ts'
import { profileOf } from './customers.ts'

/**
 * Readers of the newsletter, as another program lists them, with numbers of its own: mostly customers, who are the same
 * person twice until their addresses are compared, and some who never made an account.
 */
export const newsletter: SampleTable = {
  name: 'customers',
  source: 'newsletter',
  path: 'newsletter.csv',
  form: 'comma',
  header: ['reader_no', 'email', 'first_name', 'language', 'subscribed_at'],
  dirt: [twice(149), blanks(31, ['email', 'first_name'])],
  *rows(shop) {
    for (const person of customers(shop)) {
      const random = streamOf(shop, 'newsletter', person.number)
      if (random() < 0.05) yield* ofCustomer(random, shop, person)
    }
    for (let reader = 0; reader < Math.ceil(shop.customers / 80); reader++) {
      yield ofStranger(streamOf(shop, 'newsletter', shop.customers + reader), shop, reader)
    }
  },
}

/** Some wrote their address otherwise, some read under another, and some share a mailbox with someone else. */
function* ofCustomer(random: Random, shop: Shop, person: Person): Generator<SampleRow> {
  const { email, first } = profileOf(shop, person)
  const [chance, asked] = [random(), random() < 0.6]
  const { women, men } = names[person.language]!
  const other = pick(random, women.concat(men))
  const joined = dayOf(visitsOf(shop, person).joinedAt)
  const at = wallOn(whole(random, joined, shop.to), whole(random, 8, 21) * 3600)
  if (email === '') return
  const address = chance < 0.2 ? capitals(email) : chance < 0.27 ? `post.${email}` : email
  const name = chance > 0.96 ? other : asked ? first : ''
  yield { cells: [keyOf(person.number), address, name, person.language, wallText(at)] }
}

function ofStranger(random: Random, shop: Shop, reader: number): SampleRow {
  const language = pick(random, ['fr', 'fr', 'de', 'en', 'nl'])
  const { women, men } = names[language]!
  const name = random() < 0.5 ? pick(random, women.concat(men)) : ''
  const at = wallOn(whole(random, shop.from, shop.to), whole(random, 8, 21) * 3600)
  const number = shop.customers + reader
  const address = `reader.${number + 1}@example.org`
  return { cells: [keyOf(number), address, name, language, wallText(at)] }
}

const keyOf = (number: number) => `N${String(number + 1).padStart(7, '0')}`

/** As some phones write it. */
const capitals = (email: string) => `${email.slice(0, 1).toUpperCase()}${email.slice(1)}`
