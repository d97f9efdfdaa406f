/** The page around the sections: head, contents, foot. */
import { longDate } from './dates.ts'
import { document } from './document.ts'
import { type Foot, foot } from './foot.ts'
import { capital } from './format.ts'
import { type Html, html, type Piece } from './html.ts'
import type { Context } from './section.ts'
import { style } from './style.ts'

/** A section as it was rendered. */
export interface Rendered {
  readonly id: string
  readonly short: string
  readonly body: Html
}

/** The report as one HTML file that loads nothing. The first section is the head of the page. */
export const page = (
  [head, ...sections]: readonly Rendered[],
  context: Context,
  footer: Foot,
): string =>
  document({
    title: `${context.company}: ${longDate(context.asOf)} · Nocturne`,
    style,
    body: html`<a class="skip" href="#main">Skip to the report</a>
<header class="top">${head?.body}</header>
<nav aria-label="Sections"><ul>${sections.map(
      ({ id, short }) => html`<li><a href="#${id}">${short}</a></li>`,
    )}</ul></nav>
<main id="main">
${sections.map(({ body }) => html`${body}\n`)}</main>
${foot(footer)}`,
  })

/** A section of the page: the topic to the left, the finding as its heading. */
export const finding = (given: {
  id: string
  title: string
  how?: Piece
  heading: Piece
  body: Piece
}): Html =>
  html`<section id="${given.id}" aria-labelledby="h-${given.id}"><div class="side"><p class="label">${given.title}</p>${
    given.how && html`<p class="how">${given.how}</p>`
  }</div><div class="main"><h2 id="h-${given.id}">${heading(given.heading)}</h2>${given.body}</div></section>`

/** A paragraph of sentences; those that have nothing to say are left out, and with them the paragraph. */
export const paragraph = (...sentences: readonly Piece[]): Piece => prose('', sentences)

/** A paragraph in small print. */
export const note = (...sentences: readonly Piece[]): Piece => prose('fine', sentences)

/** A table that may be wider than a phone: it scrolls by itself, by keyboard too. */
export const scrolling = (label: string, table: Html): Html =>
  html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${table}</div>`

const heading = (text: Piece): Piece => (typeof text === 'string' ? capital(text) : text)

function prose(className: string, sentences: readonly Piece[]): Piece {
  const said = sentences.filter((one) => one)
  if (said.length === 0) return false
  return html`<p${className && html` class="${className}"`}>${said.map((one, i) => [i > 0 && ' ', one])}</p>`
}
