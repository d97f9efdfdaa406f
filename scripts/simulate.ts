/**
 * The nights of a generated world through the stages that decide and through a plain reckoning:
 * `npm run simulate [-- --nights 1461 --from 2026-02-10 --zones 30 --seed 1 --pace 2 --missed 6]`. Customers are born on
 * every day of a year in so many zones. Ends at the first night on which the two differ, or a law does not hold.
 */
import { parseArgs } from 'node:util'
import { openEngine } from '../functions/platform/local/engine.ts'
import { changingConfig } from '../test/support/world/changing.ts'
import { told } from '../test/support/world/compare.ts'
import { laws } from '../test/support/world/laws.ts'
import { simulate } from '../test/support/world/simulate.ts'
import { world } from '../test/support/world/world.ts'

const { values } = parseArgs({
  options: {
    nights: { type: 'string', default: '1461' },
    from: { type: 'string', default: '2026-02-10' },
    zones: { type: 'string', default: '30' },
    seed: { type: 'string', default: '1' },
    pace: { type: 'string', default: '2' },
    missed: { type: 'string', default: '6' },
  },
})
const [nights, zones, seed] = [Number(values.nights), Number(values.zones), Number(values.seed)]
const engine = await openEngine({ threads: 2 })
const all = world({
  ...{ seed, from: values.from, zones },
  ...{ pace: Number(values.pace), missed: Number(values.missed) },
  config: changingConfig({ live: 2, added: 50, changed: 70, rescheduled: 90, removed: 110 }),
})
const watched = laws()
const counts = new Map<string, number>()
const start = performance.now()
const spent = { stages: 0, oracle: 0 }
let done = 0
let ran = 0
const failed: string[] = []

for await (const simulated of simulate(engine, all)) {
  const { night, verdict, differences, milliseconds } = simulated
  ran += 1
  done = Math.round((Date.parse(night.asOf) - Date.parse(values.from)) / 86_400_000) + 1
  spent.stages += milliseconds.stages
  spent.oracle += milliseconds.oracle
  for (const { decision, reason } of verdict.decisions) {
    const key = [decision, reason].filter(Boolean).join(' ')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  failed.push(...watched.look(simulated), ...differences.map(told).slice(0, 10))
  if (differences.length > 0) {
    console.error(
      `\n${night.asOf}: ${differences.length} of ${verdict.decisions.length} decisions differ`,
    )
  }
  if (failed.length > 0) break
  progress(night.asOf)
  if (done >= nights) {
    const { broken, birthdays } = watched.end()
    failed.push(...broken, ...(birthdays === 0 ? ['nobody had a birthday'] : []))
    break
  }
}
engine.close()

const [inStages, inOracle] = [spent.stages, spent.oracle].map((ms) => (ms / ran / 1000).toFixed(2))
console.log(`\n${ran} nights in ${clock(performance.now() - start)}, ${done - ran} missed`)
console.log(`${inStages} s a night in the stages, ${inOracle} s in the plain reckoning`)
for (const [key, count] of [...counts].sort(([, one], [, other]) => other - one)) {
  console.log(`${count.toLocaleString('en').padStart(12)} ${key}`)
}
if (failed.length > 0) {
  console.error(failed.join('\n'))
  process.exitCode = 1
} else console.log('0 differences')

function progress(asOf: string) {
  const left = ((performance.now() - start) / done) * (nights - done)
  const line = `${asOf} ${done} of ${nights} nights, ${clock(left)} left`
  if (process.stdout.isTTY) process.stdout.write(`\r${line}   `)
  else if (ran % 50 === 0) console.log(line)
}

/** `m:ss`. */
function clock(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
