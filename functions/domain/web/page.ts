/** The pages behind the links of emails. They run nothing, load nothing and show nothing of what they were asked with. */
import { cleanLine } from '../email/clean.ts'
import { type Html, html, ownMarkup, type Piece, textOf } from '../report/html.ts'
import type { Choice, Choices } from './choices.ts'
import { languages } from './languages.ts'
import { sheet } from './style.ts'
import { oneClick, resume, stopAll, stopOne, type Wish } from './wish.ts'
import { en } from './words/en.ts'
import type { Said } from './words/words.ts'

/** In whose name a page speaks, and how. */
export interface Speaker {
  /** A language that the pages have. */
  readonly language: string
  /** The company, where it is known. */
  readonly company?: string | undefined
  /** The zone in which days are told. @default UTC */
  readonly timeZone?: string | undefined
}

/** Asks whether emails are to stop. */
export function stopPage(speaker: Speaker): string {
  const { stop } = wordsOf(speaker)
  return page(
    speaker,
    stop,
    html`<form method="post"><p class="acts">${button(oneClick, stop.these, 'first')}${button(stopAll, stop.all)}</p></form>`,
  )
}

/** What is on record of each kind of email, and how to change it. */
export function choicePage(speaker: Speaker, { isClosed, kinds }: Choices): string {
  const { choose, stop } = wordsOf(speaker)
  return page(
    speaker,
    choose,
    html`${isClosed && html`<p class="lede">${choose.nothing}</p>`}<form method="post">${kinds.map((one, at) => kind(speaker, one, at))}
<section class="kind" aria-labelledby="all"><h2 id="all">${choose.all.title}</h2><p>${choose.all.text}</p>
<p class="acts">${button(stopAll, stop.all, undefined, 'all')}</p></section></form>`,
  )
}

/** What was done; the same whether the link was good or not. `isChoice`: the customer came from the choices. */
export function donePage(speaker: Speaker, { word }: Wish, isChoice: boolean): string {
  const { stopped, resumed, cut, back } = wordsOf(speaker)
  const said =
    word === 'resume'
      ? resumed
      : { title: word === 'stop-all' ? stopped.allTitle : stopped.title, text: stopped.text }
  const query = speaker.language === 'en' ? '?' : `?lang=${speaker.language}`
  return page(
    speaker,
    said,
    html`${isChoice && html`<p><a href="${query}">${back}</a></p>`}<p class="fine">${cut}</p>`,
  )
}

/** Why nothing was done. */
export const problemPage = (speaker: Speaker, problem: 'missing' | 'refused' | 'failed'): string =>
  page(speaker, wordsOf(speaker)[problem])

const wordsOf = ({ language }: Speaker) => languages[language] ?? en

const page = (speaker: Speaker, { title, text }: Said, rest?: Piece): string =>
  textOf(html`<!doctype html>
<html lang="${speaker.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>${title}</title><style>${ownMarkup(sheet)}</style></head>
<body>${brand(speaker)}<main><h1>${title}</h1>
<p class="lede">${text}</p>
${rest}</main></body></html>
`)

/** Whatever a name holds, it turns nothing around and stays in its own place. */
function brand({ company = '' }: Speaker): Piece {
  const name = cleanLine(company)
  return name !== '' && html`<header><p class="brand"><bdi>${name}</bdi></p></header>`
}

function kind(speaker: Speaker, { purpose, said, mayResume }: Choice, at: number): Html {
  const { choose, stop } = wordsOf(speaker)
  const id = `kind${at}`
  const isNo = said?.word === 'no'
  const told = said ? choose[isNo ? 'saidNo' : 'saidYes'](day(speaker, said.at)) : choose.unsaid
  return html`<section class="kind" aria-labelledby="${id}"><h2 id="${id}">${nameOf(purpose)}</h2><p>${told}${isNo && !mayResume && ` ${choose.elsewhere}`}</p>
<p class="acts">${button([stopOne, purpose], isNo ? choose.noAgain : stop.these, undefined, id)}${mayResume && button(resume, choose.again, undefined, id)}</p></section>
`
}

const button = (
  [name, value]: readonly [string, string],
  text: string,
  className?: string,
  describedBy?: string,
): Html =>
  html`<button name="${name}" value="${value}"${className !== undefined && html` class="${className}"`}${describedBy !== undefined && html` aria-describedby="${describedBy}"`}>${text}</button>`

/** `service_news` is read “Service news”. */
const nameOf = (purpose: string) => {
  const text = purpose.replaceAll(/[_-]+/g, ' ').trim()
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}

const day = ({ language, timeZone = 'UTC' }: Speaker, at: string) =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    dateStyle: 'long',
    timeZone,
  }).format(new Date(at))
