/** The dates of a customer that come round every year, without those that nobody was born on. */
import type { WorldCustomer } from '../world/customer.ts'

export interface YearlyDate {
  readonly occasion: string
  readonly date: string
  /** Undefined where the date says that nobody knows it. */
  readonly year: number | undefined
  /** 1, or its place among several dates of a kind. */
  readonly nth: number
  readonly isQuarantined: boolean
}

const placeholders = new Set(['0001-01-01', '1899-12-30', '1900-01-01', '1904-01-01', '1970-01-01'])
const noYears = new Set([1, 4, 1604, 1900, 1904])
const once = (occasion: string) => occasion === 'birth_date' || occasion === 'signed_up_on'

/** All dates of a customer by occasion. */
export const datesOf = ({
  birth_date,
  signed_up_on,
  lifeDates,
}: WorldCustomer): readonly { readonly occasion: string; readonly date: string }[] => [
  ...(birth_date ? [{ occasion: 'birth_date', date: birth_date }] : []),
  ...(signed_up_on ? [{ occasion: 'signed_up_on', date: signed_up_on }] : []),
  ...lifeDates.map(({ kind, date }) => ({ occasion: kind, date })),
]

/** Birth dates that more than twenty customers, and more than one in a hundred, share: `occasion date`. */
export function sharedDates(customers: Iterable<WorldCustomer>): ReadonlySet<string> {
  const sharing = new Map<string, number>()
  const all = new Map<string, number>()
  const count = (occasion: string, date: string) => {
    const key = `${occasion} ${date}`
    sharing.set(key, (sharing.get(key) ?? 0) + 1)
    all.set(occasion, (all.get(occasion) ?? 0) + 1)
  }
  for (const { birth_date, lifeDates } of customers) {
    if (birth_date) count('birth_date', birth_date)
    for (const { kind, date } of lifeDates) if (kind.endsWith('birthday')) count(kind, date)
  }
  return new Set(
    [...sharing]
      .filter(([key, count]) => count > 20 && count * 100 > (all.get(key.split(' ')[0]!) ?? 0))
      .map(([key]) => key),
  )
}

/** The dates of a customer for one occasion. */
export function yearlyDates(
  customer: WorldCustomer,
  occasion: string,
  asOf: string,
  shared: ReadonlySet<string>,
): readonly YearlyDate[] {
  const dates = datesOf(customer)
    .filter((one) => one.occasion === occasion)
    .map(({ date }) => date)
    .sort()
  let nth = 0
  return dates.map((date) => {
    const written = Number(date.slice(0, 4))
    const year = noYears.has(written) ? undefined : written
    const isTooOld = year !== undefined && yearsLater(date, 121) <= asOf
    const isQuarantined =
      placeholders.has(date) ||
      shared.has(`${occasion} ${date}`) ||
      isTooOld ||
      (once(occasion) && date > asOf)
    if (!isQuarantined) nth += 1
    return { occasion, date, year, nth: once(occasion) ? 1 : nth, isQuarantined }
  })
}

/** Whether a date is kept in a year: a birth or a sign-up only afterwards, and from an age on. */
export function isKeptIn(
  { occasion, year: from }: YearlyDate,
  year: number,
  minimumAge: number | undefined,
) {
  if (minimumAge !== undefined && (from === undefined || from + minimumAge > year)) return false
  return from === undefined || from + (once(occasion) ? 1 : 0) <= year
}

const yearsLater = (date: string, years: number) =>
  `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`
