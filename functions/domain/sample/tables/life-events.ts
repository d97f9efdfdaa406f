import { type Random, whole } from '../../math/random.ts'
import { missing, unreadable } from '../dirt.ts'
import { customers, type Person } from '../people.ts'
import { type Shop, streamOf } from '../shop.ts'
import type { SampleRow, SampleTable } from '../table.ts'
import { dateText } from '../time.ts'

const header = ['customer_no', 'kind', 'date']

/** Days that customers told the shop of. */
export const lifeEvents: SampleTable = {
  name: 'life_events',
  path: 'life_events.csv',
  form: 'comma',
  header,
  dirt: [
    unreadable(['date', 'date'], 281, ['YYYY-06-31', 'in June']),
    missing(['customer_no', 'customer_id'], 331),
  ],
  *rows(shop) {
    for (const person of customers(shop)) yield* rowsOf(shop, person)
  },
}

function* rowsOf(shop: Shop, person: Person): Generator<SampleRow> {
  const random = streamOf(shop, 'life', person.number)
  const row = (kind: string, day: number) => ({ cells: [person.key, kind, dateText(day)] })
  if (random() < 0.035) yield row('wedding', around(random, shop, 10))
  if (person.age < 30 && random() < 0.08) yield row('graduation', around(random, shop, 3))
  if (person.age > 24 && person.age < 52 && random() < 0.09) {
    for (let left = whole(random, 1, 3); left > 0; left--) {
      yield row('child_birthday', shop.to - whole(random, 60, 14 * 365))
    }
  }
}

/** A day of the coming year or of the years before. */
const around = (random: Random, shop: Shop, years: number) =>
  shop.to + 365 - whole(random, 0, (years + 1) * 365)
