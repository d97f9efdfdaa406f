/** Makes the sample shop, runs two nights over it, prints where the report is: `npm run demo`. */
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { main } from '../functions/cli.ts'

const to = '2026-03-10'
const folder = join(import.meta.dirname, '../demo')
if (existsSync(join(folder, 'truth.json'))) rmSync(folder, { recursive: true })

const config = ['--config', 'nocturne.yaml']
process.exitCode = await main(['sample', folder, '--to', to])
process.chdir(folder)
for (const date of [to, '2026-03-11']) {
  process.exitCode ||= await main(['run', '--date', date, ...config])
}
