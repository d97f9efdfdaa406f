import { capital, count, percent, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { scrolling } from '../page.ts'
import type { RowOf } from '../queries.ts'
import type { Context } from '../section.ts'
import { figureOf, flagWords } from './segments-flag.ts'

/** Every segment that is not shown in full, one line each, by kind. */
export function otherSegments(
  rows: readonly RowOf<'segments'>[],
  counts: RowOf<'segment_counts'> | undefined,
  { money }: Context,
): Piece {
  if (rows.length === 0 || !counts) return false
  const share = (value: number) => percent(value, 1)
  const line = (row: RowOf<'segments'>) =>
    html`<tr><th scope="row">${row.name}<span class="rule">${row.rule}${
      flagWords(row) && ` · ${flagWords(row)}`
    }</span></th><td class="n">${count(row.customers)}</td><td class="n">${figureOf(row, row.customer_share, share)}</td><td class="n">${figureOf(row, row.revenue_share, share)}</td><td class="n hide">${figureOf(row, row.average_order, money.about)}</td></tr>`
  const kinds = [...new Set(rows.map(({ kind }) => kind))]
  return html`<details><summary>${count(counts.others)} other ${plural(counts.others, 'segment')}</summary>${scrolling(
    'Other segments, table',
    html`<table class="rest"><caption>All other segments, by kind, with their share of customers and of the revenue of 365 days</caption><thead><tr><th scope="col">Segment</th><th scope="col" class="n">Customers</th><th scope="col" class="n">of customers</th><th scope="col" class="n">of revenue</th><th scope="col" class="n hide">Average order</th></tr></thead>${kinds.map(
      (kind) =>
        html`<tbody><tr><th scope="rowgroup" colspan="5" class="b">${capital(kind)}</th></tr>${rows
          .filter((row) => row.kind === kind)
          .map(line)}</tbody>`,
    )}</table>`,
  )}</details>`
}
