import Holidays from 'date-holidays'

/**
 * Days of a year by the day and month of Umm al-Qura, the civil calendar of Saudi Arabia, e.g. `1 Shawwal`; two in some
 * years, none in others. From the library’s table: that of `Intl` is a day off
 * for two dates in five from 2030 on.
 */
export function ummAlQuraDays(day: string, year: number): readonly string[] {
  const holidays = new Holidays()
  holidays.setHoliday(day, { name: day, type: 'observance' })
  return holidays.getHolidays(year).map(({ date }) => date.slice(0, 10))
}
