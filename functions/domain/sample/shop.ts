import { type Random, seeded } from '../math/random.ts'

/** What a sample is made from. Days are numbers, as in `time.ts`. */
export interface Shop {
  readonly seed: number
  readonly customers: number
  /** First and last day of its history. */
  readonly from: number
  readonly to: number
}

/** What chance decides of a customer. Each has a stream of its own, so that every file can be made by itself. */
const matters = [
  'person',
  'profile',
  'visits',
  'baskets',
  'events',
  'mail',
  'answers',
  'consents',
  'life',
  'accounts',
  'rates',
  'states',
  'festivals',
  'newsletter',
] as const

/** The stream of one matter of one customer: the same whenever it is asked for. */
export const streamOf = (shop: Shop, matter: (typeof matters)[number], number: number): Random =>
  seeded(shop.seed, matters.indexOf(matter), number)

const mostRemembered = 50_000

/**
 * The same maker, that makes each thing of the first customers once: every file asks for it again. Those after them
 * are made anew each time, so that memory stays flat.
 */
export function remembering<Given, Made>(
  make: (shop: Shop, given: Given) => Made,
  numberOf: (given: Given) => number,
): (shop: Shop, given: Given) => Made {
  const memories = new WeakMap<Shop, Made[]>()
  return (shop, given) => {
    const number = numberOf(given)
    if (number >= mostRemembered) return make(shop, given)
    const memory = memories.get(shop) ?? []
    if (memory.length === 0) memories.set(shop, memory)
    const made = memory[number] ?? make(shop, given)
    memory[number] = made
    return made
  }
}
