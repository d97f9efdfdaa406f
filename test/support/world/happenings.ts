/** What happens to customers from night to night, most of it to those whose birthday is near. */
import { pick, type Random, weighted, whole } from '../../../functions/domain/math/random.ts'
import { nextDay } from '../../../functions/domain/time.ts'
import type { Consent, Stop, WorldCustomer } from './customer.ts'
import { birthDate, churn, hemisphereOf, worldPlaces, worldZones } from './people.ts'

type Change = (customer: WorldCustomer, random: Random, date: string) => WorldCustomer

/** Before the cut-off of the night, wherever the company is. */
const earlier = (random: Random, date: string) =>
  new Date(Date.parse(date) - whole(random, 14, 30) * 3_600_000).toISOString()

const withConsent = (
  customer: WorldCustomer,
  purpose: string,
  consent: Consent,
): WorldCustomer => ({ ...customer, consents: { ...customer.consents, [purpose]: consent } })

const withStop = (customer: WorldCustomer, stop: Stop): WorldCustomer => ({
  ...customer,
  stops: [...customer.stops.filter(({ reason }) => reason !== stop.reason), stop],
})

const withFeature = (
  customer: WorldCustomer,
  name: string,
  value: string | number | boolean | null,
): WorldCustomer => ({ ...customer, features: { ...customer.features, [name]: value } })

const purposes = ['marketing', 'news', 'religious-muslim']

const changes: readonly (readonly [Change, number])[] = [
  // A date is learned, corrected by some days or by a year, or lost.
  [
    (customer, random, date) => ({
      ...customer,
      birth_date: birthDate(random, nextDay(date, whole(random, -8, 14)).slice(5)),
    }),
    4,
  ],
  [
    (customer) => {
      const [year = 0, ...day] = (customer.birth_date ?? '1990-06-15').split('-')
      if (day.join('-') === '02-29') return customer
      return { ...customer, birth_date: [Number(year) === 2004 ? 1985 : 2004, ...day].join('-') }
    },
    1,
  ],
  [(customer) => ({ ...customer, birth_date: null }), 1],
  [
    (customer, random, date) => ({
      ...customer,
      signed_up_on: nextDay(date, -365 * whole(random, 0, 4) - whole(random, -2, 4)),
    }),
    1,
  ],
  // The household grows, or a date of it was wrong.
  [
    (customer, random, date) => {
      const born = nextDay(date, -365 * whole(random, 1, 9) + whole(random, -6, 6))
      const others = customer.lifeDates.filter((one) => one.date !== born)
      return { ...customer, lifeDates: [...others, { kind: 'child_birthday', date: born }] }
    },
    2,
  ],
  [(customer) => ({ ...customer, lifeDates: customer.lifeDates.slice(1) }), 0.5],
  [
    (customer, random) => ({
      ...customer,
      timezone: random() < 0.15 ? null : pick(random, worldZones),
    }),
    3,
  ],
  [
    (customer, random) => {
      const [country, region] = pick(random, worldPlaces)
      const moved = { ...customer, country, region }
      return withFeature(
        withFeature(moved, 'country', country),
        'hemisphere',
        hemisphereOf(country),
      )
    },
    1,
  ],
  [(customer) => ({ ...customer, email: null }), 0.5],
  [(customer, random) => ({ ...customer, email: `new${whole(random, 0, 999)}@example.com` }), 1],
  [
    (customer, random, date) =>
      withConsent(customer, pick(random, purposes), {
        granted: random() < 0.75,
        at: earlier(random, date),
        // Some hours of the night itself among them.
        expires_at:
          random() < 0.5
            ? null
            : new Date(Date.parse(date) + whole(random, 0, 100) * 3_600_000).toISOString(),
        given_in: pick(random, ['shop', 'form']),
      }),
    5,
  ],
  [
    (customer, random, date) =>
      withStop(customer, {
        reason: 'unsubscribed',
        since: pick(random, [
          earlier(random, date),
          customer.consents.marketing?.at ?? earlier(random, date),
        ]),
        address: null,
      }),
    1,
  ],
  [
    (customer, random, date) =>
      withStop(customer, { reason: 'complained', since: earlier(random, date), address: null }),
    0.2,
  ],
  [
    (customer, random, date) =>
      withStop(customer, {
        reason: 'bounced',
        since: earlier(random, date),
        address: random() < 0.2 ? null : customer.email,
      }),
    0.5,
  ],
  [(customer, random) => withFeature(customer, 'churn_probability', churn(random)), 6],
  [
    (customer, random) =>
      withFeature(customer, 'clv_tier', pick(random, ['low', 'medium', 'high'])),
    2,
  ],
  [(customer, random) => withFeature(customer, 'cart_abandoned', random() < 0.6), 3],
  [(customer, random) => withFeature(customer, 'orders', whole(random, 0, 3)), 1],
  [(customer, random) => withFeature(customer, 'purchase_days', whole(random, 0, 3)), 0.5],
  [(customer, random) => withFeature(customer, 'clv', whole(random, 0, 40) * 5), 1],
  [
    (customer, random) =>
      withFeature(customer, 'lifecycle_stage', pick(random, ['active', 'loyal', 'churned'])),
    1,
  ],
]

const drawn = weighted(changes)

/** The customer after one thing that happens before a night. */
export const happening: Change = (customer, random, date) => drawn(random)(customer, random, date)
