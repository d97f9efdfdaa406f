/** A customer of a generated world, as the stages before `occasions` hand them on. Objects are never changed: a change is a new one. */
import type { Scalar } from '../../../functions/domain/segments/rule.ts'

export interface Consent {
  readonly granted: boolean
  /** ISO text in UTC, as all instants here. */
  readonly at: string
  readonly expires_at: string | null
  readonly given_in: string
}

export interface Stop {
  readonly reason: 'unsubscribed' | 'complained' | 'bounced'
  readonly since: string
  /** The address that bounced; null: whatever the address. */
  readonly address: string | null
}

export interface LifeDate {
  readonly kind: string
  readonly date: string
}

export type Features = Readonly<Record<string, Scalar | null>>

export interface WorldCustomer {
  readonly customer_id: string
  readonly email: string | null
  readonly birth_date: string | null
  readonly signed_up_on: string | null
  /** Codes, as ISO 3166 has them. */
  readonly country: string | null
  readonly region: string | null
  readonly timezone: string | null
  readonly lifeDates: readonly LifeDate[]
  readonly features: Features
  /** The last word on each purpose. */
  readonly consents: Readonly<Record<string, Consent>>
  readonly stops: readonly Stop[]
}
