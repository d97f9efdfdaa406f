/**
 * The example emails as people see them: HTML, text and pictures of a mailbox 600 and 375 pixels wide, light and dark.
 * node scripts/look-emails.ts [folder]; the pictures need Chromium (CHROMIUM names another).
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { emailRenderer } from '../functions/domain/email/render.ts'
import { exampleEmails, values } from './example-emails.ts'

const [folder = 'look'] = process.argv.slice(2)

await mkdir(folder, { recursive: true })
for (const { name, compiled, footer } of await exampleEmails()) {
  const email = emailRenderer(compiled)(values, footer)
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
