/** What a night is given: the same for the stages and for the oracle. */
import type { Config } from '../../../functions/config.ts'
import type { CalendarDay } from '../../../functions/domain/occasions/calendar-day.ts'
import type { WorldCustomer } from './customer.ts'

export interface WorldNight {
  readonly asOf: string
  readonly opensAt: string
  readonly closesAt: string
  readonly config: Config
  /** Everybody whom a source has tonight. */
  readonly customers: ReadonlyMap<string, WorldCustomer>
  /** Whoever came, left, or is not as on the night before that ran. */
  readonly changed: ReadonlySet<string>
  /** Ids that are used no more: who it is now. */
  readonly aliases: ReadonlyMap<string, string>
  /** Customers who are made of other profiles than on the night before that ran. */
  readonly regrouped: ReadonlyMap<string, 'merged' | 'split'>
  readonly calendarDays: readonly CalendarDay[]
  /** Whether a person let the emails of the night before go, where they were held back. */
  readonly isReleased: boolean
}
