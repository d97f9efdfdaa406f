/** Invented people who are due for an email, for plans of a made-up night. */
import type { Row } from '../../../functions/platform/ports.ts'

/** Where they live, and up to which of a hundred do. */
const places = [
  {
    zone: 'Europe/London',
    country: 'GB',
    upTo: 55,
    names: ['Amelia Shaw', 'Oscar Ward', 'Priya Patel', 'George Ellis', 'Ruth Murray'],
  },
  {
    zone: 'Europe/Paris',
    country: 'FR',
    upTo: 80,
    names: ['Chloé Girard', 'Théo Moreau', 'Inès Roux', 'Élise Blanc'],
  },
  {
    zone: 'Europe/Brussels',
    country: 'BE',
    upTo: 90,
    names: ['Emma Claes', 'Noor Peeters', 'Lotte Maes'],
  },
  { zone: 'Europe/Berlin', country: 'DE', upTo: 94, names: ['Lena Vogel', 'Moritz Krämer'] },
  { zone: 'America/New_York', country: 'US', upTo: 98, names: ['Liam Brooks', 'Maya Kim'] },
  { zone: 'Australia/Sydney', country: 'AU', upTo: 100, names: ['Matilda Kelly'] },
] as const

export interface Person {
  readonly customer_id: string
  readonly first_name: string
  readonly last_name: string
  readonly country: string
  readonly zone: string
  readonly orders: number
  readonly clv_tier: string
  readonly value: string
}

/** The person of a number. */
export function person(number: number): Person {
  const at = (number * 37) % 100
  const place = places.find(({ upTo }) => at < upTo) ?? places[0]
  const [first = '', last = ''] = (place.names[number % place.names.length] ?? '').split(' ')
  return {
    customer_id: `c${10_000 + number * 7}`,
    first_name: first,
    last_name: last,
    country: place.country,
    zone: place.zone,
    orders: 1 + (number % 9),
    clv_tier: ['high', 'medium', 'low'][number % 3] ?? 'low',
    value: `${30 + (number % 170)}.50`,
  }
}

export const customerRow = ({
  customer_id,
  first_name,
  last_name,
  country,
  zone,
}: Person): Row => ({
  customer_id,
  first_name,
  last_name,
  country,
  timezone: zone,
  email: `${first_name}.${last_name}.${customer_id}@example.com`.toLowerCase(),
})
