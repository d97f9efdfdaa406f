/** The segments: those that stand out in full, all others in a compact table. */
import { shortDate } from '../dates.ts'
import { count, percent, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, note, paragraph } from '../page.ts'
import type { DataOf, RowOf } from '../queries.ts'
import { section } from '../section.ts'
import { largestMove } from './largest-move.ts'
import { otherSegments } from './segments-rest.ts'
import { segmentRow } from './segments-row.ts'

const queries = ['segments', 'segment_counts', 'segment_trend'] as const
type Data = DataOf<(typeof queries)[number]>

export const segments = section({
  id: 'segments',
  title: 'Segments',
  short: 'Segments',
  queries,

  async render(data, context) {
    const shown = context.headline.flatMap((id) =>
      data.segments.filter(({ segment_id }) => segment_id === id),
    )
    const others = data.segments.filter(({ is_headline }) => !is_headline)
    const longest = Math.max(
      0,
      ...shown.flatMap(({ customer_share, revenue_share }) => [
        customer_share ?? 0,
        revenue_share ?? 0,
      ]),
    )
    const since = shown.find(({ earlier_on }) => earlier_on)?.earlier_on ?? undefined
    const mover = largestMove(data.segments)
    const rows = await Promise.all(
      shown.map((row) =>
        segmentRow(row, { trends: data.segment_trend, longest, since, mover, context }),
      ),
    )
    return finding({
      id: 'segments',
      title: 'Segments',
      how:
        data.segment_trend.length >= 3 * shown.length &&
        shown.length > 0 &&
        'Sparklines have their own scale each: read the shape, and the two numbers for the size.',
      heading: heading(shown),
      body: html`${paragraph(...placed(data))}${
        rows.length > 0 &&
        html`<table class="segs"><caption>Bars: <span class="k-grey">share of customers</span> above, <span class="k-blue">share of the revenue of 365 days</span> below</caption><thead><tr><th scope="col" class="n">Customers</th><th scope="col">Share</th><th scope="col" class="n">Average order</th><th scope="col" class="n hide">Spent in 365 days</th><th scope="col" class="sp">${since ? `Since ${shortDate(since, context.asOf)}` : 'Trend'}</th></tr></thead>${rows}</table>`
      }${otherSegments(others, data.segment_counts[0], context)}${note(
        rows.length > 0 && 'A customer can be in several segments, so shares do not add up.',
      )}`,
    })
  },
})

function heading(shown: readonly RowOf<'segments'>[]): string {
  const [top] = shown
    .filter(
      ({ customer_share, revenue_share }) => customer_share !== null && revenue_share !== null,
    )
    .sort((a, b) => lead(b) - lead(a))
  if (!top) return shown.length > 0 ? 'Segments too small to compare' : 'No segment stands out yet'
  return `${percent(top.customer_share ?? 0)} of customers bring ${percent(top.revenue_share ?? 0)} of revenue: ${top.name}`
}

const lead = ({ customer_share, revenue_share }: RowOf<'segments'>) =>
  (revenue_share ?? 0) - (customer_share ?? 0)

function placed({ segment_counts: [counts] }: Data): readonly Piece[] {
  if (!counts || counts.segments === 0) {
    return [
      html`No segment is switched on: <b>catalogue: all</b> in <b>nocturne.yaml</b> switches on the ready-made ones.`,
    ]
  }
  if (counts.customers === 0) return ['There are no customers yet, so every segment is empty.']
  return [
    counts.headline > 0 &&
      `${count(counts.placed)} of ${count(counts.customers)} ${plural(counts.customers, 'customer')} are in at least one of the segments shown in full.`,
    counts.empty > 0 &&
      `${count(counts.empty)} of ${count(counts.segments)} segments ${plural(counts.empty, 'is', 'are')} empty tonight.`,
  ]
}
