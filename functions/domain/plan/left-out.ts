/** Who is left out, and why: reasons by campaign, skipped and held, adding up. */
import { reasonOf } from '../outbox/reasons.ts'
import { count, percent } from '../report/format.ts'
import { type Html, html, type Piece } from '../report/html.ts'
import { scrolling } from '../report/page.ts'
import type { LeftOut, Plan } from './plan.ts'

/** More campaigns than these would not fit. */
const campaignsShown = 7

/** The section; without a message left out, a sentence. */
export function leftOut(plan: Plan): Html {
  const { leftOut: rows, totals } = plan
  const heading = html`<h2 id="h-left">${totals.hold + totals.skip > 0 ? 'Who is left out, and why' : 'Nobody is left out'}</h2>`
  if (rows.length === 0) {
    return html`<section aria-labelledby="h-left">${heading}<p>${
      totals.due === 0 ? 'No message is due tonight.' : 'Every message that is due goes out.'
    }</p></section>`
  }
  const columns = columnsOf(plan)
  const wide = String(columns.length + 2)
  const part = (kind: LeftOut['kind'], word: string): Piece => {
    const own = rows.filter((row) => row.kind === kind)
    if (own.length === 0) return false
    return html`<tbody><tr class="g"><th scope="rowgroup" colspan="${wide}"><b>${word}</b> · ${count(total(own))}</th></tr>${own.map(
      (row) => line(row, columns, plan),
    )}</tbody>`
  }
  return html`<section aria-labelledby="h-left">${heading}${scrolling(
    'Who is left out, table',
    html`<table class="left"><caption>Emails that were due and will not go out, by reason and campaign</caption><thead><tr><th scope="col">Reason</th><th scope="col" class="n">All</th>${columns.map(
      ({ name }) => html`<th scope="col" class="n hide">${name}</th>`,
    )}</tr></thead>${part('skip', 'Skipped')}${part('hold', 'Held')}<tbody><tr class="tot"><th scope="row">Not sent</th><td class="n">${count(total(rows))}</td>${columns.map(
      ({ ids }) =>
        html`<td class="n hide">${count(rows.reduce((sum, row) => sum + inColumn(row, ids), 0))}</td>`,
    )}</tr></tbody></table>`,
  )}</section>`
}

function line(row: LeftOut, columns: readonly ColumnOf[], plan: Plan): Html {
  const { reason, messages } = row
  const known = reasonOf(reason)
  return html`<tr><th scope="row">${known?.words ?? reason}<span class="rule">${share(reason, plan)}${known?.means}</span></th><td class="n b">${count(messages)}</td>${columns.map(
    ({ ids }) => {
      const own = inColumn(row, ids)
      return html`<td class="n hide">${own === 0 ? '·' : count(own)}</td>`
    },
  )}</tr>`
}

/** A campaign of the table; the last one may stand for several. */
interface ColumnOf {
  readonly name: string
  readonly ids: readonly string[]
}

/** Campaigns in their order; of many, those that lose most, and the others together. */
function columnsOf({ funnels, leftOut: rows }: Plan): readonly ColumnOf[] {
  const lost = funnels
    .map(({ campaign_id, name }) => ({
      name,
      ids: [campaign_id],
      messages: rows.reduce((sum, row) => sum + inColumn(row, [campaign_id]), 0),
    }))
    .filter(({ messages }) => messages > 0)
  if (lost.length <= campaignsShown) return lost
  const shown = lost.toSorted((a, b) => b.messages - a.messages).slice(0, campaignsShown - 1)
  const others = lost.filter((one) => !shown.includes(one)).flatMap(({ ids }) => ids)
  return [
    ...lost.filter((one) => shown.includes(one)),
    { name: `${count(others.length)} others`, ids: others },
  ]
}

const inColumn = ({ byCampaign }: LeftOut, ids: readonly string[]) =>
  ids.reduce((sum, id) => sum + (byCampaign.get(id) ?? 0), 0)

/** How many are held out from all email. */
const share = (reason: string, { holdout }: Plan): Piece =>
  reason === 'held-out' && holdout > 0 && `${percent(holdout)} of all customers. `

const total = (rows: readonly LeftOut[]) => rows.reduce((sum, { messages }) => sum + messages, 0)
