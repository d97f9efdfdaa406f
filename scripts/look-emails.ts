/**
 * The example emails as people see them: HTML, text and pictures of a mailbox 600 and 375 pixels wide, light and dark.
 * node scripts/look-emails.ts [folder]; the pictures need Chromium (CHROMIUM names another).
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { compileEmail } from '../functions/domain/email/compile.ts'
import type { EmailFooter, EmailVariable } from '../functions/domain/email/email.ts'
import { emailRenderer } from '../functions/domain/email/render.ts'
import { includedPaths } from '../functions/domain/email/source.ts'
import { features } from '../functions/domain/features/columns.ts'

const from = 'examples/shop/emails'
const [folder = 'look-emails'] = process.argv.slice(2)

const variables: readonly EmailVariable[] = [
  { name: 'first_name', type: 'varchar', isNullable: true },
  ...features.map(({ name, type }) => ({ name, type, isNullable: name !== 'orders' })),
]
const values = {
  first_name: 'Priya',
  orders: 4,
  first_order_on: '2023-06-14',
  last_order_on: '2025-10-21',
  favourite_category: 'tea',
}
const reasons: Readonly<Record<string, string>> = {
  birthday:
    'You get this because you told us your birthday on 14 June 2023 and said yes to birthday mail. We keep the day and the month, and use them for this one email a year.',
  'churn-risk':
    'You get this because you ordered from us four times, the last time on 21 October 2025, and said yes to news on 14 June 2023.',
  'win-back':
    'You get this because you ordered from us four times, the last time on 21 October 2025, and said yes to news. If you do not order, we send one more note in 90 days at the earliest, then stop.',
}
const footer: Omit<EmailFooter, 'reason'> = {
  unsubscribeUrl: 'https://www.example.com/u/one-click',
  preferencesUrl: 'https://www.example.com/p/preferences',
  companyName: 'Alder & Oat',
  companyAddress: '1 Sample Street, 75000 Paris',
}

await mkdir(folder, { recursive: true })
for (const file of await readdir(from)) {
  const text = await readFile(join(from, file), 'utf8')
  if (!text.startsWith('---')) continue
  const parts = await Promise.all(
    includedPaths(text).map(async (path) => {
      const part = await readFile(join(from, path), 'utf8')
      return [path, { name: join(from, path), text: part }] as const
    }),
  )
  const template = { name: join(from, file), text }
  const compiled = await compileEmail({ template, parts: new Map(parts) }, variables)
  const name = file.replace('.mjml', '')
  const reason = reasons[name] ?? 'You get this because you said yes to news on 14 June 2023.'
  const email = emailRenderer(compiled)(values, { ...footer, reason })
  await writeFile(join(folder, `${name}.html`), email.html)
  await writeFile(join(folder, `${name}.txt`), email.text)
  process.stdout.write(`${name}: ${email.subject} (${email.html.length} characters)\n`)
  for (const width of [600, 375])
    for (const scheme of ['dark', 'light'] as const)
      process.stdout.write(`${await shoot(name, width, scheme)}\n`)
}

async function shoot(name: string, width: number, scheme: 'light' | 'dark'): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'look-'))
  const picture = join(folder, `${name}-${width}-${scheme}.png`)
  try {
    await promisify(execFile)(process.env.CHROMIUM ?? 'chromium', [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--hide-scrollbars', `--user-data-dir=${profile}`, `--window-size=${width},1000`],
      `--blink-settings=preferredColorScheme=${scheme === 'light' ? 1 : 0}`,
      `--screenshot=${picture}`,
      pathToFileURL(resolve(folder, `${name}.html`)).href,
    ])
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
  return picture
}
