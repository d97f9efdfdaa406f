import { type Random, whole } from '../math/random.ts'
import type { Person } from './people.ts'
import type { Shop } from './shop.ts'
import { dayOf, wallOn, weekday } from './time.ts'

const hour = 3600

/** A moment on about that day, at an hour that suits the person, on the shop's clock. */
export function momentOn(
  random: Random,
  shop: Shop,
  person: Person,
  day: number,
  inStore: boolean,
): number {
  const second = secondOfDay(random, person, inStore)
  const ahead = inStore ? 0 : person.city.ahead
  const wall = wallOn(suitable(person, day), second - ahead * hour)
  return within(shop, wall)
}

/** The moment, moved by whole days into the shop's history. */
function within(shop: Shop, wall: number): number {
  const day = dayOf(wall)
  if (day > shop.to) return wallOn(0, wall - (day - shop.to) * 24 * hour)
  return day < shop.from ? wallOn(0, wall + (shop.from - day) * 24 * hour) : wall
}

/** The nearest day on which the person shops. */
function suitable({ rhythm }: Person, day: number): number {
  const name = weekday(day)
  const isWeekend = name === 0 || name === 6
  if (rhythm === 'weekend' && !isWeekend) return name < 4 ? day - name : day + 6 - name
  if (rhythm === 'office' && isWeekend) return day - (name === 0 ? 2 : 1)
  return day
}

function secondOfDay(random: Random, { rhythm }: Person, inStore: boolean): number {
  const spread = whole(random, 0, hour - 1)
  if (inStore) return whole(random, 10, 18) * hour + spread
  if (rhythm === 'night') return (whole(random, 22, 26) % 24) * hour + spread
  if (rhythm === 'office') return whole(random, 9, 16) * hour + spread
  return Math.floor(7 + 15 * random() ** 0.7) * hour + spread
}
