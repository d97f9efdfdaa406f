import { nextDay } from '../time.ts'

/**
 * Easter Sunday of the Western churches, by Meeus, Jones and Butcher; for years of the Gregorian calendar, from 1583.
 * https://en.wikipedia.org/wiki/Date_of_Easter#Anonymous_Gregorian_algorithm
 * @example westernEaster(2027) // '2027-03-28'
 */
export function westernEaster(year: number): string {
  const golden = year % 19
  const century = Math.floor(year / 100)
  const rest = year % 100
  const moon = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3)
  const epact = (19 * golden + century - Math.floor(century / 4) - moon + 15) % 30
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451)
  return nextDay(`${year}-03-22`, epact + weekday - 7 * late)
}

/**
 * Easter Sunday of the Eastern churches, by Meeus's Julian algorithm, as a date of the Gregorian calendar.
 * https://en.wikipedia.org/wiki/Date_of_Easter#Meeus's_Julian_algorithm
 * @example orthodoxEaster(2027) // '2027-05-02'
 */
export function orthodoxEaster(year: number): string {
  const moon = (19 * (year % 19) + 15) % 30
  const weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
  const lag = Math.floor(year / 100) - Math.floor(year / 400) - 2
  return nextDay(`${year}-03-22`, moon + weekday + lag)
}
