import { beta, exponential, gamma, type Random, whole } from '../math/random.ts'
import { momentOn } from './moments.ts'
import type { Person } from './people.ts'
import { remembering, type Shop, streamOf } from './shop.ts'
import { dateText, dayNumber, dayOf, wallOn } from './time.ts'

/** A customer's purchases in time. */
export interface Visits {
  /** Moments of buying, in order. */
  readonly moments: readonly number[]
  /** When they made their account: before the first purchase. */
  readonly joinedAt: number
  /** Day after which they are not seen again; the last day of the history for those who still come. */
  readonly seenUntil: number
}

/** When a customer bought. */
export const visitsOf = remembering(madeUp, (person: Person) => person.number)

function madeUp(shop: Shop, person: Person): Visits {
  const random = streamOf(shop, 'visits', person.number)
  const { days, gone } = planOf[person.habit](random, shop)
  const channel = person.channel
  const moments = days
    .filter((day) => day >= shop.from && day <= shop.to)
    .map((day) => momentOn(random, shop, person, day, channel === 'store'))
    .sort((a, b) => a - b)
  const joinedAt = wallOn(0, joinedBefore(random, shop, moments[0]))
  const last = dayOf(moments.at(-1) ?? joinedAt)
  return {
    moments,
    joinedAt,
    seenUntil: gone ? Math.min(shop.to, last + whole(random, 0, 90)) : shop.to,
  }
}

function joinedBefore(random: Random, shop: Shop, first: number | undefined): number {
  const minute = 60
  const day = 24 * 60 * minute
  if (first === undefined)
    return recentDay(random, shop) * day + whole(random, 8 * 60, 22 * 60) * minute
  const days = random() < 0.6 ? 0 : whole(random, 1, 60)
  return first - days * day - whole(random, 2, 25) * minute
}

interface Plan {
  readonly days: readonly number[]
  readonly gone: boolean
}

const planOf: Readonly<Record<Person['habit'], (random: Random, shop: Shop) => Plan>> = {
  prospect: (random) => ({ days: [], gone: random() < 0.5 }),
  guest: (random, shop) => ({ days: [whole(random, shop.from, shop.to)], gone: true }),
  ordinary,
  regular,
  seasonal,
  comeback,
}

/** Buys at a rate of their own and drops out after each purchase with a chance of their own, as in BG/NBD. */
function ordinary(random: Random, shop: Shop): Plan {
  const meanGap = 1 / gamma(random, 1.2, 1 / 50)
  const leaves = beta(random, 0.85, 0.85)
  const days: number[] = []
  let day = recentDay(random, shop)
  while (day <= shop.to) {
    days.push(day)
    if (random() < leaves) return { days, gone: true }
    day += Math.max(1, Math.round(exponential(random, meanGap)))
  }
  return { days, gone: false }
}

/** Comes back every few weeks, nearly on the day. */
function regular(random: Random, shop: Shop): Plan {
  const gap = whole(random, 14, 42)
  const stops = random() < 0.2 ? whole(random, shop.from + 300, shop.to) : undefined
  const days: number[] = []
  let day = recentDay(random, shop)
  while (day <= (stops ?? shop.to)) {
    days.push(day)
    day += Math.max(1, gap + whole(random, -5, 5))
  }
  return { days, gone: stops !== undefined }
}

/** Buys presents in November and December, most years. */
function seasonal(random: Random, shop: Shop): Plan {
  const seasons = seasonsOf(shop)
  const first = whole(random, 0, seasons.length - 1)
  const days = seasons
    .slice(first)
    .filter((_, later) => later === 0 || random() < 0.85)
    .flatMap((start) =>
      Array.from({ length: whole(random, 1, 2) }, () => start + whole(random, 0, 53)),
    )
  return { days, gone: false }
}

/** Bought early, stayed away for more than a year, and is back. */
function comeback(random: Random, shop: Shop): Plan {
  let day = shop.from + whole(random, 0, 400)
  const days: number[] = []
  for (let left = whole(random, 1, 4); left > 0; left--) {
    days.push(day)
    day += whole(random, 10, 60)
  }
  day = shop.to - whole(random, 3, 85)
  for (let left = whole(random, 1, 2); left > 0; left--) {
    days.push(day)
    day += whole(random, 8, 40)
  }
  return { days, gone: false }
}

/** A day of the history; the later, the likelier, as the shop grows. */
const recentDay = (random: Random, shop: Shop) =>
  shop.from + Math.floor((shop.to - shop.from + 1) * random() ** 0.85)

/** First days of the Novembers whose season has begun. */
function seasonsOf(shop: Shop): readonly number[] {
  const first = Number(dateText(shop.from).slice(0, 4))
  return [0, 1, 2, 3]
    .map((years) => dayNumber(`${first + years}-11-01`))
    .filter((start) => start >= shop.from && start < shop.to)
}
