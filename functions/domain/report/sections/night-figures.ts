/** The three big numbers, each with its change and since when, and how it went. */
import { shortDate } from '../dates.ts'
import { change, count } from '../format.ts'
import { type Html, html } from '../html.ts'
import { type Spark, spark } from '../pictures/spark.ts'
import type { RowOf } from '../queries.ts'
import type { Context } from '../section.ts'
import type { NightData } from './night-sentence.ts'

/** Customers who bought in the last 365 days. */
export function buyersFigure(data: NightData, { asOf }: Context): Promise<Html> {
  const [row] = data.night_customers
  const points = data.night_buyers.flatMap(({ as_of, buyers }) =>
    buyers === null ? [] : [{ on: as_of, value: buyers }],
  )
  return figure({
    id: 'buyers',
    label: 'Customers who bought in the last 365 days',
    number: row && data.night_revenue[0]?.first_on ? count(row.buyers) : undefined,
    deltas: row ? buyersDeltas(row, asOf) : [],
    points,
    missing: 'The line starts with the third night.',
    say: ({ on, value }) => `${count(value)} on ${shortDate(on, asOf)}`,
  })
}

/** The change since last night, and the longest that is known beyond it. */
function buyersDeltas(row: RowOf<'night_customers'>, asOf: string): readonly string[] {
  const nights = [
    ...since(row.change_since_previous, `since ${shortDate(row.previous_on ?? asOf, asOf)}`),
    ...since(row.change_since_earlier, `since ${shortDate(row.earlier_on ?? asOf, asOf)}`),
  ]
  if (nights.length > 1) return nights
  const year = since(row.change_on_year, 'on the 365 days before')
  return [...nights, ...(year.length > 0 ? year : ['the year before is not in the data'])]
}

/** Revenue of the last four weeks. */
export function revenueFigure(data: NightData, { money, asOf }: Context): Promise<Html> {
  const [row] = data.night_revenue
  return figure({
    id: 'revenue-now',
    label: 'Revenue, last four weeks',
    number: known(row?.net, money.about),
    deltas: weeks(
      since(row?.change_before, 'on the four weeks before', money.change),
      since(row?.change_year, 'on the same weeks of last year', money.change),
    ),
    points: data.night_weeks.map(({ week_on, net }) => ({ on: week_on, value: net })),
    missing: 'The line starts with the third week.',
    say: ({ on, value }) => `${money.about(value)} in the week from ${shortDate(on, asOf)}`,
  })
}

/** The first segment that config headlines, once it has a past. */
export function segmentFigure(
  data: NightData,
  { asOf, leading }: Context,
): Promise<Html> | undefined {
  const row = data.segments.find(({ segment_id }) => segment_id === leading)
  if (!row?.earlier_on) return undefined
  return figure({
    id: 'first-segment',
    label: row.name,
    number: count(row.customers),
    deltas: [
      ...since(row.change_since_previous, 'since last night'),
      ...since(row.change_since_earlier, `since ${shortDate(row.earlier_on, asOf)}`),
    ],
    points: data.segment_trend
      .filter(({ segment_id }) => segment_id === row.segment_id)
      .map(({ as_of, customers }) => ({ on: as_of, value: customers })),
    missing: 'The line starts with the third night.',
    say: ({ on, value }) => `${count(value)} on ${shortDate(on, asOf)}`,
  })
}

/** Customers whose first purchase lies in the last four weeks. */
export function newcomersFigure(data: NightData): Promise<Html> {
  const [row] = data.night_revenue
  return figure({
    id: 'newcomers',
    label: 'New customers, last four weeks',
    number: known(row?.new_customers, count),
    deltas: weeks(
      since(row?.new_change_before, 'on the four weeks before'),
      since(row?.new_change_year, 'on the same weeks of last year'),
    ),
    points: data.night_weeks.map(({ week_on, new_customers }) => ({
      on: week_on,
      value: new_customers,
    })),
    missing: 'The line starts with the third week.',
    say: ({ value }) => `${count(value)} a week`,
  })
}

interface Figure {
  readonly id: string
  readonly label: string
  /** Absent when it is not known. */
  readonly number: string | undefined
  readonly deltas: readonly string[]
  readonly points: readonly Point[]
  /** What stands in place of a line of fewer than three points. */
  readonly missing: string
  say(point: Point): string
}

interface Point {
  readonly on: string
  readonly value: number
}

/** A number with its changes and its line. */
export async function figure({
  id,
  label,
  number,
  deltas,
  points,
  missing,
  say,
}: Figure): Promise<Html> {
  const [first, last] = [points[0], points.at(-1)]
  const line =
    points.length >= 3 && first && last
      ? html`<dd class="spark">${await spark(sizes(id, label, points, `From ${say(first)} to ${say(last)}.`))}</dd>`
      : html`<dd class="fine">${missing}</dd>`
  if (number === undefined) {
    return html`<div class="kpi"><dt>${label}</dt><dd class="num">not known</dd><dd class="fine">No order is in the data yet.</dd></div>`
  }
  return html`<div class="kpi"><dt>${label}</dt><dd class="num">${number}</dd><dd class="delta">${deltas.join(', ')}</dd>${line}</div>`
}

const sizes = (id: string, title: string, points: readonly Point[], desc: string): Spark => ({
  ...{ id: `spark-${id}`, title: `${title}: how it went`, desc, colour: 'blue' },
  points: points.map(({ on, value }) => ({ at: Date.parse(on) / 86_400_000, value })),
  wide: [220, 40],
  narrow: [130, 36],
})

const known = (value: number | null | undefined, written: (value: number) => string) =>
  value === null || value === undefined ? undefined : written(value)

/** A change with its words; nothing when it is not known. */
export const since = (
  value: number | null | undefined,
  words: string,
  written: (value: number) => string = change,
): readonly string[] =>
  value === null || value === undefined
    ? []
    : [`${value === 0 ? 'no change' : written(value)} ${words}`]

/** Changes on the weeks before and on last year's, or what is not in the data. */
function weeks(before: readonly string[], year: readonly string[]): readonly string[] {
  if (before.length + year.length === 0) return ['nothing before them is in the data']
  return [...before, ...(year.length > 0 ? year : ['last year is not in the data'])]
}
