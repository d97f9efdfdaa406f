/** Dates of customers’ lives that nothing is sent for, since nobody can have been born on them. */
import { count, plural } from '../format.ts'
import type { Piece } from '../html.ts'
import { note } from '../page.ts'
import type { RowOf } from '../queries.ts'

type Dates = RowOf<'campaign_dates'>

/** One sentence a kind of date; nothing when all can be believed. */
export const quarantined = (rows: readonly Dates[]): Piece =>
  note(
    ...[...Map.groupBy(rows, ({ occasion }) => occasion)].map(
      ([occasion, own]) => `${capitalised(occasion)} set aside: ${own.map(inWords).join('; ')}.`,
    ),
    rows.length > 0 && 'Nothing is sent for them; correct the dates in the source.',
  )

const inWords = ({ reason, dates, customers }: Dates): string => {
  const people = `${count(customers)} ${plural(customers, 'customer')}`
  switch (reason) {
    case 'placeholder':
      return `${people} with ${count(dates)} ${plural(dates, 'date')} that stand for not known`
    case 'shared':
      return `${people} on ${count(dates)} ${plural(dates, 'date')} that too many share`
    case 'too-old':
      return `${people} with a date too long ago`
    case 'not-yet':
      return `${people} with a date still to come`
    default:
      return `${people}: ${reason}`
  }
}

const capitalised = (occasion: string) => {
  if (occasion === 'birth_date') return 'Birthdays'
  if (occasion === 'signed_up_on') return 'Sign-up dates'
  const words = occasion.replaceAll(/[_-]/g, ' ')
  return `Dates of ${words}`
}
