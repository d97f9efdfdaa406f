import mjml2html from 'mjml'
import { z } from 'zod'
import { brief } from '../words/shown.ts'
import { checkMarkup, withLinkWords } from './check-markup.ts'
import { readMarkup } from './markup.ts'
import { plainText } from './plain-text.ts'
import { type Block, emailError, failIf, problemAt } from './problem.ts'
import { type Shielded, shield, unshield } from './shield.ts'
import type { ReadSource } from './source.ts'

/** HTML and the text that says the same, with Liquid in both. */
export async function compileMjml(read: ReadSource): Promise<{ html: string; text: string }> {
  const shielded = shield(withHead(read))
  const ours = read.mjml
  failIf(shielded.problems)
  const html = await htmlOf(shielded, ours)
  const pieces = readMarkup(html.replace(/\s*\n\s*/g, '\n').trim())
  failIf(checkMarkup(pieces, shielded.pieces, ours))
  const linked = withLinkWords(pieces)
  const text = plainText(readMarkup(linked), (number) => isReason(number, shielded))
  return { html: unshield(linked, shielded.pieces), text: unshield(text, shielded.pieces) }
}

/** What MJML makes of a template. It throws all that it finds in it, or from deep within. */
async function htmlOf({ mjml, pieces }: Shielded, block: Block): Promise<string> {
  try {
    const { html } = await mjml2html(mjml, {
      ...{ fonts: {}, keepComments: false, validationLevel: 'strict', ignoreIncludes: true },
    })
    return html
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const found = 'errors' in error ? mjmlErrors.parse(error.errors) : []
    const said = brief(error.message.split('\n')[0] ?? '')
    const unread = problemAt(block, 1, `MJML: ${said}`, 'an element may not be closed')
    throw emailError(
      found.length === 0
        ? [unread]
        : found.map(({ line, tagName, message }) =>
            problemAt(block, line, `<${tagName}>: ${unshield(message, pieces)}`),
          ),
    )
  }
}

const mjmlErrors = z.array(
  z.object({ line: z.number().catch(1), tagName: z.string(), message: z.string() }),
)

/** Title and preheader come from the front matter; they go to the line of `<mj-head>`, so that lines stay what they are. */
function withHead({ mjml, subject, preheader }: ReadSource): Block {
  const own = /<mj-(title|preview)\b/.exec(mjml.text)
  const row = (at: number) => mjml.text.slice(0, at).split('\n').length
  const at = /<mj-head\s*>/.exec(mjml.text)
  if (own)
    throw emailError([
      problemAt(
        mjml,
        row(own.index),
        `${own[0].slice(1)} is made from the front matter`,
        'remove it',
      ),
    ])
  if (!at)
    throw emailError([
      problemAt(mjml, 1, 'no <mj-head>', 'a template has <mjml><mj-head> … </mj-head><mj-body> … '),
    ])
  const end = at.index + at[0].length
  const head = `<mj-title>${asMarkup(subject)}</mj-title><mj-preview>${asMarkup(preheader)}</mj-preview>`
  return { ...mjml, text: mjml.text.slice(0, end) + head + mjml.text.slice(end) }
}

/** Text with Liquid as markup: what is not Liquid is escaped. */
const asMarkup = ({ text }: Block) =>
  text
    .split(/(\{\{.*?\}\}|\{%.*?%\})/)
    .map((part, index) => (index % 2 ? part : part.replace(/&/g, '&amp;').replace(/</g, '&lt;')))
    .join('')

const isReason = (number: number, { pieces }: Shielded) =>
  /^\{\{-?\s*reason\b/.test(pieces[number]?.source ?? '')
