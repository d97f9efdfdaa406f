import type { Config } from '../../config.ts'
import { annualDays } from '../occasions/annual-days.ts'
import type { CalendarDay } from '../occasions/calendar-day.ts'
import { daysOfCampaign } from '../occasions/days-of-campaign.ts'
import { nextDay } from '../time.ts'

type Campaign = Config['campaigns'][number]

/** What an email would be about, for somebody who is not due. */
export interface NextOccasion {
  readonly occasion: string
  readonly occasion_on: string
  /** What a calendar calls it. */
  readonly day_name: string | null
  readonly faith: string | null
  /** The year of the date that comes round; null where there is none. */
  readonly life_year: number | null
}

/** What of a customer decides it. */
export interface Whose {
  /** The date of their own that the campaign goes by. */
  readonly lived?: string | null
  readonly country?: string | null
  readonly hemisphere?: string | null
}

/** What a campaign would write about next: of days that places keep each on its own date, those of the customer’s. */
export function nextOccasion(
  campaign: Campaign,
  { attached }: Pick<Config, 'attached'>,
  asOf: string,
  { lived = null, ...place }: Whose,
): NextOccasion {
  const { occasion, day, trigger, id, lead } = campaign
  const from = nextDay(asOf, lead)
  const none = { day_name: null, faith: null, life_year: null }
  if (day) {
    const wanted = typeof day.is === 'string' ? [day.is] : day.is
    const days = daysOfCampaign(day, Object.values(attached.calendars), asOf)
      .filter((one) => wanted.includes(one.occasion) && one.date >= from)
      .sort((one, other) => (one.date < other.date ? -1 : 1))
    const next = days.find((one) => isOf(one, place)) ?? days[0]
    if (!next) return { ...none, occasion: wanted[0] ?? day.calendar, occasion_on: from }
    const { occasion: is, date, name, faith } = next
    return { ...none, occasion: is, occasion_on: date, day_name: name, faith }
  }
  if (occasion === undefined) {
    return { ...none, occasion: typeof trigger === 'string' ? trigger : id, occasion_on: asOf }
  }
  if (lived === null) return { ...none, occasion, occasion_on: from }
  return {
    ...{ ...none, occasion, life_year: Number(lived.slice(0, 4)) },
    occasion_on: comesRound(lived, campaign, from),
  }
}

const isOf = (day: CalendarDay, { country, hemisphere }: Whose) =>
  (day.country ?? country) === country && (day.hemisphere ?? hemisphere) === hemisphere

/** In the years up to the second 29 February from now, as a year that ends in 00 may have none. */
const longest = 12 * 366

/** The first date from `from` on that a date is kept on. */
function comesRound(lived: string, { leapDay }: Campaign, from: string): string {
  const [month, day] = [Number(lived.slice(5, 7)), Number(lived.slice(8, 10))]
  const kept = annualDays(from, nextDay(from, longest), [leapDay], [0])
  return kept.find((one) => one.month === month && one.day === day)?.occasion_on ?? from
}
