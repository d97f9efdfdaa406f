import { weighted, whole } from '../../math/random.ts'
import { missing, unreadable } from '../dirt.ts'
import { unsubscribedAt } from '../letters.ts'
import { customers, type Person } from '../people.ts'
import { type Shop, streamOf } from '../shop.ts'
import type { SampleRow, SampleTable } from '../table.ts'
import { dayOf, wallOn, wallText } from '../time.ts'
import { visitsOf } from '../visits.ts'

const header = ['customer_no', 'purpose', 'channel', 'granted', 'at', 'expires_at', 'source']

/** Consents as they were given and withdrawn. */
export const consents: SampleTable = {
  name: 'consents',
  path: 'consents.csv',
  form: 'comma',
  header,
  dirt: [
    missing(['customer_no', 'customer_id'], 509),
    unreadable(['granted', 'granted'], 557, ['maybe', 'see note']),
    missing(['at', 'at'], 601),
  ],
  *rows(shop) {
    for (const person of customers(shop)) yield* rowsOf(shop, person)
    for (const person of customers(shop)) yield* festivalsOf(shop, person)
  },
}

function* rowsOf(shop: Shop, person: Person): Generator<SampleRow> {
  const random = streamOf(shop, 'consents', person.number)
  const { joinedAt } = visitsOf(shop, person)
  const row = rowFor(person)
  if (person.letters) yield row('marketing', true, joinedAt, 'sign-up form')
  const chance = random()
  if (chance < 0.35) yield row('profiling', true, joinedAt, 'sign-up form')
  if (chance > 0.993) yield row('profiling', false, joinedAt, 'letter')
  if (random() < 0.25) yield row('sensitive', true, joinedAt, 'sign-up form')
  if (random() < 0.1) {
    const year = wallText(wallOn(dayOf(joinedAt) + whole(random, 180, 730), 0))
    yield row('partners', true, joinedAt, 'prize draw', year)
  }
  const left = unsubscribedAt(shop, person)
  if (left !== undefined) yield row('marketing', false, left, 'unsubscribe link')
}

/** Whose festivals someone asked to hear of, on a page of choices: nothing else about them has to do with it. */
function* festivalsOf(shop: Shop, person: Person): Generator<SampleRow> {
  const random = streamOf(shop, 'festivals', person.number)
  const faith = drawFaith(random)
  const first = dayOf(visitsOf(shop, person).joinedAt)
  const day = whole(random, Math.min(first + 1, shop.to), shop.to)
  const ends = random()
  if (faith === 'none' || !person.letters) return
  const row = rowFor(person)
  yield row(`religious-${faith}`, true, wallOn(day, 43_200), choices)
  if (ends < 0.06) yield row(`religious-${faith}`, false, wallOn(shop.to, 43_200), choices)
}

const choices = 'preferences page'

const drawFaith = weighted([
  ['none', 93],
  ['christian', 3.2],
  ['muslim', 2.6],
  ['jewish', 0.8],
  ['hindu', 0.4],
])

const rowFor =
  (person: Person) =>
  (purpose: string, granted: boolean, wall: number, source: string, ends = '') => ({
    cells: [person.key, purpose, 'email', String(granted), wallText(wall), ends, source],
    day: dayOf(wall),
  })
