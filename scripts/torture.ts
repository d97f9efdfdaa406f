/**
 * Kills nights: `npm run torture [-- --kills 50 --seed 1]`. A sample shop’s night is killed with SIGKILL, with its whole
 * process group, at moments drawn from its own steps: at least three in every stage, five while publishing, three while
 * a Parquet file is half written. Each time `published/` must name whole nights only, the next `run` must end in the
 * same tree as a night that nobody killed, and so must the night after it.
 */
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  cpSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { seeded } from '../functions/domain/math/random.ts'
import { currentNight } from '../functions/lake.ts'
import { pipeline } from '../functions/pipeline.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import { sharedSalt } from '../test/support/salt.ts'
import { differences, type Tree, treeOf } from '../test/support/tree.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    customers: { type: 'string', default: '1500' },
  },
})
const nights = ['2026-03-10', '2026-03-11'] as const
const least = { stage: 3, publish: 5, halfWritten: 3 }
const wanted = Number(values.kills)
const random = seeded(Number(values.seed))
const root = mkdtempSync(join(tmpdir(), 'nocturne-torture-'))
const nocturne = join(import.meta.dirname, '../bin/nocturne.js')

interface Step {
  readonly stage: string
  readonly step: string
}
interface Kill extends Step {
  readonly halfWritten: string | undefined
}

const shop = join(root, 'shop')
must('sample', 'shop', '--customers', values.customers, '--to', nights[0])
await sharedSalt(folderFiles(lakeOf(shop)))
const calm = copyOf('calm')
const steps = await watched(calm)
const expected: Tree[] = [await treeOf(lakeOf(calm))]
runNight(calm, nights[1])
expected.push(await treeOf(lakeOf(calm)))
console.log(`a calm night has ${steps.length} steps`)

const kills: Kill[] = []
for (let round = 0; !enough(); round += 1) {
  if (round > wanted * 6) throw new Error('could not reach every stage')
  const folder = copyOf('killed')
  const kill = await killed(folder, round)
  if (!kill) continue
  await verify(folder)
  kills.push(kill)
  const half = kill.halfWritten ? `, half written: ${kill.halfWritten}` : ''
  console.log(
    `${String(kills.length).padStart(3)}  ${kill.stage.padEnd(9)} ${kill.step}${half}: same trees`,
  )
}
for (const stage of pipeline) console.log(`${stage.padEnd(9)} ${count(stage)} kills`)
console.log(
  `${kills.filter(({ halfWritten }) => halfWritten).length} kills while a Parquet file was half written`,
)
console.log(`${kills.length} kills, every tree the same`)
rmSync(root, { recursive: true, force: true })

function count(stage: string) {
  return kills.filter((kill) => kill.stage === stage).length
}

function missingStages() {
  return pipeline.filter(
    (stage) => count(stage) < (stage === 'publish' ? least.publish : least.stage),
  )
}

function enough() {
  const half = kills.filter(({ halfWritten }) => halfWritten).length
  return kills.length >= wanted && missingStages().length === 0 && half >= least.halfWritten
}

/** Starts a night, kills its process group at a drawn step, and says where; undefined when it came to its end first. */
async function killed(folder: string, round: number): Promise<Kill | undefined> {
  const missing = missingStages()
  const writing =
    kills.filter(({ halfWritten }) => halfWritten).length < least.halfWritten && round % 3 === 2
  const among = steps
    .map((step, index) => ({ ...step, index }))
    .filter(({ stage, step }) =>
      writing
        ? /^building (src|stg|int_order)/.test(step)
        : missing.length === 0 || missing.some((one) => one === stage),
    )
  const target = among[Math.floor(random() * among.length)]
  const delay = writing ? 0 : random() * 25
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'torture-night.ts'), join(folder, 'nocturne.yaml'), nights[0]],
    {
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const group = -(child.pid ?? 0)
  let seen = 0
  let last: Step = { stage: 'start', step: '' }
  let rest = ''
  let shot: Promise<void> | undefined
  child.stdout.on('data', (chunk) => {
    rest += chunk
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      last = JSON.parse(line) as Step
      if (seen === target?.index) shot = shoot(group, delay, writing ? lakeOf(folder) : undefined)
      seen += 1
    }
  })
  const signal = await new Promise((resolve) => child.on('close', (_, by) => resolve(by)))
  await shot
  if (signal !== 'SIGKILL' || last.stage === 'end' || last.stage === 'start') return undefined
  return { ...last, halfWritten: halfWritten(lakeOf(folder)) }
}

async function shoot(group: number, delay: number, growing: string | undefined) {
  if (growing) {
    const whole = new Set<string>()
    for (let tries = 0; tries < 2000 && !halfWritten(growing, whole); tries += 1)
      await setTimeout(0)
  } else {
    await setTimeout(delay)
  }
  try {
    process.kill(group, 'SIGKILL')
  } catch {
    // It had ended by itself.
  }
}

/** A Parquet file below the lake that has begun and lacks its end; those that have it are not looked at twice. */
function halfWritten(lake: string, whole = new Set<string>()): string | undefined {
  return readdirSync(lake, { recursive: true, encoding: 'utf8' }).find((name) => {
    if (!/\.parquet$/.test(name) || whole.has(name)) return false
    try {
      if (statSync(join(lake, name)).size <= 4) return false
      if (hasEnd(join(lake, name))) whole.add(name)
      return !whole.has(name)
    } catch {
      return false
    }
  })
}

function hasEnd(path: string): boolean {
  const file = openSync(path, 'r')
  try {
    const end = Buffer.alloc(4)
    readSync(file, end, 0, 4, Math.max(0, fstatSync(file).size - 4))
    return end.toString() === 'PAR1'
  } finally {
    closeSync(file)
  }
}

/** After a kill: whole nights only; the same night and the next one as if nothing had been. */
async function verify(folder: string) {
  const lake = lakeOf(folder)
  if (await currentNight(folderFiles(lake))) await treeOf(lake)
  for (const [i, night] of nights.entries()) {
    runNight(folder, night)
    const odd = differences(expected[i] ?? {}, await treeOf(lake))
    if (odd.length > 0)
      throw new Error(`night of ${night} in ${folder} differs in ${odd.join(', ')}`)
  }
  rmSync(folder, { recursive: true, force: true })
}

function copyOf(name: string) {
  const folder = join(root, name)
  cpSync(shop, folder, { recursive: true })
  return folder
}

function lakeOf(folder: string) {
  return join(folder, '.nocturne')
}

function runNight(folder: string, night: string) {
  must('run', '--config', join(folder, 'nocturne.yaml'), '--date', night)
}

function must(...args: string[]) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [nocturne, ...args], {
    cwd: root,
    encoding: 'utf8',
  })
  if (status !== 0)
    throw new Error(`nocturne ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`)
}

/** The steps of a night that nobody kills. */
async function watched(folder: string): Promise<readonly Step[]> {
  const { stdout } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'torture-night.ts'), join(folder, 'nocturne.yaml'), nights[0]],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    },
  )
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Step)
}
