import { exponential, pick, type Random, whole } from '../math/random.ts'
import { type Device, devicesOf, versionOn } from './devices.ts'
import { momentOn } from './moments.ts'
import type { Person } from './people.ts'
import { shelves } from './products.ts'
import { type Shop, streamOf } from './shop.ts'
import { dayOf, wallOn } from './time.ts'
import { type Visits, visitsOf } from './visits.ts'

/** Something that someone did on the site or in the app. */
export interface Happening {
  readonly wall: number
  readonly name: 'page_view' | 'app_open' | 'cart_add' | 'share' | 'referral'
  readonly channel: 'web' | 'app'
  readonly device: string
  readonly os: string
  readonly appVersion: string
  /** JSON text. */
  readonly properties: string
}

/** What someone did, in order of time. */
export function eventsOf(shop: Shop, person: Person): readonly Happening[] {
  if (person.browsing === 'none') return []
  const random = streamOf(shop, 'events', person.number)
  const visits = visitsOf(shop, person)
  const found = [
    ...beforeBuying(random, visits),
    ...browsing(random, shop, person, visits),
    ...abandoning(random, shop, person, visits),
  ]
  const devices = devicesOf(random, person)
  return found
    .sort((a, b) => a.wall - b.wall)
    .map(({ wall, name }) => happening(random, shop, person, pick(random, devices), wall, name))
}

interface Act {
  readonly wall: number
  readonly name: Happening['name']
}

/** A look and a full cart in the hour before an order; older ones are no longer on record. */
function beforeBuying(random: Random, { moments, seenUntil }: Visits): readonly Act[] {
  return moments
    .filter((wall) => dayOf(wall) > seenUntil - 400)
    .flatMap((wall) => {
      const looked = wall - whole(random, 300, 3000)
      const acts: Act[] = []
      if (random() < 0.55) acts.push({ wall: looked, name: 'page_view' })
      if (random() < 0.45) acts.push({ wall: wall - whole(random, 60, 290), name: 'cart_add' })
      return acts
    })
}

function browsing(
  random: Random,
  shop: Shop,
  person: Person,
  { joinedAt, seenUntil }: Visits,
): readonly Act[] {
  const since = Math.max(shop.from, dayOf(joinedAt))
  const act = (name: Happening['name']): Act => {
    const days = person.browsing === 'some' ? seenUntil - since : Math.min(90, seenUntil - since)
    const day = seenUntil - Math.floor(random() * (Math.max(0, days) + 1))
    return { wall: momentOn(random, shop, person, Math.max(shop.from, day), false), name }
  }
  const names = {
    none: [],
    some: ['page_view'],
    much: ['page_view'],
    app: ['app_open', 'page_view'],
  }
  const mean = { none: 0, some: 1.9, much: 18, app: 17 }[person.browsing]
  const acts = Array.from({ length: Math.floor(exponential(random, mean)) }, () =>
    act(pick(random, names[person.browsing] as Happening['name'][])),
  )
  if (random() < 0.05) acts.push(...Array.from({ length: whole(random, 1, 6) }, () => act('share')))
  if (random() < 0.03)
    acts.push(...Array.from({ length: whole(random, 1, 3) }, () => act('referral')))
  if (random() < 0.08) acts.push(act('cart_add'))
  return acts
}

/** A full cart of the last days that no order followed. */
function abandoning(
  random: Random,
  shop: Shop,
  person: Person,
  { moments, joinedAt, seenUntil }: Visits,
): readonly Act[] {
  const day = shop.to - whole(random, 1, 12)
  const wall = momentOn(random, shop, person, day, false)
  const isPossible = seenUntil >= day && joinedAt < wall && wall > (moments.at(-1) ?? 0)
  if (!isPossible || random() > 0.06) return []
  return [
    { wall: wall - whole(random, 100, 900), name: 'page_view' },
    { wall, name: 'cart_add' },
  ]
}

function happening(
  random: Random,
  shop: Shop,
  person: Person,
  device: Device,
  wall: number,
  name: Happening['name'],
): Happening {
  const inApp = device.version !== undefined && (name === 'app_open' || random() < 0.6)
  return {
    wall: wallOn(0, wall),
    name: name === 'app_open' && !inApp ? 'page_view' : name,
    channel: inApp ? 'app' : 'web',
    device: device.kind,
    os: device.os,
    appVersion: inApp ? versionOn(shop, wall, device) : '',
    properties: propertiesOf(random, person, name),
  }
}

function propertiesOf(random: Random, { shelf }: Person, name: Happening['name']): string {
  if (name === 'share') {
    return JSON.stringify({ platform: pick(random, ['instagram', 'pinterest', 'whatsapp']) })
  }
  const seen = random() < 0.6 ? shelves[shelf]! : pick(random, shelves)
  if (name === 'cart_add') return JSON.stringify({ sku: pick(random, seen).sku })
  return name === 'page_view' ? JSON.stringify({ category: seen[0]!.category }) : ''
}
