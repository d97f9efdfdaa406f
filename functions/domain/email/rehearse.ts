import { brief } from '../words/shown.ts'
import { mostCharacters } from './clean.ts'
import {
  type CompiledEmail,
  type EmailFooter,
  type EmailValue,
  type EmailVariable,
  mostHtmlBytes,
} from './email.ts'
import { emailRenderer } from './render.ts'

/** What goes wrong with a customer of whom nothing is known, or one whose every value is long. */
export function rehearse(
  email: CompiledEmail,
  known: ReadonlyMap<string, EmailVariable>,
): string | undefined {
  const values = email.variables.map((name): readonly [string, EmailValue] => [
    name,
    sampleOf(known.get(name)),
  ])
  try {
    const render = emailRenderer(email)
    const emails = [render({}, footer), render(Object.fromEntries(values), footer)]
    const bytes = Math.max(...emails.map(({ html }) => new TextEncoder().encode(html).length))
    return bytes > mostHtmlBytes ? tooLong(bytes) : undefined
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return `Liquid: ${brief(error.message.split('\n')[0] ?? '')}`
  }
}

/** What is too long is cut by Gmail, and the way to unsubscribe with it. */
const tooLong = (bytes: number) =>
  `${bytes} bytes of HTML with long values: Gmail cuts after ${mostHtmlBytes}`

function sampleOf(variable: EmailVariable | undefined): EmailValue {
  if (variable?.type === 'varchar') return '𝒩'.repeat(mostCharacters)
  if (variable?.type === 'boolean') return true
  if (variable?.type === 'date') return '2028-02-29'
  return variable?.type === 'timestamp(3)' ? '2028-02-29 23:59:59.999' : 1234567.89
}

const footer: EmailFooter = {
  reason: 'r'.repeat(400),
  unsubscribeUrl: `https://www.example.com/${'u'.repeat(200)}`,
  preferencesUrl: `https://www.example.com/${'p'.repeat(200)}`,
  companyName: 'c'.repeat(80),
  companyAddress: 'a'.repeat(200),
}
