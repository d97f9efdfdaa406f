/** Revenue by month, net of refunds: first orders, returning customers and guests apart. */
import { monthName, monthYear, shortDate, yearOf } from '../dates.ts'
import { against, percent } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, paragraph } from '../page.ts'
import { monthBars } from '../pictures/month-bars.ts'
import type { DataOf, RowOf } from '../queries.ts'
import { type Context, section } from '../section.ts'

const queries = ['revenue_summary', 'revenue_months'] as const
type Data = DataOf<(typeof queries)[number]>

export const revenue = section({
  id: 'revenue',
  title: 'Revenue',
  short: 'Revenue',
  queries,

  async render(data, context) {
    const [summary] = data.revenue_summary
    const months = data.revenue_months
    const isKnown = summary?.first_on && months.some(({ net }) => net !== 0)
    return finding({
      id: 'revenue',
      title: 'Revenue',
      heading: summary && isKnown ? heading(summary, context) : 'No revenue yet',
      body:
        summary && isKnown
          ? html`${paragraph(...sums(summary, context))}${
              months.length > 1
                ? await chart(data, context)
                : paragraph('A picture by month needs a second month.')
            }`
          : paragraph('No order that counts lies before this night.'),
    })
  },
})

function heading(summary: RowOf<'revenue_summary'>, { money }: Context): string {
  const { month_on, full_on } = summary
  if (summary.is_running && summary.month_rate !== null) {
    return `${monthName(month_on)} is ${against(summary.month_rate, `last ${monthName(month_on)}`)}`
  }
  if (summary.full_rate !== null) {
    return `${monthName(full_on)} was ${against(summary.full_rate, `the ${monthName(full_on)} before`)}`
  }
  if (summary.full_net !== null)
    return `${monthName(full_on)} brought ${money.about(summary.full_net)}`
  return `${monthName(month_on)} has brought ${money.about(summary.month_net)} so far`
}

function sums(summary: RowOf<'revenue_summary'>, { money, asOf }: Context): readonly Piece[] {
  const { month_on, last_on, full_on, year_net, year_full_net } = summary
  const { repeat_share, first_share, guest_share } = summary
  const span =
    month_on === last_on
      ? shortDate(last_on, asOf)
      : `${dayOf(month_on)} to ${shortDate(last_on, asOf)}`
  return [
    summary.is_running &&
      `${money.about(summary.month_net)} from ${span}${
        year_net === null
          ? '; the same days a year ago are not in the data'
          : `, against ${money.about(year_net)} in the same days of ${yearOf(summary.year_last_on)}`
      }.`,
    summary.full_net !== null &&
      `${monthYear(full_on)} brought ${money.about(summary.full_net)}${
        year_full_net === null
          ? ''
          : `, ${monthYear(summary.year_full_on)} had brought ${money.about(year_full_net)}`
      }.`,
    repeat_share !== null &&
      first_share !== null &&
      html`Over ${summary.is_year_full ? 'the last twelve full months' : 'the full months so far'} <span class="k-blue">returning customers</span> brought ${percent(repeat_share)} of revenue, <span class="k-soft">first orders</span> ${percent(first_share)}${
        guest_share !== null &&
        guest_share !== 0 &&
        html` and <span class="k-grey">guests</span> ${percent(guest_share)}`
      }.`,
  ]
}

const dayOf = (date: string) => String(Number(date.slice(8)))

async function chart(
  { revenue_months: months, revenue_summary }: Data,
  context: Context,
): Promise<Piece> {
  const { money, asOf } = context
  const [summary] = revenue_summary
  const hasGuests = months.some(({ guest_net }) => guest_net !== 0)
  const running = months.find(({ is_running }) => is_running)
  return html`<figure><figcaption>Revenue by month, net of refunds: <span class="k-blue">returning</span> below, <span class="k-soft">first orders</span> above${
    hasGuests && html`, <span class="k-grey">guests</span> on top`
  }${
    running &&
    summary &&
    `. Outlined: ${monthName(running.month_on)} up to ${shortDate(summary.last_on, asOf)}, ${money.about(running.net)}`
  }</figcaption>${await monthBars({
    id: 'revenue-months',
    title: 'Revenue by month',
    desc: months
      .map(
        ({ month_on, net, is_running }) =>
          `${monthYear(month_on)}: ${money.about(net)}${is_running ? ' so far' : ''}.`,
      )
      .join(' '),
    months: months.map((month) => ({
      returning: month.repeat_net,
      first: month.first_net,
      guest: month.guest_net,
      label: month.is_best ? money.about(month.net) : '',
      letter: monthName(month.month_on).charAt(0),
      year: yearOf(month.month_on),
      isRunning: month.is_running,
    })),
  })}</figure>`
}
