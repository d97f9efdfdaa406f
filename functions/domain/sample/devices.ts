import { type Random, weighted, whole } from '../math/random.ts'
import type { Person } from './people.ts'
import type { Shop } from './shop.ts'
import { dayOf } from './time.ts'

/** Something that a person browses with; `version` is the newest app version that it takes, if it has the app. */
export interface Device {
  readonly kind: 'phone' | 'tablet' | 'desktop'
  readonly os: string
  readonly version: number | undefined
}

const versions = ['2.8.1', '2.9.0', '3.0.2', '3.1.0', '3.2.1', '4.0.0', '4.1.0', '4.2.1', '4.3.0']

/** What a person browses with: a third have two devices, some three. */
export function devicesOf(random: Random, person: Person): readonly Device[] {
  const hasApp = person.channel === 'app' || person.browsing === 'app' || random() < 0.12
  const newest = random() < 0.22 ? whole(random, 2, 5) : versions.length - 1
  return Array.from({ length: drawCount(random) }, () => {
    const kind = drawKind(random)
    const takesApp = hasApp && kind !== 'desktop'
    return { kind, os: drawSystem[kind](random), version: takesApp ? newest : undefined }
  })
}

/** The version that the app has at a moment: the newest then, or the last one that the device takes. */
export function versionOn(shop: Shop, wall: number, { version }: Device): string {
  const share = (dayOf(wall) - shop.from) / (shop.to - shop.from + 1)
  const newest = Math.max(0, Math.floor(share * versions.length))
  return versions[Math.min(newest, version ?? newest)] as string
}

const drawCount = weighted([
  [1, 64],
  [2, 30],
  [3, 6],
])
const drawKind = weighted<Device['kind']>([
  ['phone', 55],
  ['desktop', 33],
  ['tablet', 12],
])
const drawSystem = {
  phone: weighted([
    ['Android', 55],
    ['iOS', 45],
  ]),
  tablet: weighted([
    ['iPadOS', 60],
    ['Android', 40],
  ]),
  desktop: weighted([
    ['Windows', 60],
    ['macOS', 32],
    ['Linux', 8],
  ]),
}
