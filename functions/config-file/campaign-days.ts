import type { Campaign } from '../config/campaigns.ts'
import type { Config } from '../config.ts'
import { seasons } from '../domain/features/columns.ts'
import { mappedColumns } from '../domain/features/light.ts'
import { nearest } from '../domain/math/nearest.ts'
import { type Day, placeFrom } from '../domain/occasions/days-of-campaign.ts'
import {
  type FestivalCalendar,
  festivalCalendars,
  festivalLists,
} from '../domain/occasions/festival-lists.ts'
import { placeOf } from '../domain/occasions/places.ts'
import { brief } from '../domain/words/shown.ts'
import { type Path, type Problem, wrongKey, wrongValue } from './problem.ts'

/** Calendars that need no file. */
export const ourCalendars: readonly string[] = ['holidays', 'seasons', ...festivalCalendars]

/** What is wrong with a campaign’s day, as far as it can be said without a clock and without the shop’s own calendars. */
export function dayProblems(
  { day }: Campaign,
  config: Partial<Config>,
  path: Path,
): readonly Problem[] {
  if (!day) return []
  const ids = idsOf(day)
  const days = listedDays(day.calendar)
  const twice = ids.findIndex((id, index) => ids.indexOf(id) < index)
  return [
    ...(config.calendars?.length === 0 ? calendarProblems(day, [], path) : []),
    ...placeProblems(day, path),
    ...(twice < 0 ? [] : [wrongValue([...path, 'is', twice], `${ids[twice]} is listed twice`)]),
    ...(days ? unknownDays(day, days, path) : []),
    ...(isFestival(day.calendar) && festivalLists[day.calendar].faith
      ? faithProblems(festivalLists[day.calendar].faith!, config, path)
      : []),
  ]
}

/** The days that a campaign writes about. */
export const idsOf = ({ is }: Day): readonly string[] => (typeof is === 'string' ? [is] : is)

/** A calendar that is neither ours nor the shop’s. */
export function calendarProblems(
  { calendar }: Day,
  own: readonly string[],
  path: Path,
): readonly Problem[] {
  const known = [...ourCalendars, ...own]
  if (known.includes(calendar)) return []
  const near = nearest(calendar, known)
  return [
    wrongValue(
      [...path, 'calendar'],
      `no calendar is called ${brief(calendar)}`,
      ...(near ? [`nearest: ${near}`] : []),
      `allowed: ${known.join(', ')}`,
      ...(own.length > 0 ? [] : ['or one of your own: calendars: [calendars/shop.yaml]']),
    ),
  ]
}

/** Days that a calendar does not have. */
export function unknownDays(day: Day, known: readonly string[], path: Path): readonly Problem[] {
  return idsOf(day).flatMap((id, index) => {
    if (known.includes(id)) return []
    const near = nearest(id, known)
    const at = typeof day.is === 'string' ? [...path, 'is'] : [...path, 'is', index]
    const whose = day.calendar === 'holidays' ? (day.places ?? []).join(', ') : day.calendar
    return [
      wrongValue(
        at,
        `${whose} ${whose.includes(',') ? 'have' : 'has'} no day ${brief(id)}`,
        ...(near ? [`nearest: ${near}`] : []),
        `allowed: ${known.join(', ')}`,
      ),
    ]
  })
}

/** Days of a faith, whose yes nobody can have given. */
export function faithProblems(
  faith: string,
  config: Partial<Config>,
  path: Path,
): readonly Problem[] {
  if (!config.sources || mappedColumns(config).has('consents')) return []
  return [
    wrongValue(
      [...path, 'is'],
      `unreachable audience: days of a faith go to those who asked for them (purpose religious-${faith}), and no source has consents`,
    ),
  ]
}

function placeProblems({ calendar, places }: Day, path: Path): readonly Problem[] {
  if (calendar !== 'holidays') {
    const message = `places are for holidays: ${brief(calendar)} goes by where customers live by itself`
    return places ? [wrongKey([...path, 'places'], message)] : []
  }
  if (!places) {
    const message = 'places is missing: holidays are those of countries or regions'
    return [wrongValue(path, message, 'for example: places: [GB, US]')]
  }
  return places.flatMap((code, index) => {
    const at = [...path, 'places', index]
    if (places.indexOf(code) < index) return [wrongValue(at, `${code} is listed twice`)]
    const place = placeOf(placeFrom(code))
    if (!('reason' in place)) return []
    const near = 'nearest' in place ? place.nearest : undefined
    return [wrongValue(at, place.message, ...(near ? [`nearest: ${near}`] : []))]
  })
}

/** The days of a calendar that has the same ones every year, wherever and whenever. */
function listedDays(calendar: string): readonly string[] | undefined {
  if (calendar === 'seasons') return seasons
  return isFestival(calendar) ? festivalLists[calendar].festivals.map(({ id }) => id) : undefined
}

const isFestival = (calendar: string): calendar is FestivalCalendar =>
  (festivalCalendars as readonly string[]).includes(calendar)
