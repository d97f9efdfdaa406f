import { shortDate } from '../dates.ts'
import { count, percent } from '../format.ts'
import { type Html, html, type Piece } from '../html.ts'
import { shareBars } from '../pictures/share-bars.ts'
import { spark } from '../pictures/spark.ts'
import type { RowOf } from '../queries.ts'
import type { Context } from '../section.ts'
import { figureOf, flagWords } from './segments-flag.ts'

/** What a row takes from its table. */
export interface RowGiven {
  readonly trends: readonly RowOf<'segment_trend'>[]
  /** The longest bar of all rows. */
  readonly longest: number
  /** The day that the column's heading names; rows with another one say so. */
  readonly since: string | undefined
  /** The one that the page wants to be looked at. */
  readonly mover: RowOf<'segments'> | undefined
  readonly context: Context
}

/** A segment in full: name, strategy and rule above its figures. */
export async function segmentRow(row: RowOf<'segments'>, given: RowGiven): Promise<Html> {
  const { money } = given.context
  const flag = flagWords(row)
  return html`<tbody><tr class="r1"><th scope="rowgroup" colspan="5"><span class="sn">${row.name}</span> <span class="st">${row.strategy}</span><span class="rule">${row.rule}${flag && ` · ${flag}`}</span></th></tr><tr class="r2"><td class="n big">${count(row.customers)}</td><td class="pic">${await shares(row, given.longest)}</td><td class="n">${figureOf(row, row.average_order, money.about)}</td><td class="n hide">${figureOf(row, row.net_spend_365d, money.about)}</td><td class="pic sp">${await trend(row, given)}</td></tr></tbody>`
}

function shares(row: RowOf<'segments'>, longest: number): Promise<Html> | Piece {
  if (row.customer_share === null) return row.customers === 0 ? 'nobody' : 'too few to tell'
  return shareBars({
    id: `share-${row.segment_id}`,
    title: `${row.name}: share of customers and of revenue`,
    customers: row.customer_share,
    revenue: row.revenue_share,
    customersText: percent(row.customer_share, 1),
    revenueText: row.revenue_share === null ? 'not known' : percent(row.revenue_share, 1),
    longest,
  })
}

async function trend(
  row: RowOf<'segments'>,
  { trends, since: common, mover, context: { asOf } }: RowGiven,
): Promise<Piece> {
  const points = trends
    .filter(({ segment_id }) => segment_id === row.segment_id)
    .map(({ as_of, customers }) => ({ at: Date.parse(as_of) / 86_400_000, value: customers }))
  if (!row.earlier_on) return html`<span class="spn">first night</span>`
  const since = shortDate(row.earlier_on, asOf)
  const words = `${count(row.earlier_customers ?? 0)} → ${count(row.customers)}`
  const line =
    points.length >= 3 &&
    (await spark({
      id: `trend-${row.segment_id}`,
      title: `${row.name} since ${since}`,
      desc: `From ${count(row.earlier_customers ?? 0)} to ${count(row.customers)} customers.`,
      points,
      colour: row === mover ? 'rust' : 'blue',
      wide: [120, 34],
      narrow: [88, 28],
    }))
  return html`${line}<span class="spn">${words}${
    row.earlier_on !== common && html`<br>since ${since}`
  }</span>`
}
