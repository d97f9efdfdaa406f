import type { Config } from '../config.ts'
import type { CalendarDay } from '../domain/occasions/calendar-day.ts'
import { type Day, daysOfCampaign, placeFrom } from '../domain/occasions/days-of-campaign.ts'
import type { OwnCalendar } from '../domain/occasions/own-calendar.ts'
import { daysBetween, nextDay } from '../domain/time.ts'
import {
  calendarProblems,
  faithProblems,
  idsOf,
  ourCalendars,
  unknownDays,
} from './campaign-days.ts'
import { type Path, type Problem, wrongValue } from './problem.ts'

/** The longest year of any calendar, and a few days. */
const longestYear = 390

/**
 * What can be said of campaigns’ days once there are a date and the shop’s own calendars; undefined: those that could be
 * read are not all.
 */
export function attachedDays(
  config: Config,
  own: readonly OwnCalendar[] | undefined,
  today: string,
): Told {
  const made = new Map<string, readonly CalendarDay[]>()
  const told = config.campaigns.flatMap(({ day, lead }, index) => {
    if (!day || !(own || ourCalendars.includes(day.calendar))) return []
    const key = JSON.stringify([day.calendar, day.places])
    const days = made.get(key) ?? daysOfCampaign(day, own ?? [], today)
    made.set(key, days)
    const from = nextDay(today, lead)
    return [toldOf(day, { config, own: own ?? [], days, from, path: ['campaigns', index, 'day'] })]
  })
  return {
    problems: told.flatMap(({ problems }) => problems),
    warnings: told.flatMap(({ warnings }) => warnings),
  }
}

interface Told {
  readonly problems: readonly Problem[]
  readonly warnings: readonly Problem[]
}

interface Known {
  readonly config: Config
  readonly own: readonly OwnCalendar[]
  /** All days of the campaign’s calendar. */
  readonly days: readonly CalendarDay[]
  /** The first date that the campaign can write about. */
  readonly from: string
  readonly path: Path
}

function toldOf(day: Day, { config, own, days, from, path }: Known): Told {
  const ids = own.map(({ id }) => id)
  const unknown = calendarProblems(day, ids, path)
  if (unknown.length > 0) return { problems: unknown, warnings: [] }
  const listed =
    own.find(({ id }) => id === day.calendar)?.days.map(({ id }) => id) ??
    [...new Set(days.map(({ occasion }) => occasion))].sort()
  const wanted = days.filter(({ occasion }) => idsOf(day).includes(occasion))
  const faiths = [...new Set(wanted.flatMap(({ faith }) => faith ?? []))]
  const problems = [
    ...unknownDays(day, listed, path),
    ...faiths.flatMap((faith) => faithProblems(faith, config, path)),
  ]
  return {
    problems,
    warnings:
      problems.length > 0
        ? []
        : [...unkept(day, wanted, path), ...undated(day, wanted, from, path)],
  }
}

/** Days that one place keeps and another doesn’t. */
function unkept(day: Day, wanted: readonly CalendarDay[], path: Path): readonly Problem[] {
  return (day.places ?? []).flatMap((code, index) => {
    const { country, region = null } = placeFrom(code)
    const isKept = wanted.some((one) => one.country === country && one.region === region)
    const message = `${code} does not keep ${idsOf(day).join(' or ')}: nobody there hears of it`
    return isKept ? [] : [wrongValue([...path, 'places', index], message)]
  })
}

/** Days that are not known for the year to come. */
function undated(
  day: Day,
  wanted: readonly CalendarDay[],
  from: string,
  path: Path,
): readonly Problem[] {
  return idsOf(day).flatMap((id) => {
    const dates = wanted.flatMap(({ occasion, date }) => (occasion === id ? [date] : []))
    if (dates.some((date) => date >= from && daysBetween(from, date) <= longestYear)) return []
    return [wrongValue([...path, 'is'], `no date of ${id} is known within a year of ${from}`)]
  })
}
