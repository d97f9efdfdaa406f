/** The days ahead on the page: how many emails of which campaigns, without names. */
import { shortDate, weekday } from '../report/dates.ts'
import { count } from '../report/format.ts'
import { type Html, html } from '../report/html.ts'
import { daysAhead, unforeseen } from './ahead.ts'
import type { Plan } from './plan.ts'

/** The section; nothing when no day ahead was asked for. */
export function days({ ahead = [], campaign, results, campaigns, asOf }: Plan): Html | false {
  if (ahead.length === 0) return false
  const rows = daysAhead(ahead, campaign)
  const sum = (of: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + of(row), 0)
  return html`<section aria-labelledby="h-days"><h2 id="h-days">The ${count(rows.length)} days after it</h2><p class="fine">${unforeseen(results, campaigns)}</p><table class="days"><caption>Emails a day, by what is known tonight</caption><thead><tr><th scope="col">Day</th><th scope="col" class="n">Due</th><th scope="col" class="n">Planned</th><th scope="col">Of them</th></tr></thead><tbody>${rows.map(
    ({ asOf: day, due, planned, campaigns: own }) =>
      html`<tr><th scope="row">${weekday(day)} ${shortDate(day, asOf)}</th><td class="n">${count(due)}</td><td class="n b">${count(planned)}</td><td>${own.map((one) => `${one.name} ${count(one.planned)}`).join(', ') || '·'}</td></tr>`,
  )}<tr class="tot"><th scope="row">All</th><td class="n">${count(sum(({ due }) => due))}</td><td class="n">${count(sum(({ planned }) => planned))}</td><td></td></tr></tbody></table></section>`
}
