/** The plan as one HTML file, with names: before them, who is left out, who gets what and when. */
import { longDate } from '../report/dates.ts'
import { document } from '../report/document.ts'
import { count, plural } from '../report/format.ts'
import { type Html, html, type Piece } from '../report/html.ts'
import { days } from './days.ts'
import { facts } from './facts.ts'
import { leftOut } from './left-out.ts'
import { names } from './names.ts'
import type { Plan } from './plan.ts'
import { style } from './style.ts'

/** The page. */
export async function planPage(plan: Plan): Promise<string> {
  const { asOf, company, run, configHash, sends } = plan
  const hash = `${configHash.slice(0, 4)} ${configHash.slice(4, 8)}`
  const example = sends[0]?.customer_id ?? '<customer>'
  return document({
    title: `Plan for ${longDate(asOf)}, ${company.name} · Nocturne`,
    style,
    className: 'pl',
    body: html`<header><p class="brand">Nocturne <span>· plan for ${company.name}</span></p><h1>${headline(plan)}</h1>${warning(plan)}</header>
<main>${await facts(plan)}
${leftOut(plan)}
${days(plan)}
${names(plan)}</main>
<footer class="foot"><p class="fine">Run ${run} · config ${hash} · one customer in full: <b>nocturne explain ${example}</b></p></footer>`,
  })
}

/** `159 emails, Tuesday 10 March 2026` */
function headline({ totals, isBraked, campaign, funnels, asOf }: Plan): Piece {
  const [only] = funnels
  const of = campaign === undefined ? '' : ` of ${only?.name ?? campaign}`
  const emails = `${count(totals.send)} ${plural(totals.send, 'email')}${of}`
  if (isBraked && totals.send > 0) {
    return html`<em>${emails} ${plural(totals.send, 'is', 'are')} held back</em>, ${longDate(asOf)}`
  }
  return `${totals.send === 0 ? `No email${of}` : emails}, ${longDate(asOf)}`
}

const warning = ({ sends }: Plan): Html =>
  html`<p class="warn">${
    sends.length > 0
      ? 'This page holds names.'
      : 'This page holds no name; the table beside it holds names.'
  } Keep it inside the team; <b>nocturne plan</b> makes it again at any time.</p>`
