/** A calendar of the shop's own as a definition: one YAML file. */
import { z } from 'zod'
import { faiths } from './calendar-day.ts'
import { festivalCalendars } from './festival-lists.ts'
import { isCountryCode } from './places.ts'

export type OwnCalendar = z.output<typeof ownCalendarSpec>

/** Names that calendars of ours have. */
const taken: readonly string[] = ['holidays', 'seasons', ...festivalCalendars]

const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,40}$/, 'a lower case letter, then letters, digits, -')
const text = z.string().trim().min(1).max(80)

const date = z
  .string()
  .refine(isDate, { error: 'a date of the calendar, YYYY-MM-DD, such as 2027-11-26' })

const monthDay = z.string().refine((given) => given !== '02-29' && isDate(`2027-${given}`), {
  error: 'a day that every year has, MM-DD, such as 05-12',
})

const country = z.string().refine(isCountryCode, {
  error: 'a country’s code, two capital letters, such as FR',
})

const day = z
  .strictObject({
    id,
    name: text,
    /** Every date there is: where one is missing for a year, that year is not known. */
    dates: z.array(date).min(1).max(1000).optional(),
    /** The same day every year. */
    every: monthDay.optional(),
    /** Only for customers there; without it, for all. */
    countries: z.array(country).min(1).optional(),
    hemisphere: z.enum(['northern', 'southern']).optional(),
    /** Only for customers who asked for occasions of this faith. */
    faith: z.enum(faiths).optional(),
  })
  .refine(({ dates, every }) => (dates === undefined) !== (every === undefined), {
    error: 'exactly one of dates or every',
  })

export const ownCalendarSpec = z.strictObject({
  id: id.refine((given) => !taken.includes(given), {
    error: `a name of your own: ${taken.join(', ')} are taken`,
  }),
  name: text,
  days: z
    .array(day)
    .min(1)
    .superRefine((days, context) => {
      for (const [index, { id, dates = [], countries = [] }] of days.entries()) {
        const first = days.findIndex((one) => one.id === id)
        if (first < index)
          context.addIssue(twice([index, 'id'], `an id of its own: days[${first}] has it too`))
        for (const [key, list] of [
          ['dates', dates],
          ['countries', countries],
        ] as const)
          for (const [at, one] of list.entries())
            if (list.indexOf(one) < at)
              context.addIssue(twice([index, key, at], 'each only once in a list'))
      }
    }),
})

const twice = (path: (string | number)[], message: string) => ({
  ...{ code: 'custom' as const, path, message },
})

/** A date that exists: the 30th of February does not. */
function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const at = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text)
}
