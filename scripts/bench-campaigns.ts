/**
 * How long the two stages take that decide who hears from the shop: `npm run bench:campaigns -- --customers 1000000`.
 * Runs two nights over the large shop with twelve campaigns, one of them to everybody on the second night, and prints
 * that night's two stages, step by step, and the slope from a quarter of the size.
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { campaignsConfig, makeCampaignsShop } from './campaigns-shop.ts'

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: 'bench' },
  },
})

interface Stage {
  readonly stage: string
  readonly text: string
  readonly seconds: number
  readonly steps: readonly { readonly text: string; readonly seconds: number }[]
}

const deciding = ['occasions', 'outbox']

const customers = Number(values.customers)
const [large, small] = [await measure(customers), await measure(Math.round(customers / 4))]
for (const { stage, text, seconds, steps } of large) {
  console.log(`${stage.padEnd(10)} ${seconds.toFixed(1).padStart(5)} s  ${text}`)
  for (const step of steps.filter((one) => one.seconds >= 0.1))
    console.log(`  ${step.text.padEnd(46)} ${step.seconds.toFixed(1).padStart(5)} s`)
}
const [all, quarter] = [large, small].map((stages) =>
  stages.reduce((sum, { seconds }) => sum + seconds, 0),
) as [number, number]
console.log(`both ${all.toFixed(1)} s of ${customers.toLocaleString('en')} customers; limit 15`)
console.log(
  `slope ${(Math.log(all / quarter) / Math.log(4)).toFixed(2)} from a quarter of them (${quarter.toFixed(1)} s); limit 1.15`,
)

async function measure(count: number): Promise<readonly Stage[]> {
  const folder = join(import.meta.dirname, '..', values.folder, String(count))
  await makeCampaignsShop(folder, count)
  rmSync(join(folder, '.campaigns'), { recursive: true, force: true })
  const night = (date: string) =>
    execFileSync(
      process.execPath,
      [join(import.meta.dirname, 'bench-night.ts'), '--date', date, '--config', campaignsConfig],
      { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 },
    )
  night('2026-03-10')
  return night('2026-03-11')
    .split('\n')
    .filter((line) => line.startsWith('{"stage"'))
    .map((line) => JSON.parse(line) as Stage)
    .filter(({ stage }) => deciding.includes(stage))
}
