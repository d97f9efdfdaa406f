/** The example shop's templates with made-up values, for scripts that show or time them. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { fileSpec } from '../functions/config.ts'
import { compileEmail } from '../functions/domain/email/compile.ts'
import type { CompiledEmail, EmailFooter } from '../functions/domain/email/email.ts'
import { includedPaths } from '../functions/domain/email/source.ts'
import { emailVariables } from '../functions/domain/outbox/variables.ts'

const folder = 'examples/shop/emails'

const config = fileSpec.parse(parse(await readFile('examples/shop/nocturne.yaml', 'utf8')))

export interface ExampleEmail {
  readonly name: string
  readonly compiled: CompiledEmail
  readonly footer: EmailFooter
}

/** Every template of the example shop, compiled. */
export async function exampleEmails(): Promise<readonly ExampleEmail[]> {
  const emails: ExampleEmail[] = []
  for (const file of await readdir(folder)) {
    const template = await read(file)
    if (!template.text.startsWith('---')) continue
    const name = file.replace('.mjml', '')
    const paths = includedPaths(template.text)
    const parts = new Map(
      await Promise.all(paths.map(async (path) => [path, await read(path)] as const)),
    )
    emails.push({
      name,
      compiled: await compileEmail({ template, parts }, emailVariables(config)),
      footer: { ...company, reason: reasonOf(`emails/${file}`) },
    })
  }
  return emails
}

/** A customer of whom all is known that the examples name. */
export const values = {
  first_name: 'Priya',
  country: 'GB',
  orders: 4,
  first_order_on: '2023-06-14',
  last_order_on: '2025-10-21',
  median_gap_days: 38.5,
  favourite_category: 'tableware',
  occasion_on: '2026-03-15',
  years: 3,
  is_late: false,
}

const read = async (file: string) => ({
  name: join(folder, file),
  text: await readFile(join(folder, file), 'utf8'),
})

const company = {
  unsubscribeUrl: 'https://www.example.com/u/one-click',
  preferencesUrl: 'https://www.example.com/p/preferences',
  companyName: config.company.name,
  companyAddress: config.company.address ?? '',
}

/** Why the campaign of a template writes, in the shop’s words where it has some. */
function reasonOf(file: string): string {
  const campaign = config.campaigns.find(
    ({ template, variants }) => template === file || variants.some((one) => one.template === file),
  )
  return (
    campaign?.because ??
    'You get this because you ordered from us on 21 October 2025 and said yes to marketing on 14 June 2023.'
  )
}
