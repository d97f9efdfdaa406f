/**
 * Runs one night as `run` does, over the configuration of this folder, and says as JSON lines what each stage was, how
 * many seconds each step of it took, and how much memory all took at most.
 */
import { parseArgs } from 'node:util'
import { attachShop } from '../functions/commands/attach-shop.ts'
import { loadShop } from '../functions/commands/load.ts'
import { localNight } from '../functions/local-night.ts'

const { values } = parseArgs({
  options: {
    date: { type: 'string', default: '' },
    memory: { type: 'string', default: '2500MB' },
    config: { type: 'string', default: 'nocturne.yaml' },
  },
})
const folder = process.cwd()
const { config, lake } = await attachShop(loadShop({ values }, { cwd: folder }), {
  now: new Date(`${values.date}T00:00:00Z`),
})
const say = (line: object) => console.log(JSON.stringify(line))

let steps: { text: string; start: number }[] = []
await localNight({
  config,
  folder,
  lake,
  asOf: values.date,
  memory: values.memory,
  watch: {
    started() {
      steps = []
    },
    step({ text }) {
      steps.push({ text, start: performance.now() })
    },
    finished({ tables: _, ...summary }) {
      const end = performance.now()
      const seconds = steps.map(({ start }, i) => ((steps[i + 1]?.start ?? end) - start) / 1000)
      say({ ...summary, steps: steps.map(({ text }, i) => ({ text, seconds: seconds[i] })) })
    },
    warn: (warning) => say({ warning }),
  },
})
say({ megabytes: Math.round(process.resourceUsage().maxRSS / 1024) })
