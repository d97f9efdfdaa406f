/** Religious and cultural days that are the same the world over, each by its own calendar. */
import { nextDay } from '../time.ts'
import type { CalendarProblem, Faith } from './calendar-day.ts'
import { type DatedFestival, diwali, lunarNewYear, midAutumn } from './dated-festivals.ts'
import { orthodoxEaster, westernEaster } from './easter.ts'
import { hebrewDays } from './hebrew.ts'
import type { UnnumberedDay } from './numbered.ts'
import { ummAlQuraDays } from './umm-al-qura.ts'

export const festivalCalendars = [
  'christian',
  'orthodox',
  'hebrew',
  'islamic',
  'hindu',
  'chinese',
] as const
export type FestivalCalendar = (typeof festivalCalendars)[number]

/** Days that are kept from an evening on are dated by the day after it. */
type Reckoning =
  | { readonly easter: (year: number) => string; readonly days: number }
  | { readonly every: string }
  | { readonly hebrew: readonly string[] }
  | { readonly islamic: string }
  | { readonly dated: DatedFestival }

interface Festival {
  readonly id: string
  readonly name: string
  readonly reckoning: Reckoning
}

/** Festivals of one calendar for some years: their days, and the years in which nobody knows them. */
export function festivalDays(
  calendar: FestivalCalendar,
  years: readonly number[],
): { days: readonly UnnumberedDay[]; problems: readonly CalendarProblem[] } {
  const { faith, name: calendarName, from, to, festivals } = calendars[calendar]
  const known = years.filter((year) => year >= from && year <= to)
  const answers = festivals.map((festival) => {
    const dates = known.flatMap((year) => datesIn(festival.reckoning, year))
    const dark = years.filter(
      (year) => !known.includes(year) || isDark(festival.reckoning, year, dates),
    )
    return { festival, dates, dark }
  })
  return {
    days: answers.flatMap(({ festival: { id, name }, dates }) =>
      dates.map((date) => ({
        ...{ calendar, occasion: id, date, kind: 'festival' as const },
        ...{ country: null, region: null, hemisphere: null, faith, name },
      })),
    ),
    problems: answers
      .filter(({ dark }) => dark.length > 0)
      .map(({ festival, dark }) => ({
        ...{ reason: 'not-known', calendar, occasion: festival.id, years: dark },
        message: `${festival.name} is not known for ${dark.join(', ')}: ${bounds(festival.reckoning, calendarName, from, to)}`,
      })),
  }
}

/** Only what is dated can lack a year: a lunar year is shorter than ours and may pass one by. */
const isDark = (reckoning: Reckoning, year: number, dates: readonly string[]) =>
  'dated' in reckoning && !dates.some((date) => date.startsWith(`${year}-`))

function bounds(reckoning: Reckoning, calendarName: string, from: number, to: number): string {
  if (!('dated' in reckoning)) return `${calendarName} is reckoned from ${from} to ${to}`
  const { authority, dates } = reckoning.dated
  return `dates by ${authority} go from ${dates[0]?.slice(0, 4)} to ${dates.at(-1)?.slice(0, 4)}`
}

function datesIn(reckoning: Reckoning, year: number): readonly string[] {
  if ('easter' in reckoning) return [nextDay(reckoning.easter(year), reckoning.days)]
  if ('every' in reckoning) return [`${year}-${reckoning.every}`]
  if ('dated' in reckoning)
    return reckoning.dated.dates.filter((date) => date.startsWith(`${year}-`))
  if ('islamic' in reckoning) return ummAlQuraDays(reckoning.islamic, year)
  const days = hebrewDays(year)
  return reckoning.hebrew.flatMap((day) => days.get(day) ?? [])
}

const western = (days: number): Reckoning => ({ easter: westernEaster, days })
const eastern = (days: number): Reckoning => ({ easter: orthodoxEaster, days })
const hebrew = (...days: string[]): Reckoning => ({ hebrew: days })
const islamic = (day: string): Reckoning => ({ islamic: day })

interface FestivalList {
  readonly name: string
  readonly faith: Faith | null
  readonly from: number
  readonly to: number
  readonly festivals: readonly Festival[]
}

const festival = (id: string, name: string, reckoning: Reckoning): Festival => ({
  ...{ id, name, reckoning },
})

const always = { from: 1900, to: 2199 }

/**
 * Umm al-Qura has had its present rule since 2002, and up to 2050 its published tables agree; what is observed outside
 * Saudi Arabia may differ by a day. Christmas of the Eastern churches is not here: some keep 25 December, some 7 January;
 * the public holidays of their countries have it.
 */
const calendars: Readonly<Record<FestivalCalendar, FestivalList>> = {
  christian: {
    ...{ name: 'the Gregorian calendar', faith: 'christian', ...always },
    festivals: [
      festival('good-friday', 'Good Friday', western(-2)),
      festival('easter', 'Easter Sunday', western(0)),
      festival('pentecost', 'Pentecost', western(49)),
      festival('christmas', 'Christmas', { every: '12-25' }),
    ],
  },
  orthodox: {
    ...{ name: 'the Julian calendar', faith: 'orthodox', ...always },
    festivals: [
      festival('orthodox-good-friday', 'Orthodox Good Friday', eastern(-2)),
      festival('orthodox-easter', 'Orthodox Easter Sunday', eastern(0)),
      festival('orthodox-pentecost', 'Orthodox Pentecost', eastern(49)),
    ],
  },
  hebrew: {
    ...{ name: 'the Hebrew calendar', faith: 'jewish', ...always },
    festivals: [
      festival('purim', 'Purim', hebrew('14 Adar', '14 Adar II')),
      festival('passover', 'Passover begins', hebrew('15 Nisan')),
      festival('shavuot', 'Shavuot', hebrew('6 Sivan')),
      festival('rosh-hashanah', 'Rosh Hashanah', hebrew('1 Tishri')),
      festival('yom-kippur', 'Yom Kippur', hebrew('10 Tishri')),
      festival('sukkot', 'Sukkot begins', hebrew('15 Tishri')),
      festival('hanukkah', 'Hanukkah begins', hebrew('25 Kislev')),
    ],
  },
  islamic: {
    ...{ name: 'the Umm al-Qura calendar', faith: 'muslim', from: 2002, to: 2050 },
    festivals: [
      festival('islamic-new-year', 'Islamic New Year', islamic('1 Muharram')),
      festival('ramadan', 'Ramadan begins', islamic('1 Ramadan')),
      festival('eid-al-fitr', 'Eid al-Fitr', islamic('1 Shawwal')),
      festival('eid-al-adha', 'Eid al-Adha', islamic('10 Dhu al-Hijjah')),
    ],
  },
  hindu: {
    ...{ name: 'the Hindu calendar', faith: 'hindu', ...always },
    festivals: [festival('diwali', 'Diwali', { dated: diwali })],
  },
  chinese: {
    ...{ name: 'the Chinese calendar', faith: null, ...always },
    festivals: [
      festival('lunar-new-year', 'Lunar New Year', { dated: lunarNewYear }),
      festival('mid-autumn', 'Mid-Autumn Festival', { dated: midAutumn }),
    ],
  },
}
