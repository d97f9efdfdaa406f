/** The festivals that are known, a line each, by the calendar that reckons them. */
import type { Faith } from './calendar-day.ts'
import { type DatedFestival, diwali, lunarNewYear, midAutumn } from './dated-festivals.ts'
import { orthodoxEaster, westernEaster } from './easter.ts'

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
export type Reckoning =
  | { readonly easter: (year: number) => string; readonly days: number }
  | { readonly every: string }
  | { readonly hebrew: readonly string[] }
  | { readonly islamic: string }
  | { readonly dated: DatedFestival }

export interface Festival {
  readonly id: string
  readonly name: string
  readonly reckoning: Reckoning
}

const western = (days: number): Reckoning => ({ easter: westernEaster, days })
const eastern = (days: number): Reckoning => ({ easter: orthodoxEaster, days })
const inHebrew = (...days: string[]): Reckoning => ({ hebrew: days })
const inIslamic = (day: string): Reckoning => ({ islamic: day })

export interface FestivalList {
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
export const festivalLists: Readonly<Record<FestivalCalendar, FestivalList>> = {
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
      festival('purim', 'Purim', inHebrew('14 Adar', '14 Adar II')),
      festival('passover', 'Passover begins', inHebrew('15 Nisan')),
      festival('shavuot', 'Shavuot', inHebrew('6 Sivan')),
      festival('rosh-hashanah', 'Rosh Hashanah', inHebrew('1 Tishri')),
      festival('yom-kippur', 'Yom Kippur', inHebrew('10 Tishri')),
      festival('sukkot', 'Sukkot begins', inHebrew('15 Tishri')),
      festival('hanukkah', 'Hanukkah begins', inHebrew('25 Kislev')),
    ],
  },
  islamic: {
    ...{ name: 'the Umm al-Qura calendar', faith: 'muslim', from: 2002, to: 2050 },
    festivals: [
      festival('islamic-new-year', 'Islamic New Year', inIslamic('1 Muharram')),
      festival('ramadan', 'Ramadan begins', inIslamic('1 Ramadan')),
      festival('eid-al-fitr', 'Eid al-Fitr', inIslamic('1 Shawwal')),
      festival('eid-al-adha', 'Eid al-Adha', inIslamic('10 Dhu al-Hijjah')),
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
