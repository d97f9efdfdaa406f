import { aboveFooter, alwaysNames, alwaysShows } from './always-shows.ts'
import { type CheckedLiquid, checkLiquid } from './check-liquid.ts'
import { compileMjml } from './compile-mjml.ts'
import {
  type CompiledEmail,
  type EmailSource,
  type EmailVariable,
  footerVariables,
} from './email.ts'
import { liquidFor } from './liquid.ts'
import { type Block, type EmailProblem, failIf, problemAt } from './problem.ts'
import { rehearse } from './rehearse.ts'
import { readSource } from './source.ts'

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
