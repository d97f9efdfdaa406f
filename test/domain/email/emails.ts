import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { fileSpec } from '../../../functions/config.ts'
import type {
  EmailFooter,
  EmailSource,
  EmailVariable,
} from '../../../functions/domain/email/email.ts'
import { includedPaths } from '../../../functions/domain/email/source.ts'
import { features } from '../../../functions/domain/features/columns.ts'
import { emailVariables } from '../../../functions/domain/outbox/variables.ts'

const shop = new URL('../../../examples/shop', import.meta.url).pathname

/** The example's configuration, and what its templates may name. */
export const config = fileSpec.parse(parse(readFileSync(join(shop, 'nocturne.yaml'), 'utf8')))
export const exampleVariables = emailVariables(config)

/** What the small templates of the tests may name. */
export const variables: readonly EmailVariable[] = [
  { name: 'first_name', type: 'varchar', isNullable: true },
  { name: 'last_name', type: 'varchar', isNullable: true },
  ...features.map(({ name, type }) => ({ name, type, isNullable: name !== 'orders' })),
]

export const footer: EmailFooter = {
  reason: 'You get this because you said yes to news on 14 June 2023.',
  unsubscribeUrl: 'https://www.example.com/u/one-click',
  preferencesUrl: 'https://www.example.com/p/preferences',
  companyName: 'Alder & Oat',
  companyAddress: '1 Sample Street, 75000 Paris',
}

const folder = join(shop, 'emails')

/** The names of the templates of the example shop. */
export const examples: readonly string[] = readdirSync(folder)
  .filter((file) => readFileSync(join(folder, file), 'utf8').startsWith('---'))
  .map((file) => file.replace('.mjml', ''))

export function example(name: string): EmailSource {
  const read = (file: string) => ({ name: file, text: readFileSync(join(folder, file), 'utf8') })
  const template = read(`${name}.mjml`)
  return {
    template,
    parts: new Map(includedPaths(template.text).map((path) => [path, read(path)])),
  }
}

/** A small template: line 7 is the body. */
export function small(body: string, subject = 'Hello', end = footing): EmailSource {
  const lines = [
    ...['---', `subject: ${subject}`, 'preheader: News from us', '---'],
    ...['<mjml lang="en"><mj-head></mj-head>', '<mj-body><mj-section><mj-column>', body],
    ...[end, '</mj-column></mj-section></mj-body></mjml>'],
  ]
  return { template: { name: 'small.mjml', text: lines.join('\n') } }
}

const footing =
  '<mj-text>{{ reason }} <a href="{{ unsubscribe_url }}">Stop</a> <a href="{{ preferences_url }}">Choose</a> {{ company_name }}, {{ company_address }}</mj-text>'
