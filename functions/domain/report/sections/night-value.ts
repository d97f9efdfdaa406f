/** The first big number where values are known: what all customers are expected to bring. */
import { shortDate } from '../dates.ts'
import { capital, count, percent } from '../format.ts'
import type { Html, Piece } from '../html.ts'
import type { DataOf } from '../queries.ts'
import type { Context } from '../section.ts'
import { figure, since } from './night-figures.ts'

type Data = DataOf<'night_value'>

/** Expected revenue over the horizon, and how it went; undefined where nothing is expected yet. */
export function valueFigure(
  { night_value: nights }: Data,
  { money, asOf, expected }: Context,
): Promise<Html> | undefined {
  const tonight = nights.at(-1)
  if (!tonight || tonight.as_of !== asOf || tonight.worth <= 0) return undefined
  const { first_on, previous_on } = tonight
  return figure({
    id: 'value-now',
    label: `${capital(expected)}, next ${count(tonight.horizon_days)} days`,
    number: money.about(tonight.worth),
    deltas: [
      ...(previous_on
        ? since(
            tonight.change_since_previous,
            `since ${shortDate(previous_on, asOf)}`,
            money.change,
          )
        : ['the first night with it']),
      ...(first_on
        ? since(tonight.change_since_first, `since ${shortDate(first_on, asOf)}`, money.change)
        : []),
    ],
    points: nights.map(({ as_of, worth }) => ({ on: as_of, value: worth })),
    missing: 'The line starts with the third night.',
    say: ({ on, value }) => `${money.about(value)} on ${shortDate(on, asOf)}`,
  })
}

/** How to read that number. */
export function valueNote({ night_value: nights }: Data, { expected }: Context): Piece {
  const tonight = nights.at(-1)
  if (!tonight || tonight.worth <= 0) return false
  const error = tonight.total_error
  return [
    `${capital(expected)} counts the customers you already have; people who find you later come on top.`,
    tonight.rung === 'cohort' && ' It goes by means of cohorts: no model fits this history yet.',
    tonight.rung === 'model' &&
      error !== null &&
      Math.abs(error) >= 0.1 &&
      ` In the back-test the model counted ${percent(Math.abs(error))} too ${error < 0 ? 'few orders: read it as a floor' : 'many orders: read it as a ceiling'}.`,
  ]
}
