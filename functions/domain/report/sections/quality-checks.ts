import { count, plural } from '../format.ts'
import { html, type Piece } from '../html.ts'
import { paragraph } from '../page.ts'
import type { RowOf } from '../queries.ts'

/** The checks that did not pass, and how many did. */
export function checkList(checks: readonly RowOf<'quality_checks'>[]): Piece {
  const [first] = checks
  if (!first) return paragraph('No check has looked at this night.')
  const failed = checks.filter(({ passed }) => !passed)
  if (failed.length === 0) {
    return paragraph(`All ${count(first.checks)} ${plural(first.checks, 'check')} passed.`)
  }
  const twice = failed.filter(({ name }) => name === 'repeated')
  return html`<h3>Checks</h3>${twice.map(({ source, detail }) =>
    paragraph(
      html`<b>Money counts twice</b>: of ${source}, ${detail}. Say in <code>sources.${source}.tables.orders.repeats</code> whose orders they are.`,
    ),
  )}${paragraph(
    `${count(first.failed)} of ${count(first.checks)} did not pass; none of them stops a night.`,
  )}<table><caption>Checks that did not pass</caption><thead><tr><th scope="col">Check</th><th scope="col">Looked at</th><th scope="col" class="n">Found</th><th scope="col" class="n">Allowed</th></tr></thead><tbody>${failed.map(
    ({ name, source, value, allowed }) =>
      html`<tr><th scope="row">${name}</th><td>${source}</td><td class="n">${plain(value)}</td><td class="n">${plain(allowed)}</td></tr>`,
  )}</tbody></table>`
}

const plain = (value: number | null) =>
  value === null
    ? 'not known'
    : Number.isInteger(value)
      ? count(value)
      : String(Number(value.toPrecision(3)))
