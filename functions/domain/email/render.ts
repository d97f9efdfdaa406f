import { ConfigError } from '../../errors.ts'
import { cleanLine, cleanValue } from './clean.ts'
import type {
  CompiledEmail,
  EmailFooter,
  EmailValue,
  footerVariables,
  RenderedEmail,
} from './email.ts'
import { type LiquidKind, liquidFor, renderLimits } from './liquid.ts'
import { wrap } from './wrap.ts'

/** Writes one customer's email. Throws ConfigError for what is wrong with the company, and so with every email. */
export type EmailRenderer = (
  values: Readonly<Record<string, EmailValue>>,
  footer: EmailFooter,
) => RenderedEmail

/** Reads the Liquid of a compiled email once, and renders it for as many customers as wanted. */
export function emailRenderer(compiled: CompiledEmail): EmailRenderer {
  const template = (kind: LiquidKind, text: string) => {
    const liquid = liquidFor(kind, compiled.language)
    const parsed = liquid.parse(text)
    return (scope: object) => String(liquid.renderSync(parsed, scope, renderLimits))
  }
  const subject = template('plain', compiled.subject)
  const html = template('html', compiled.html)
  const text = template('plain', compiled.text)
  return (values, footer) => {
    const scope = {
      ...Object.fromEntries(
        compiled.variables.map((name) => [name, cleanValue(own(values, name))]),
      ),
      ...footerScope(footer),
    }
    const rendered = {
      subject: oneLine(subject(scope)),
      html: html(scope),
      text: wrap(text(scope)),
    }
    if (rendered.subject === '') throw new Error('a subject that renders empty')
    return rendered
  }
}

const mostSubject = 200

const oneLine = (subject: string) =>
  [...cleanLine(subject)].slice(0, mostSubject).join('').trimEnd()

const own = (values: Readonly<Record<string, EmailValue>>, name: string) =>
  Object.hasOwn(values, name) ? values[name] : null

function footerScope(
  footer: EmailFooter,
): Readonly<Record<(typeof footerVariables)[number], string>> {
  return {
    reason: said(footer.reason, new Error('an email without a reason')),
    unsubscribe_url: address(footer.unsubscribeUrl),
    preferences_url: address(footer.preferencesUrl),
    company_name: said(footer.companyName, new ConfigError('an email without a company name')),
    company_address: said(
      footer.companyAddress,
      new ConfigError('an email without a company address', {
        next: ['write company.address, where the sender is, into nocturne.yaml'],
      }),
    ),
  }
}

function said(text: string, missing: Error): string {
  const line = cleanLine(text)
  if (line === '') throw missing
  return line
}

/** Nothing but an https address, or one of this machine, without characters that end it in a text. */
function address(url: string): string {
  if (!/^(https:\/\/[\w.-]+|http:\/\/localhost)(:\d+)?(\/[\w\-.~%!$&*+,;=:@/?#]*)?$/.test(url))
    throw new ConfigError('an unsubscribe or preference link that is no https address')
  return url
}
