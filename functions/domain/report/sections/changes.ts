/** Who entered and who left since last night, and the money with them. */
import { shortDate } from '../dates.ts'
import { capital, count, plural } from '../format.ts'
import { type Html, html, type Piece } from '../html.ts'
import { finding, note, paragraph, scrolling } from '../page.ts'
import { flowBars } from '../pictures/flow-bars.ts'
import type { DataOf, RowOf } from '../queries.ts'
import { type Context, section } from '../section.ts'

const queries = ['changes_summary', 'changes', 'night_revenue', 'value_moves'] as const
type Data = DataOf<(typeof queries)[number]>

export const changes = section({
  id: 'changes',
  title: 'What changed',
  short: 'Changes',
  queries,

  async render(data, context) {
    const moved = data.changes.filter((row) => row.moved > 0 && row.place <= 10)
    return finding({
      id: 'changes',
      title: 'What changed',
      heading: heading(data),
      body: html`${paragraph(...yesterday(data, context), ...tierMoves(data, context))}${paragraph(
        ...moves(data),
      )}${moved.length > 0 && (await table(moved, context))}`,
    })
  },
})

function heading({ changes_summary: [summary], changes: [first] }: Data): string {
  if (!summary?.previous_on) return 'Tonight is the baseline'
  if (!first || first.moved === 0) return 'Nobody entered or left a segment'
  return [
    ...(first.entered > 0 ? [`${count(first.entered)} entered ${first.name}`] : []),
    ...(first.left_count > 0
      ? [`${count(first.left_count)} left${first.entered > 0 ? '' : ` ${first.name}`}`]
      : []),
  ].join(', ')
}

function yesterday({ night_revenue: [revenue] }: Data, { money, asOf }: Context): readonly Piece[] {
  if (!revenue?.first_on || !revenue.last_on) return ['No order that counts has come in so far.']
  const { orders_yesterday: orders, new_yesterday: fresh } = revenue
  if (orders === 0) {
    return [`No order came in yesterday; the newest is of ${shortDate(revenue.last_on, asOf)}.`]
  }
  return [
    `${count(orders)} ${plural(orders, 'order')} came in yesterday, ${money.exact(revenue.net_yesterday)} net of refunds; ${
      fresh === 0 ? 'nobody' : `${count(fresh)} ${plural(fresh, 'customer')}`
    } bought for the first time.`,
  ]
}

/** Who changed tier, against the nights of the last four weeks. */
function tierMoves({ value_moves: all }: Data, { money, expected }: Context): readonly Piece[] {
  const one = (wanted: string) => all.find(({ direction }) => direction === wanted)
  const [up, down] = [one('up'), one('down')]
  if (!up || !down) return []
  const [rose, fell] = [up.direction_customers, down.direction_customers]
  if (rose + fell === 0) return ['Nobody moved to another tier of value.']
  const carried = [up, down].flatMap(({ direction_clv: clv }) => (clv ? [money.about(clv)] : []))
  const { usual_nights, usual_low, usual_high } = up
  const verdict =
    rose + fell > (usual_high ?? 0)
      ? 'tonight was livelier'
      : rose + fell < (usual_low ?? 0)
        ? 'tonight was quieter'
        : 'this is ordinary traffic'
  return [
    `${capital(rose === 0 ? 'nobody' : `${count(rose)} ${plural(rose, 'customer')}`)} moved up a tier of value and ${fell === 0 ? 'nobody' : count(fell)} moved down${
      carried.length === 2 ? `; they now carry ${carried.join(' and ')} of ${expected}` : ''
    }.`,
    usual_nights >= 7 &&
      `In the last four weeks ${count(usual_low ?? 0)} to ${count(usual_high ?? 0)} moved a night: ${verdict}.`,
  ]
}

function moves({ changes_summary: [summary] }: Data): readonly Piece[] {
  if (!summary) return []
  if (!summary.previous_on) {
    return [
      summary.segments > 0 &&
        'The members of every segment are recorded tonight; the next night shows who came, who left and the money that moved with them.',
    ]
  }
  const { people, moved_segments, watched, baselines, usual_nights, usual_low, usual_high } =
    summary
  return [
    people > 0 &&
      `${count(people)} ${plural(people, 'customer')} entered or left ${count(moved_segments)} of ${count(watched)} segments, with ${count(summary.entered)} entries and ${count(summary.left_count)} exits in all.`,
    usual_nights >= 7 &&
      `In the last four weeks ${count(usual_low ?? 0)} to ${count(usual_high ?? 0)} a night were usual: ${verdict(summary)}.`,
    baselines > 0 &&
      `${count(baselines)} of ${count(summary.segments)} segments have a new rule: tonight is their baseline.`,
  ]
}

function verdict({ moves, usual_low, usual_high }: RowOf<'changes_summary'>): string {
  if (moves > (usual_high ?? 0)) return 'tonight was livelier'
  return moves < (usual_low ?? 0) ? 'tonight was quieter' : 'this is ordinary traffic'
}

async function table(rows: readonly RowOf<'changes'>[], { money }: Context): Promise<Html> {
  const longest = Math.max(...rows.flatMap(({ entered, left_count }) => [entered, left_count]))
  const amount = (value: number | null) =>
    value === null ? '·' : value === 0 ? '–' : money.about(value)
  const lines = await Promise.all(
    rows.map(
      async (row) =>
        html`<tr><th scope="row">${row.name}</th><td class="n sr">${count(row.entered)}</td><td class="n sr">${count(row.left_count)}</td><td class="pic">${await flowBars(
          {
            id: `flow-${row.segment_id}`,
            title: `${row.name}: entered and left`,
            left: row.left_count,
            entered: row.entered,
            leftText: count(row.left_count),
            enteredText: count(row.entered),
            longest,
          },
        )}</td><td class="n hide">${amount(row.entered_spend)}</td><td class="n hide">${amount(row.left_spend)}</td><td class="n b">${
          row.net_spend === null ? '·' : row.net_spend === 0 ? '–' : money.change(row.net_spend)
        }</td></tr>`,
    ),
  )
  return html`${scrolling(
    'Segment changes, table',
    html`<table class="chg"><caption>Customers who left (left) and entered (right), with what they spent in the last 365 days, net</caption><thead><tr><th scope="col">Segment</th><th scope="col" class="n sr">Entered</th><th scope="col" class="n sr">Left</th><th scope="col" class="c"><span class="half">← left</span><span class="half">entered →</span></th><th scope="col" class="n hide">In</th><th scope="col" class="n hide">Out</th><th scope="col" class="n">Net</th></tr></thead><tbody>${lines}</tbody></table>`,
  )}${note(
    'A customer can be in several segments, so rows do not add up. Merged or split profiles never count as entering.',
    rows.some(({ net_spend }) => net_spend === null) &&
      '· the segment is too small to be broken down.',
    rows.length === 10 && html`These ten moved most; all stand in <b>changes.csv</b>.`,
  )}`
}
