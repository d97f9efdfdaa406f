/** Nights of a few customers, said in a few words. */
import { instantOf, nextDay } from '../../../functions/domain/time.ts'
import { type WorldConfig, worldConfig } from '../world/config.ts'
import type { Consent, WorldCustomer } from '../world/customer.ts'
import type { WorldNight } from '../world/night.ts'
import type { Decision } from './candidate.ts'
import { oracle } from './oracle.ts'

export const said: Consent = {
  granted: true,
  at: '2020-01-01T12:00:00.000Z',
  expires_at: null,
  given_in: 'shop',
}

/** Somebody in Paris who said yes, and of whom nothing else is known. */
export const somebody = (more: Partial<WorldCustomer> = {}): WorldCustomer => {
  const customer_id = more.customer_id ?? 'ann'
  return {
    customer_id,
    email: `${customer_id}@example.com`,
    birth_date: null,
    signed_up_on: null,
    country: null,
    region: null,
    timezone: 'Europe/Paris',
    lifeDates: [],
    features: {},
    consents: { marketing: said },
    stops: [],
    ...more,
  }
}

export const campaign = (id: string, more: object) => ({ id, name: id, template: 't', ...more })

/** A night of a date: who is there, and what else is not as always. */
export interface SmallNight {
  readonly on: string
  readonly people: readonly WorldCustomer[]
  readonly campaigns?: readonly object[]
  readonly given?: Partial<WorldNight>
}

/** What is decided of every message, a line each: `date customer campaign decision reason`. */
export function decided(nights: readonly SmallNight[], options: WorldConfig = {}): string[] {
  return decisions(nights, options).map(({ night, one }) =>
    [night.on, one.customer_id, one.campaign_id, one.decision, one.reason ?? ''].join(' ').trim(),
  )
}

export function decisions(
  nights: readonly SmallNight[],
  options: WorldConfig = {},
): readonly { readonly night: SmallNight; readonly one: Decision }[] {
  const plain = oracle()
  let before: ReadonlyMap<string, WorldCustomer> = new Map()
  return nights.flatMap((night) => {
    const { on: asOf, people, campaigns = options.campaigns ?? [], given } = night
    const parsed = worldConfig({ ...options, campaigns })
    // The small worlds have no holdouts but those that a test wants.
    const config = { ...parsed, sending: { ...parsed.sending, holdout: 0 } }
    const { timeZone } = config.company
    const customers = new Map(people.map((one) => [one.customer_id, one]))
    const changed = new Set([...customers.keys(), ...before.keys()])
    before = customers
    const verdict = plain.night({
      asOf,
      opensAt: instantOf(asOf, config.sending.opens, timeZone),
      closesAt: instantOf(nextDay(asOf), config.sending.opens, timeZone),
      ...{ config, customers, changed },
      ...{ aliases: new Map(), regrouped: new Map(), calendarDays: [], isReleased: false },
      ...given,
    })
    return verdict.decisions.map((one) => ({ night, one }))
  })
}
