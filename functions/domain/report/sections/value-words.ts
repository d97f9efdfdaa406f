/** How value is spoken of, whatever it comes from. */
import type { RowOf } from '../queries.ts'
import type { Context } from '../section.ts'

export type Group = RowOf<'value_groups'>

/** What tiers hold shares of. */
export const worthWord = ({ rung }: Pick<Group, 'rung'>, { expected }: Context): string =>
  rung === 'history' ? 'what was spent so far' : `the ${expected}`

/** What the figures are where no model stands behind them. */
export function basisOf({ rung }: Pick<Group, 'rung'>, { expected }: Context): string | false {
  if (rung === 'model') return false
  return rung === 'cohort'
    ? `The ${expected} and the chance of an order are means of cohorts here: they tell the newcomers of one quarter from those of another, not one customer from the next.`
    : 'Tiers go by what customers have spent so far; what they are going to order, and who leaves, is not known yet.'
}

/** The names of tiers as a page writes them. */
export const tierNames: Readonly<Record<string, string>> = {
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  new: 'New',
  gone: 'Gone',
  all: 'All',
}
