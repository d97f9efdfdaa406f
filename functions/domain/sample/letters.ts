import { exponential, type Random, weighted } from '../math/random.ts'
import type { Person } from './people.ts'
import { type Shop, streamOf } from './shop.ts'
import { dayOf, wallOn } from './time.ts'
import { visitsOf } from './visits.ts'

/** Something that became of a letter. */
export interface Letter {
  readonly id: string
  readonly wall: number
  readonly kind: 'send' | 'open' | 'click' | 'bounce' | 'complaint' | 'unsubscribe'
}

const hour = 3600
const letters = 4

/** What became of the last letters that someone was sent: one every three weeks. An unsubscription ends them. */
export function lettersOf(shop: Shop, person: Person): readonly Letter[] {
  if (!person.letters) return []
  const random = streamOf(shop, 'mail', person.number)
  const { joinedAt } = visitsOf(shop, person)
  const opens = drawOpens(random)
  const bounces = random() < 0.012
  const found: Letter[] = []
  for (let left = letters; left > 0; left--) {
    const day = shop.to - 5 - 21 * (left - 1)
    const wall = wallOn(day, 10 * hour + (person.number % 1200))
    if (wall <= joinedAt) continue
    const kinds = bounces ? (['bounce'] as const) : reactions(random, opens)
    let at = wall
    for (const kind of ['send', ...kinds] as const) {
      if (dayOf(at) > shop.to) break
      found.push({
        id: `m${letters - left}-${person.number.toString(36)}`,
        wall: wallOn(0, at),
        kind,
      })
      at += 60 + Math.floor(exponential(random, kind === 'send' ? 9 * hour : hour / 6))
    }
    if (['bounce', 'complaint', 'unsubscribe'].includes(found.at(-1)!.kind)) break
  }
  return found
}

/** When someone unsubscribed. */
export const unsubscribedAt = (shop: Shop, person: Person): number | undefined =>
  lettersOf(shop, person).find(({ kind }) => kind === 'unsubscribe')?.wall

function reactions(random: Random, opens: number): readonly Letter['kind'][] {
  if (random() > opens) return []
  const end = random()
  if (end < 0.006) return ['open', 'unsubscribe']
  if (end < 0.008) return ['open', 'complaint']
  return end < 0.25 ? ['open', 'click'] : ['open']
}

const drawOpens = weighted([
  [0, 35],
  [0.35, 45],
  [0.9, 20],
])
