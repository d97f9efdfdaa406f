/** Customers born on every day of a year in thirty zones, with the dirt that such dates come with. */
import { pick, type Random, whole } from '../../../functions/domain/math/random.ts'
import { nextDay } from '../../../functions/domain/time.ts'
import type { Consent, Features, WorldCustomer } from './customer.ts'

export const worldZones =
  `Pacific/Kiritimati Pacific/Honolulu America/St_Johns Asia/Kathmandu Australia/Lord_Howe
  Africa/Casablanca Europe/London Europe/Paris America/New_York America/Los_Angeles America/Sao_Paulo
  Asia/Tokyo Asia/Kolkata Pacific/Chatham Pacific/Apia Pacific/Marquesas Pacific/Pago_Pago Africa/Cairo
  Asia/Tehran Asia/Jerusalem America/Havana America/Santiago Atlantic/Azores Australia/Adelaide
  Australia/Eucla Asia/Gaza Europe/Chisinau America/Nuuk Antarctica/Troll UTC`.split(/\s+/)

/** Where customers say they live; null: they don't. */
export const worldPlaces: readonly (readonly [country: string | null, region: string | null])[] = [
  ['FR', null],
  ['GB', null],
  ['GB', 'SCT'],
  ['US', null],
  ['US', 'CA'],
  ['US', 'HI'],
  ['AU', 'SA'],
  ['AU', null],
  ['NZ', null],
  [null, null],
]

/** The days of a leap year, as `MM-DD`. */
const daysOfAYear = Array.from({ length: 366 }, (_, i) => nextDay('2024-01-01', i).slice(5))

/** One customer for every day and each of so many zones. */
export function people(random: Random, zones: number, first: string): readonly WorldCustomer[] {
  return daysOfAYear.flatMap((day, i) =>
    Array.from({ length: zones }, (_, j) => {
      const zone = worldZones[(i * 7 + j) % worldZones.length]!
      const number = String(i * zones + j).padStart(5, '0')
      return person(random, `c${number}`, day, zone, first)
    }),
  )
}

function person(
  random: Random,
  customer_id: string,
  day: string,
  zone: string,
  first: string,
): WorldCustomer {
  const [country, region] = pick(random, worldPlaces)
  const before = (days: number) => `${nextDay(first, -whole(random, 2, days))}T10:00:00.000Z`
  const yes = (at: string): Consent => ({ granted: true, at, expires_at: null, given_in: 'shop' })
  const no = (at: string): Consent => ({ ...yes(at), granted: false })
  const said = random()
  return {
    customer_id,
    email: random() < 0.03 ? null : `${customer_id}@example.com`,
    birth_date: birthDate(random, day),
    signed_up_on: random() < 0.2 ? null : nextDay(first, -whole(random, 1, 2500)),
    country,
    region,
    timezone: random() < 0.1 ? null : zone,
    lifeDates:
      random() < 0.2
        ? Array.from({ length: whole(random, 1, 3) }, (_, i) => ({
            kind: 'child_birthday',
            date: nextDay('2012-01-01', i * 1200 + whole(random, 0, 1199)),
          }))
        : [],
    features: features(random, country),
    consents: {
      ...(said < 0.85 && { marketing: yes(before(400)) }),
      ...(said > 0.97 && { marketing: no(before(400)), news: no(before(400)) }),
      ...(random() < 0.1 && { 'religious-muslim': yes(before(400)) }),
    },
    stops: [],
  }
}

/** On that day, of one year or another; a few are not known, not said, or what a form filled in. */
export function birthDate(random: Random, day: string): string | null {
  const kind = random()
  const leap = 4 * whole(random, 489, 501)
  if (kind < 0.02) return null
  if (kind < 0.03) return pick(random, ['1970-01-01', '1900-01-01', '0001-01-01'])
  if (kind < 0.05) return `${pick(random, ['1604', '0004', '1904'])}-${day}`
  if (kind < 0.055) return `1896-${day}`
  return `${day === '02-29' ? leap : whole(random, 1950, 2012)}-${day}`
}

const south = new Set(['AU', 'NZ'])

function features(random: Random, country: string | null): Features {
  return {
    orders: whole(random, 0, 4),
    purchase_days: whole(random, 0, 4),
    churn_probability: churn(random),
    clv: random() < 0.1 ? null : whole(random, 0, 40) * 5,
    clv_tier: pick(random, ['low', 'medium', 'high']),
    cart_abandoned: random() < 0.05,
    lifecycle_stage: pick(random, ['active', 'loyal', 'at risk', 'churned']),
    country,
    hemisphere: hemisphereOf(country),
  }
}

/** About the thresholds of triggers, and on them. */
export const churn = (random: Random): number =>
  pick(random, [0.1, 0.3, 0.399999, 0.4, 0.45, 0.499999, 0.5, 0.55, 0.599999, 0.6, 0.7, 0.9])

export const hemisphereOf = (country: string | null) =>
  country === null ? null : south.has(country) ? 'southern' : 'northern'
