/** All calendars that a shop wants, as rows for SQL. */
import type { Calendars, Hemisphere } from './calendar-day.ts'
import type { FestivalCalendar } from './festival-lists.ts'
import { festivalDays } from './festivals.ts'
import { type HolidayKind, holidayDays } from './holidays.ts'
import { numbered } from './numbered.ts'
import type { OwnCalendar } from './own-calendar.ts'
import { ownDays } from './own-days.ts'
import { type Place, placeOf } from './places.ts'
import { seasonDays } from './seasons.ts'

/** What is asked for; nothing else is compiled. */
export interface WantedCalendars {
  /** Places whose public holidays are wanted. A customer belongs to the narrowest place that is listed. */
  readonly places?: readonly Place[]
  /** @default public, bank, optional and observance */
  readonly kinds?: readonly HolidayKind[]
  readonly festivals?: readonly FestivalCalendar[]
  readonly seasons?: readonly Hemisphere[]
  readonly own?: readonly OwnCalendar[]
  /** Language of the names of public holidays, where the library has it. @default en */
  readonly language?: string
}

/** Rows of `calendar_days` in a fixed order, and what is not known. A day is never guessed. */
export function calendarDays(wanted: WantedCalendars, years: readonly number[]): Calendars {
  const { places = [], festivals = [], seasons = [], own = [] } = wanted
  const choice = { kinds: wanted.kinds ?? usualKinds, language: wanted.language ?? 'en' }
  const asked = [...new Set(years)].sort((one, other) => one - other)
  const found = distinct(places.map(placeOf))
  const parts = [
    ...found.map((place) =>
      'reason' in place ? { days: [], problems: [place] } : holidayDays(place, asked, choice),
    ),
    ...[...new Set(festivals)].map((calendar) => festivalDays(calendar, asked)),
    { days: seasonDays([...new Set(seasons)], asked), problems: [] },
    ...own.map((calendar) => ownDays(calendar, asked)),
  ]
  return {
    days: numbered(parts.flatMap(({ days }) => days)),
    problems: distinct(parts.flatMap(({ problems }) => problems)),
  }
}

const usualKinds: readonly HolidayKind[] = ['public', 'bank', 'optional', 'observance']

/** Each once, in the order of the first. */
const distinct = <Thing>(things: readonly Thing[]): readonly Thing[] => [
  ...new Map(things.map((thing) => [JSON.stringify(thing), thing])).values(),
]
