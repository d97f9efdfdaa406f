/**
 * Pictures of a report as people see it: 1280 and 390 pixels wide, light and dark.
 * node scripts/look.ts <report.html> <folder>; needs Chromium (CHROMIUM names another).
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'

const looks = [
  { name: 'wide-light', width: 1280, height: 7000, scheme: 1 },
  { name: 'wide-dark', width: 1280, height: 7000, scheme: 0 },
  { name: 'phone-light', width: 390, height: 10_000, scheme: 1 },
  { name: 'phone-dark', width: 390, height: 10_000, scheme: 0 },
]

const [page, folder = 'look'] = process.argv.slice(2)
if (!page) {
  process.stderr.write('usage: node scripts/look.ts <report.html> [folder]\n')
  process.exitCode = 2
} else {
  await mkdir(folder, { recursive: true })
  for (const look of looks) process.stdout.write(`${await shoot(page, folder, look)}\n`)
}

async function shoot(page: string, folder: string, look: (typeof looks)[number]): Promise<string> {
  const profile = await mkdtemp(join(tmpdir(), 'look-'))
  const picture = join(folder, `${look.name}.png`)
  try {
    await promisify(execFile)(process.env.CHROMIUM ?? 'chromium', [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
      ...['--hide-scrollbars', `--user-data-dir=${profile}`],
      `--window-size=${look.width},${look.height}`,
      `--blink-settings=preferredColorScheme=${look.scheme}`,
      `--screenshot=${picture}`,
      pathToFileURL(resolve(page)).href,
    ])
  } finally {
    await rm(profile, { recursive: true, force: true })
  }
  return picture
}
