import mjml2html from 'mjml'
import { z } from 'zod'
import { brief } from '../words/shown.ts'
import { aboveFooter, alwaysNames, alwaysShows } from './always-shows.ts'
import { type CheckedLiquid, checkLiquid } from './check-liquid.ts'
import { checkMarkup, withLinkWords } from './check-markup.ts'
import {
  type CompiledEmail,
  type EmailSource,
  type EmailVariable,
  footerVariables,
} from './email.ts'
import { liquidFor } from './liquid.ts'
import { readMarkup } from './markup.ts'
import { plainText } from './plain-text.ts'
import { type Block, type EmailProblem, emailError, problemAt } from './problem.ts'
import { rehearse } from './rehearse.ts'
import { type Shielded, shield, unshield } from './shield.ts'
import { type ReadSource, readSource } from './source.ts'

/**
 * A marketer's template made ready for sending: MJML runs here, once a campaign, and never again. Throws ConfigError
 * with file, line and nearest name for whatever would go wrong with some customer.
 */
export async function compileEmail(
  source: EmailSource,
  variables: readonly EmailVariable[],
): Promise<CompiledEmail> {
  const read = readSource(source)
  const language = /<mjml[^>]*\slang="([\w-]+)"/.exec(read.mjml.text)?.[1] ?? 'en'
  const known = new Map([...variables, ...ourVariables].map((one) => [one.name, one]))
  const check = (block: Block) => checkLiquid(block, liquidFor('html', language), known)
  const checked = {
    ...{ subject: check(read.subject), preheader: check(read.preheader), mjml: check(read.mjml) },
    ...(read.text && { text: check(read.text) }),
  }
  failIf([...read.problems, ...Object.values(checked).flatMap(({ problems }) => problems)])
  failIf([...missingFooter(read.mjml, checked.mjml), ...missingFooter(read.text, checked.text)])

  const { html, text } = await compileMjml(read)
  const shown = check({ ...read.mjml, text: read.text?.text ?? text })
  failIf([
    ...emptyIf(!alwaysShows(checked.subject.templates, known), read.subject, 'the subject'),
    ...emptyIf(
      !alwaysShows(aboveFooter(shown.templates), known),
      read.text ?? read.mjml,
      'the body',
    ),
  ])
  const names = new Set(Object.values(checked).flatMap((one) => [...one.names]))
  const email = {
    ...{ language, subject: read.subject.text, html, text: read.text?.text ?? text },
    variables: [...names].filter((name) => !isOurs(name)).sort(),
  }
  const wrong = rehearse(email, known)
  failIf(wrong === undefined ? [] : [problemAt(read.mjml, 1, wrong)])
  return email
}

const ourVariables = footerVariables.map(
  (name): EmailVariable => ({ name, type: 'varchar', isNullable: false }),
)

const isOurs = (name: string) => footerVariables.some((one) => one === name)

function failIf(problems: readonly EmailProblem[]): void {
  if (problems.length > 0) throw emailError(problems)
}

/** HTML and the text that says the same, with Liquid in both. */
async function compileMjml(read: ReadSource): Promise<{ html: string; text: string }> {
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

function missingFooter(
  block: Block | undefined,
  checked: CheckedLiquid | undefined,
): readonly EmailProblem[] {
  if (!block || !checked) return []
  return footerVariables
    .filter((name) => !alwaysNames(checked.templates, name))
    .map((name) =>
      problemAt(
        block,
        block.lines.length,
        `{{ ${name} }} is missing`,
        `every email says ${means[name]}`,
      ),
    )
}

const means: Readonly<Record<(typeof footerVariables)[number], string>> = {
  reason: 'why it came',
  unsubscribe_url: 'how to stop it: <a href="{{ unsubscribe_url }}">',
  preferences_url: 'how to choose: <a href="{{ preferences_url }}">',
  company_name: 'who sends it',
  company_address: 'where the sender is',
}

const emptyIf = (isEmpty: boolean, block: Block, what: string): readonly EmailProblem[] =>
  isEmpty
    ? [
        problemAt(
          block,
          1,
          `${what} may be empty`,
          'give conditions an else, and variables a fallback',
        ),
      ]
    : []
