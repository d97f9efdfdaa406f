/** Days of the calendars: rows that SQL joins with customers. */
import { type Column, columns } from '../types.ts'

/** Faiths whose days are kept apart. Only who asked for a faith's occasions hears of them. */
export const faiths = [
  'christian',
  'orthodox',
  'jewish',
  'muslim',
  'hindu',
  'buddhist',
  'sikh',
] as const
export type Faith = (typeof faiths)[number]

/** What a day is by law or custom; those of holidays as `date-holidays` calls them. */
const dayKinds = [
  'public',
  'bank',
  'optional',
  'observance',
  'school',
  'festival',
  'season',
  'shop',
] as const
type DayKind = (typeof dayKinds)[number]

export type Hemisphere = 'northern' | 'southern'

/** A row of `calendar_days`: one occasion on one date, wherever it is kept. */
export interface CalendarDay {
  readonly calendar: string
  readonly occasion: string
  /** The year, and `-2` for the second in a year: an annual occasion's occurrence. */
  readonly occurrence: string
  readonly date: string
  readonly kind: DayKind
  readonly country: string | null
  readonly region: string | null
  readonly hemisphere: Hemisphere | null
  readonly faith: Faith | null
  readonly name: string
}

/** What could not be said of a calendar. None of these has rows. */
export type CalendarProblem =
  | {
      readonly reason: 'unknown-country' | 'unknown-region'
      readonly message: string
      /** The code that was probably meant. */
      readonly nearest?: string
    }
  | {
      readonly reason: 'not-known'
      readonly message: string
      readonly calendar: string
      readonly occasion: string | null
      readonly years: readonly number[]
    }

/** Days, and what could not be said. */
export interface Calendars {
  readonly days: readonly CalendarDay[]
  readonly problems: readonly CalendarProblem[]
}

/** Columns of `calendar_days`. */
export const calendarDayColumns: readonly Column[] = columns(`
  calendar varchar holidays, seasons, a calendar of festivals, or the id of a calendar of your own
  occasion varchar id of the occasion, the same every year
  occurrence varchar year of the date; -2 follows for the second in a year
  date date the day, or the first of several
  kind varchar public, bank, optional, observance, school, festival, season or shop
  country varchar code of two letters; null: everywhere
  region varchar code of the region within the country; null: the whole country
  hemisphere varchar northern or southern; null: both
  faith varchar whose occasion it is: only for customers who asked for such; null: nobody's
  name varchar what the occasion is called
`)
