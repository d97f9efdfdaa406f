import type { Config } from '../../config.ts'
import type { CalendarDay } from './calendar-day.ts'
import { calendarDays } from './calendar-days.ts'
import { type FestivalCalendar, festivalCalendars } from './festival-lists.ts'
import type { OwnCalendar } from './own-calendar.ts'
import type { Place } from './places.ts'

export type Day = NonNullable<Config['campaigns'][number]['day']>

/** Holidays that come every fourth year are among these. */
const years = 4

/** All days of a campaign’s calendar in the years from a date on, whichever it writes about. */
export function daysOfCampaign(
  { calendar, places = [] }: Day,
  own: readonly OwnCalendar[],
  today: string,
): readonly CalendarDay[] {
  const first = Number(today.slice(0, 4))
  return calendarDays(
    {
      places: calendar === 'holidays' ? places.map(placeFrom) : [],
      festivals: festivalCalendars.filter((one): one is FestivalCalendar => one === calendar),
      seasons: calendar === 'seasons' ? ['northern', 'southern'] : [],
      own: own.filter(({ id }) => id === calendar),
    },
    Array.from({ length: years }, (_, index) => first + index),
  ).days
}

/** `GB-SCT` as a place. */
export function placeFrom(code: string): Place {
  const [country = '', ...region] = code.split('-')
  return { country, ...(region.length > 0 && { region: region.join('-') }) }
}
