/** Who is left out, and why: reasons by campaign, skipped and held, adding up. */
import { reasonOf } from '../outbox/reasons.ts'
import { count, percent } from '../report/format.ts'
import { type Html, html, type Piece } from '../report/html.ts'
import { scrolling } from '../report/page.ts'
import type { LeftOut, Plan } from './plan.ts'

/** The section; without a message left out, a sentence. */
export function leftOut(plan: Plan): Html {
  const { leftOut: rows, totals } = plan
  const heading = html`<h2 id="h-left">${totals.hold + totals.skip > 0 ? 'Who is left out, and why' : 'Nobody is left out'}</h2>`
  if (rows.length === 0) {
    return html`<section aria-labelledby="h-left">${heading}<p>${
      totals.due === 0 ? 'No message is due tonight.' : 'Every message that is due goes out.'
    }</p></section>`
  }
  const columns = plan.funnels.filter(({ campaign_id }) =>
    rows.some(({ byCampaign }) => byCampaign.has(campaign_id)),
  )
  const wide = String(columns.length + 2)
  const part = (kind: LeftOut['kind'], word: string): Piece => {
    const own = rows.filter((row) => row.kind === kind)
    if (own.length === 0) return false
    return html`<tbody><tr class="g"><th scope="rowgroup" colspan="${wide}"><b>${word}</b> · ${count(total(own))}</th></tr>${own.map(
      (row) => line(row, columns, plan),
    )}</tbody>`
  }
  const all = (id: string) =>
    rows.reduce((sum, { byCampaign }) => sum + (byCampaign.get(id) ?? 0), 0)
  return html`<section aria-labelledby="h-left">${heading}${scrolling(
    'Who is left out, table',
    html`<table class="left"><caption>Emails that were due and will not go out, by reason and campaign</caption><thead><tr><th scope="col">Reason</th><th scope="col" class="n">All</th>${columns.map(
      ({ name }) => html`<th scope="col" class="n hide">${name}</th>`,
    )}</tr></thead>${part('skip', 'Skipped')}${part('hold', 'Held')}<tbody><tr class="tot"><th scope="row">Not sent</th><td class="n">${count(total(rows))}</td>${columns.map(
      ({ campaign_id }) => html`<td class="n hide">${count(all(campaign_id))}</td>`,
    )}</tr></tbody></table>`,
  )}</section>`
}

function line(
  { reason, messages, byCampaign }: LeftOut,
  columns: Plan['funnels'],
  plan: Plan,
): Html {
  const known = reasonOf(reason)
  return html`<tr><th scope="row">${known?.words ?? reason}<span class="rule">${share(reason, plan)}${known?.means}</span></th><td class="n b">${count(messages)}</td>${columns.map(
    ({ campaign_id }) => {
      const own = byCampaign.get(campaign_id)
      return html`<td class="n hide">${own === undefined ? '·' : count(own)}</td>`
    },
  )}</tr>`
}

/** How many are held out from all email. */
const share = (reason: string, { holdout }: Plan): Piece =>
  reason === 'held-out' && holdout > 0 && `${percent(holdout)} of all customers. `

const total = (rows: readonly LeftOut[]) => rows.reduce((sum, { messages }) => sum + messages, 0)
