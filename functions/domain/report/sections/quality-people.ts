import { count, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { paragraph } from '../page.ts'
import type { RowOf } from '../queries.ts'

/** How many profiles became how many people, what was not joined, and whom no model looks at. */
export function people([summary]: readonly RowOf<'people_summary'>[]): Piece {
  if (!summary || summary.profiles === 0) return false
  const { profiles, id_spaces, customers, joined, different_people, not_profiled } = summary
  const systems = id_spaces > 1 && ` from ${count(id_spaces)} systems`
  return html`<h3>People</h3>${paragraph(
    [
      `${count(profiles)} ${plural(profiles, 'profile')}`,
      systems,
      ` ${plural(profiles, 'is', 'are')} ${count(customers)} ${plural(customers, 'customer')}`,
      joined > 0 && `; ${count(joined)} joined by ${keysOf(summary)}`,
      '.',
    ],
    tooMany(summary),
    different_people > 0 &&
      `${count(different_people)} ${plural(different_people, 'address or number is', 'addresses or numbers are')} shared by people who differ in first name or birth date: they stay apart.`,
    not_profiled > 0 &&
      `${count(not_profiled)} ${plural(not_profiled, 'customer does', 'customers do')} not agree to profiling: no model and no segment looks at them.`,
  )}`
}

const keysOf = ({ by_email, by_phone }: RowOf<'people_summary'>): string =>
  [by_email > 0 && 'address', by_phone > 0 && 'phone'].filter(Boolean).join(' and ') || 'their ids'

const tooMany = ({ too_many, too_many_profiles }: RowOf<'people_summary'>): Piece =>
  too_many > 0 &&
  `${count(too_many)} ${plural(too_many, 'group')} of more than 20 profiles, ${count(too_many_profiles)} together, ${plural(too_many, 'was', 'were')} not joined.`
