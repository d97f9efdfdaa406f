/** What the night says first: one sentence with one thing to look at, and what a reader needs to judge it. */
import { fullDate, shortDate } from '../dates.ts'
import { against, change, count, percent, percentChange, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import type { DataOf, RowOf } from '../queries.ts'
import type { Context } from '../section.ts'
import { largestMove } from './largest-move.ts'

/** The queries of the head of the page. */
export const nightQueries = [
  'night_customers',
  'night_buyers',
  'night_revenue',
  'night_weeks',
  'night_value',
  'changes_summary',
  'segments',
  'segment_trend',
  'quality_checks',
] as const

export type NightData = DataOf<(typeof nightQueries)[number]>

/** A sentence with its one rust-coloured part. */
export interface Sentence {
  readonly before: string
  readonly strong?: string
  readonly after: string
}

/** The first of these that there is something to say about: a first night, a segment, revenue, a steady night. */
export function sentence(data: NightData, context: Context): Sentence {
  const [customers] = data.night_customers
  const [revenue] = data.night_revenue
  if (!customers || !revenue?.first_on) {
    return {
      before: 'No order yet',
      after: `: none that counts lies before ${fullDate(context.asOf)}.`,
    }
  }
  if (!customers.previous_on) return firstLook(data, customers)
  const opening = isOrdinary(data) ? 'A steady night, but ' : ''
  const mover = largestMove(data.segments)
  if (mover?.earlier_on) {
    return {
      before: opening,
      strong: `“${mover.name}” ${rose(mover) ? 'grew' : 'shrank'} from ${count(mover.earlier_customers ?? 0)} to ${count(mover.customers)}`,
      after: ` since ${shortDate(mover.earlier_on, context.asOf)}.`,
    }
  }
  const rate = revenue.rate_year ?? 0
  if (Math.abs(rate) >= 0.1 && revenue.net !== null) {
    return {
      before: opening,
      strong: `${opening ? 'revenue' : 'Revenue'} is ${against(rate, 'the same weeks of last year')}`,
      after: `: ${context.money.about(revenue.net)} in four weeks.`,
    }
  }
  return {
    before: isOrdinary(data) ? 'A steady night: ' : '',
    after: `${count(customers.buyers)} ${plural(customers.buyers, 'customer')} bought in the last 365 days, ${
      customers.change_since_previous ? change(customers.change_since_previous) : 'no change'
    } since last night.`,
  }
}

/** What else a reader needs: what moved, what the season did, whether the data is sound. */
export function lede(data: NightData, { money, asOf }: Context): readonly Piece[] {
  const [summary] = data.changes_summary
  const [revenue] = data.night_revenue
  const [check] = data.quality_checks
  const previous = summary?.previous_on
  return [
    ...(previous && summary.people > 0
      ? [
          `${count(summary.people)} ${plural(summary.people, 'customer')} entered or left a segment since ${shortDate(previous, asOf)}.`,
        ]
      : []),
    ...(previous && summary.people === 0
      ? [`Nobody entered or left a segment since ${shortDate(previous, asOf)}.`]
      : []),
    ...(previous || !revenue?.first_on
      ? []
      : [
          'This is the first night: from the next one on, the page says who came, who left and what moved.',
        ]),
    ...(revenue?.net && revenue.rate_before !== null
      ? [
          `The last four weeks brought ${money.about(revenue.net)}, ${percentChange(revenue.rate_before)} on the four before${
            revenue.rate_year_before === null
              ? ''
              : `; a year ago the same step was ${percentChange(revenue.rate_year_before)}`
          }.`,
        ]
      : []),
    ...(check && check.failed === 0
      ? [`All ${count(check.checks)} checks of the data passed.`]
      : []),
    ...(check && check.failed > 0
      ? [
          html`${count(check.failed)} of ${count(check.checks)} checks of the data did not pass: see <a href="#quality">data quality</a>.`,
        ]
      : []),
  ]
}

const rose = ({ change_since_earlier }: RowOf<'segments'>) => (change_since_earlier ?? 0) > 0

function firstLook(
  { segments }: NightData,
  { customers, buyers }: RowOf<'night_customers'>,
): Sentence {
  const [top] = [...segments]
    .filter(({ customer_share }) => (customer_share ?? 1) <= 0.5)
    .sort((a, b) => lead(b) - lead(a))
  if (top && lead(top) >= 0.1) {
    return {
      before: 'A first look: ',
      strong: `“${top.name}” are ${percent(top.customer_share ?? 0)} of customers and bring ${percent(top.revenue_share ?? 0)} of revenue`,
      after: '.',
    }
  }
  return {
    before: `A first look at ${count(customers)} ${plural(customers, 'customer')}`,
    after: `: ${count(buyers)} bought in the last 365 days.`,
  }
}

const lead = ({ customer_share, revenue_share }: RowOf<'segments'>) =>
  (revenue_share ?? 0) - (customer_share ?? 0)

const isOrdinary = ({ changes_summary: [summary] }: NightData) =>
  summary !== undefined &&
  summary.usual_nights >= 7 &&
  summary.moves <= (summary.usual_high ?? 0) &&
  summary.moves >= (summary.usual_low ?? 0)
