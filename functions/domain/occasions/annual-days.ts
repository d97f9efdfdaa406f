/** Days that come round every year, so that no query counts on 29 February. */
import { nextDay } from '../time.ts'

/** When 29 February is kept in a year that has none. */
export const leapDayPolicies = ['feb-28', 'mar-1', 'leap-years-only'] as const
export type LeapDayPolicy = (typeof leapDayPolicies)[number]

/** A day of the calendar that is kept `lead_days` after a local date: what `annual_days` holds. */
export interface AnnualDay {
  /** The day that is kept: what stands in a birth date. */
  readonly month: number
  readonly day: number
  readonly policy: LeapDayPolicy
  readonly lead_days: number
  /** The date on which it is time to write. */
  readonly local_date: string
  /** The date on which it is kept, `lead_days` later. */
  readonly occasion_on: string
  /** Its year, whichever year it is written in. */
  readonly occasion_year: number
}

/** The days of the calendar that local dates from `from` up to and with `to` are about, for each policy and lead. */
export function annualDays(
  from: string,
  to: string,
  policies: readonly LeapDayPolicy[],
  leads: readonly number[],
): readonly AnnualDay[] {
  const days: AnnualDay[] = []
  for (let local_date = from; local_date <= to; local_date = nextDay(local_date)) {
    for (const lead_days of leads) {
      const occasion_on = nextDay(local_date, lead_days)
      for (const policy of policies) {
        for (const [month, day] of keptOn(occasion_on, policy)) {
          const occasion_year = Number(occasion_on.slice(0, 4))
          days.push({ month, day, policy, lead_days, local_date, occasion_on, occasion_year })
        }
      }
    }
  }
  return days
}

/** Month and day of what is kept on a date: the date's own, and 29 February where it has none of its own. */
function keptOn(date: string, policy: LeapDayPolicy): readonly (readonly [number, number])[] {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const own = [month, day] as const
  const standsIn = { 'feb-28': '02-28', 'mar-1': '03-01', 'leap-years-only': undefined }[policy]
  return !isLeap(year) && date.slice(5) === standsIn ? [own, [2, 29]] : [own]
}

const isLeap = (year: number) => new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
