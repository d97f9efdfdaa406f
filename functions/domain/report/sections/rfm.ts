/** Recency against frequency, and the names with their share of revenue. */
import { count, percent } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { finding, note, paragraph } from '../page.ts'
import { nameBars } from '../pictures/name-bars.ts'
import { rfmGrid } from '../pictures/rfm-grid.ts'
import type { DataOf, RowOf } from '../queries.ts'
import { section } from '../section.ts'

const queries = ['rfm_cells', 'rfm_bands'] as const
type Data = DataOf<(typeof queries)[number]>

export const rfm = section({
  id: 'rfm',
  title: 'Recency and frequency',
  short: 'RFM',
  queries,

  async render(data) {
    const isKnown = data.rfm_bands.some(
      ({ customers, revenue_share }) => customers > 0 && revenue_share !== null,
    )
    const isEmpty = data.rfm_bands.every(({ customers }) => customers === 0)
    return finding({
      id: 'rfm',
      title: 'Recency and frequency',
      heading: isKnown
        ? heading(data)
        : isEmpty
          ? 'Nobody to score yet'
          : 'Too few customers to score',
      body: isKnown
        ? html`${paragraph(
            'Each cell counts customers by how lately and how often they bought; the name is the most common one in the cell, for the amount spent decides the rest. Revenue is that of the last 365 days.',
          )}<div class="two"><figure><figcaption>Customers by recency and frequency score, 5 is best</figcaption>${await grid(data)}</figure><figure><figcaption>The names, and their share of revenue</figcaption>${await bars(data)}</figure></div>${note(
            data.rfm_cells.some(({ customers }) => customers === 0) &&
              'Equal customers get equal scores, so a cell can stay empty.',
          )}`
        : paragraph(
            isEmpty
              ? 'Scores need a customer with a purchase day; there is none before this night.'
              : 'There are too few customers to break them down by score.',
          ),
    })
  },
})

function heading({ rfm_bands }: Data): string {
  const top = strongest(rfm_bands)
  if (!top) return 'Who bought lately, and who often'
  return `${count(top.customers)} ${top.rfm_segment} bring ${percent(top.revenue_share ?? 0)} of revenue`
}

function strongest(bands: readonly RowOf<'rfm_bands'>[]): RowOf<'rfm_bands'> | undefined {
  const [top] = bands
    .filter(({ revenue_share }) => (revenue_share ?? 0) > 0)
    .sort((a, b) => (b.revenue_share ?? 0) - (a.revenue_share ?? 0))
  return top
}

const grid = ({ rfm_cells }: Data): Promise<Piece> =>
  rfmGrid({
    id: 'rfm-grid',
    title: 'Customers by recency and frequency',
    desc: rfm_cells
      .filter(({ customers }) => customers > 0)
      .map(
        (cell) =>
          `Recency ${count(cell.r_score)}, frequency ${count(cell.f_score)}: ${count(cell.customers)}${cell.rfm_segment ? `, mostly ${cell.rfm_segment}` : ''}.`,
      )
      .join(' '),
    cells: rfm_cells.map((cell) => ({
      recency: cell.r_score,
      frequency: cell.f_score,
      empty: cell.customers === 0,
      countText: count(cell.customers),
      name: twoLines(cell.rfm_segment ?? ''),
      heat: cell.heat,
    })),
  })

function bars({ rfm_bands }: Data): Promise<Piece> {
  const top = strongest(rfm_bands)
  const rows = rfm_bands.map((band) => ({
    name: band.rfm_segment,
    customers: band.customers,
    customersText: count(band.customers),
    revenueText: band.revenue_share === null ? '·' : percent(band.revenue_share),
    isFirst: band === top,
  }))
  return nameBars({
    id: 'rfm-names',
    title: 'Customers and share of revenue by name',
    desc: rows
      .map(
        ({ name, customersText, revenueText }) =>
          `${name}: ${customersText}, ${revenueText} of revenue.`,
      )
      .join(' '),
    bars: rows,
  })
}

/** A name in at most two lines of about a dozen letters. */
function twoLines(name: string): readonly string[] {
  const words = name.split(' ')
  if (name.length <= 11 || words.length === 1) return [name]
  const first = words.length > 2 ? words.slice(0, 1) : words.slice(0, 1)
  return [first.join(' '), words.slice(first.length).join(' ')]
}
