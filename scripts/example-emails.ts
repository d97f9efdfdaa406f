/** The example shop's templates with made-up values, for scripts that show or time them. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compileEmail } from '../functions/domain/email/compile.ts'
import type { CompiledEmail, EmailFooter, EmailVariable } from '../functions/domain/email/email.ts'
import { includedPaths } from '../functions/domain/email/source.ts'
import { features } from '../functions/domain/features/columns.ts'

const folder = 'examples/shop/emails'

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
      compiled: await compileEmail({ template, parts }, variables),
      footer: { ...company, reason: reasons[name] ?? 'You get this because you said yes to news.' },
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

const variables: readonly EmailVariable[] = [
  { name: 'first_name', type: 'varchar', isNullable: true },
  { name: 'occasion_on', type: 'date', isNullable: true },
  { name: 'years', type: 'integer', isNullable: true },
  { name: 'is_late', type: 'boolean', isNullable: true },
  ...features.map(({ name, type }) => ({ name, type, isNullable: name !== 'orders' })),
]

const company = {
  unsubscribeUrl: 'https://www.example.com/u/one-click',
  preferencesUrl: 'https://www.example.com/p/preferences',
  companyName: 'Alder & Oat',
  companyAddress: '12 rue Oberkampf, 75011 Paris',
}

const reasons: Readonly<Record<string, string>> = {
  birthday:
    'You get this because you told us your birthday on 14 June 2023 and said yes to birthday mail. We keep the day and the month, and use them for this one email a year.',
  'churn-risk':
    'You get this because you ordered from us four times, the last time on 21 October 2025, and said yes to news on 14 June 2023.',
  'win-back':
    'You get this because you ordered from us four times, the last time on 21 October 2025, and said yes to news. If you do not order, we send one more note in 90 days at the earliest, then stop.',
}
