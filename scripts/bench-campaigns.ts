/**
 * How long the two stages take that decide who hears from the shop: `npm run bench:campaigns -- --customers 1000000`.
 * Runs three nights over the large shop with twelve campaigns, one of them to everybody on the third night, and prints
 * the two stages of the second and the third, step by step, and the slope from a quarter of the size.
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

/** The first night is everybody's baseline. */
const nights = {
  '2026-03-11': 'an ordinary night',
  '2026-03-12': 'a night that writes to everybody',
}

const customers = Number(values.customers)
const [large, small] = [await measure(customers), await measure(Math.round(customers / 4))]
for (const [night, what] of Object.entries(nights)) {
  const stages = large[night] ?? []
  console.log(`${what}:`)
  for (const { stage, text, seconds, steps } of stages) {
    console.log(`  ${stage.padEnd(10)} ${seconds.toFixed(1).padStart(5)} s  ${text}`)
    for (const step of steps.filter((one) => one.seconds >= 0.1))
      console.log(`    ${step.text.padEnd(44)} ${step.seconds.toFixed(1).padStart(5)} s`)
  }
  const [all, quarter] = [sumOf(stages), sumOf(small[night] ?? [])]
  console.log(
    `  both ${all.toFixed(1)} s of ${customers.toLocaleString('en')} customers; limit 15; ` +
      `slope ${(Math.log(all / quarter) / Math.log(4)).toFixed(2)} from a quarter of them (${quarter.toFixed(1)} s); limit 1.15`,
  )
}

function sumOf(stages: readonly Stage[]): number {
  return stages.reduce((sum, { seconds }) => sum + seconds, 0)
}

async function measure(count: number): Promise<Readonly<Record<string, readonly Stage[]>>> {
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
  return Object.fromEntries(Object.keys(nights).map((date) => [date, stagesIn(night(date))]))
}

function stagesIn(out: string): readonly Stage[] {
  return out
    .split('\n')
    .filter((line) => line.startsWith('{"stage"'))
    .map((line) => JSON.parse(line) as Stage)
    .filter(({ stage }) => deciding.includes(stage))
}
