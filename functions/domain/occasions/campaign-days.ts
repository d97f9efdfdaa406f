/** Which days of calendars the campaigns of a night are about, and who keeps them. */
import { nextDay } from '../time.ts'
import type { CalendarDay, CalendarProblem, Faith, Hemisphere } from './calendar-day.ts'
import { calendarDays, type WantedCalendars } from './calendar-days.ts'
import { type CampaignPlace, placesOf } from './campaign-places.ts'
import type { TonightCampaign } from './campaigns.ts'
import { festivalCalendars } from './festival-lists.ts'
import type { OwnCalendar } from './own-calendar.ts'
import type { Place } from './places.ts'

/** A row of `campaign_days`. */
export interface CampaignDay {
  readonly campaign_id: string
  readonly occasion: string
  readonly occurrence: string
  readonly occasion_on: string
  readonly place: string | null
  readonly hemisphere: Hemisphere | null
  readonly faith: Faith | null
  readonly send_time: string
  readonly local_date: string
  readonly expires_on: string
  readonly window_days: number
  readonly is_new: boolean
  readonly is_rescheduled: boolean
  readonly last_send_time: string | null
  readonly last_local_date: string | null
}

export interface CampaignDays {
  /** Everything that is kept, for `calendar_days`. */
  readonly calendar: readonly CalendarDay[]
  readonly days: readonly CampaignDay[]
  readonly places: readonly CampaignPlace[]
  /** What could not be said of what campaigns name, now or soon. */
  readonly problems: readonly CalendarProblem[]
}

/** Days whose time to write lies from `from` up to and with `to`, on local dates, with the places of their campaigns. */
export function campaignDays(
  campaigns: readonly TonightCampaign[],
  own: readonly OwnCalendar[],
  asOf: string,
  { from, to }: { readonly from: string; readonly to: string },
): CampaignDays {
  const about = campaigns.flatMap(({ row, day, last }) => (day ? [{ row, day, last }] : []))
  const wanted = wantedBy(about, own)
  const calendar = calendarDays(
    wanted,
    [-1, 0, 1].map((years) => yearOf(asOf) + years),
  ).days
  const days = about.flatMap(({ row, day, last }) =>
    calendar
      .filter((one) => one.calendar === day.calendar && names(day).includes(one.occasion))
      .flatMap((one) => keepers(one, day.places).map((place) => ({ ...one, place })))
      .flatMap(
        ({ occasion, occurrence, date, place, hemisphere, faith }): readonly CampaignDay[] => {
          const local_date = nextDay(date, -row.lead_days)
          if (local_date < from || local_date > to) return []
          const { campaign_id, send_time, window_days, is_new, is_rescheduled } = row
          return [
            {
              ...{ campaign_id, occasion, occurrence, occasion_on: date, place, hemisphere, faith },
              ...{
                send_time,
                local_date,
                expires_on: nextDay(local_date, window_days),
                window_days,
              },
              ...{ is_new, is_rescheduled, last_send_time: last?.send_time ?? null },
              last_local_date: last ? nextDay(date, -last.lead_days) : null,
            },
          ]
        },
      ),
  )
  return {
    ...{ calendar, days, problems: problemsOf(about, wanted, asOf) },
    places: about.flatMap(({ row }) => {
      const kept = days.filter(({ campaign_id }) => campaign_id === row.campaign_id)
      const list = about.find((one) => one.row === row)?.day.places ?? []
      const all = [...list, ...kept.flatMap(({ place }) => place ?? [])]
      return kept.some(({ place }) => place !== null) ? placesOf(row.campaign_id, all) : []
    }),
  }
}

type About = Pick<TonightCampaign, 'row'> & { readonly day: Day }
type Day = NonNullable<TonightCampaign['day']>

const names = ({ is }: Day): readonly string[] => (typeof is === 'string' ? [is] : is)

const yearOf = (date: string) => Number(date.slice(0, 4))

function wantedBy(about: readonly About[], own: readonly OwnCalendar[]): WantedCalendars {
  const isNamed = (calendar: string) => about.some(({ day }) => day.calendar === calendar)
  return {
    own,
    festivals: festivalCalendars.filter(isNamed),
    seasons: isNamed('seasons') ? ['northern', 'southern'] : [],
    places: about
      .filter(({ day }) => day.calendar === 'holidays')
      .flatMap(({ day }) => (day.places ?? []).map(placeIn)),
  }
}

const placeIn = (code: string): Place =>
  code.length > 2 ? { country: code.slice(0, 2), region: code.slice(3) } : { country: code }

/** Which of a campaign’s places keep a day; null: it is kept everywhere, and the campaign lists none. */
function keepers(
  { calendar, country, region }: CalendarDay,
  list: readonly string[] | undefined,
): readonly (string | null)[] {
  const where = country && [country, region].filter(Boolean).join('-')
  if (calendar === 'holidays') return list?.filter((place) => place === where) ?? []
  if (list === undefined) return [where]
  return where === null ? list : list.filter((place) => place.slice(0, 2) === where)
}

/** Of what campaigns name, what is not known this year, or the next once it is near. */
function problemsOf(
  about: readonly About[],
  wanted: WantedCalendars,
  asOf: string,
): readonly CalendarProblem[] {
  const years = [yearOf(asOf), yearOf(nextDay(asOf, soon))]
  return calendarDays(wanted, years).problems.filter(
    (problem) =>
      problem.reason !== 'not-known' ||
      about.some(
        ({ day }) =>
          day.calendar === problem.calendar &&
          (problem.occasion === null || names(day).includes(problem.occasion)),
      ),
  )
}

/** Days ahead for which a calendar should be known: the longest lead, and a month to mend it. */
const soon = 90
