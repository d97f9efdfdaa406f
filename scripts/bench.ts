/**
 * How long a night takes against a bare scan of the same file: `npm run bench -- --customers 1000000`.
 * Makes customers and ten orders each as Parquet, runs two nights in processes of their own, and prints the second:
 * seconds a stage, the ratio to the scan (median of three), peak memory, what the stage of value is made of and what a
 * plain pass over all customers takes in its place, and the slope from a quarter of the size.
 */
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openEngine } from '../functions/platform/local/engine.ts'
import { literal } from '../functions/platform/sql.ts'
import type { StageSummary } from '../functions/stage.ts'
import { plainLines, plainPass } from './bench-value.ts'
import { makeLargeShop } from './large-shop.ts'

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    folder: { type: 'string', default: 'bench' },
    memory: { type: 'string', default: '2500MB' },
  },
})

const nights = ['2026-03-10', '2026-03-11'] as const
const root = join(import.meta.dirname, '..')

interface Measured {
  readonly customers: number
  readonly folder: string
  readonly scan: number
  readonly stages: readonly MeasuredStage[]
  readonly seconds: number
  readonly megabytes: number
}

interface MeasuredStage extends StageSummary {
  readonly steps: readonly { readonly text: string; readonly seconds: number }[]
}

const large = await measure(Number(values.customers))
const small = await measure(Math.round(Number(values.customers) / 4))
print(large)
await printValue(large)
const slope = Math.log(large.seconds / small.seconds) / Math.log(large.customers / small.customers)
console.log(
  `slope ${slope.toFixed(2)} from ${small.customers.toLocaleString('en')} customers (${small.seconds.toFixed(1)} s) to ${large.customers.toLocaleString('en')} (${large.seconds.toFixed(1)} s); limit 1.15`,
)

async function measure(customers: number): Promise<Measured> {
  const folder = join(root, values.folder, String(customers))
  await makeLargeShop(folder, customers)
  rmSync(join(folder, '.nocturne'), { recursive: true, force: true })
  const scan = await bareScan(join(folder, 'orders-1.parquet'))
  runNight(folder, nights[0])
  const second = runNight(folder, nights[1])
  return { customers, folder, scan, ...second }
}

/**
 * Seconds of the scan that a night is measured against, median of three, in the same engine. Its rows are kept in
 * memory, so that no column of them can be left out as unused.
 */
async function bareScan(orders: string): Promise<number> {
  const engine = await openEngine({ memory: values.memory })
  const times: number[] = []
  for (let time = 0; time < 3; time += 1) {
    const start = performance.now()
    await engine.run(`create or replace temporary table scanned as
      select customer_id, count(*) as orders, sum(total) as total,
        min(ordered_at) as first_at, max(ordered_at) as last_at
      from read_parquet(${literal(orders)}) group by customer_id`)
    times.push((performance.now() - start) / 1000)
  }
  engine.close()
  return times.sort((a, b) => a - b)[1] ?? 0
}

/** One night in a process of its own; its last line is the peak of its memory. */
function runNight(folder: string, date: string) {
  const start = performance.now()
  const out = execFileSync(
    process.execPath,
    [join(import.meta.dirname, 'bench-night.ts'), '--date', date, '--memory', values.memory],
    { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 26 },
  )
  const seconds = (performance.now() - start) / 1000
  const lines = out.trim().split('\n')
  const json = lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line))
  const stages = json.filter((line): line is MeasuredStage => 'stage' in line)
  const megabytes = Number(json.find((line) => 'megabytes' in line)?.megabytes)
  return { stages, seconds, megabytes }
}

function print({ customers, scan, stages, seconds, megabytes }: Measured) {
  console.log(
    `second night, ${customers.toLocaleString('en')} customers, ${(customers * 10).toLocaleString('en')} orders`,
  )
  for (const { stage, seconds: time, text } of stages) {
    console.log(
      `  ${stage.padEnd(10)} ${time.toFixed(1).padStart(6)} s  ${(time / scan).toFixed(1).padStart(5)} x  ${text}`,
    )
  }
  console.log(`bare scan ${scan.toFixed(2)} s, median of 3`)
  const value = stages.find(({ stage }) => stage === 'value')?.seconds ?? 0
  const times = (time: number) => `${(time / scan).toFixed(1)} x the bare scan`
  console.log(`night ${seconds.toFixed(1)} s from start to exit = ${times(seconds)}`)
  console.log(`without the stage of value ${times(seconds - value)}; limit 45`)
  console.log(`the stage of value ${value.toFixed(1)} s; limit 10`)
  console.log(`peak memory ${megabytes.toLocaleString('en')} MB; limit 4,000`)
}

/** What the stage of value is made of, and a plain pass in its place. */
async function printValue({ folder, stages }: Measured) {
  const value = stages.find(({ stage }) => stage === 'value')
  if (!value) return
  const long = value.steps.filter(({ seconds }) => seconds >= 0.1)
  console.log(`value ${value.seconds.toFixed(1)} s, of which`)
  for (const { text, seconds } of long)
    console.log(`  ${text.padEnd(46)} ${seconds.toFixed(1).padStart(6)} s`)
  for (const line of plainLines(await plainPass(folder), value.seconds)) console.log(line)
}
