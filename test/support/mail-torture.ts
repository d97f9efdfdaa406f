/** Kills deliveries at random moments while the mail server misbehaves, and counts what came of it. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { deliver } from '../../functions/deliver.ts'
import { tryIn } from '../../functions/domain/ledger/message.ts'
import { stateOf } from '../../functions/domain/ledger/state.ts'
import { type Random, seeded, whole } from '../../functions/domain/math/random.ts'
import { uncertainTries } from '../../functions/ledger.ts'
import { takeMailEvent } from '../../functions/mail-events.ts'
import type { Files } from '../../functions/platform/ports.ts'
import { type MailPlace, mailPlace, type PlaceName } from './mail-places.ts'
import { delivery, lines, now, putEmail, putOutbox, runningClock } from './outbox.ts'

export interface MailTorture {
  readonly to: PlaceName
  readonly messages: number
  readonly kills: number
  readonly seed: number
  /** Messages a second. */
  readonly rate: number
  readonly told?: (text: string) => void
}

export interface MailTortured {
  readonly messages: number
  readonly kills: number
  /** Runs that were killed while another went on. */
  readonly rivals: number
  /** Different messages that arrived. */
  readonly received: number
  /** Messages that arrived more than once. */
  readonly duplicates: number
  /** Of the ledger, when all runs are over, and when the events of what arrived have come. */
  readonly sent: number
  readonly failed: number
  readonly uncertain: number
  readonly stillUncertain: number
  /** What `uncertainTries` reports after three days. */
  readonly reported: number
  /** Messages whose answer the server lost, and messages under way when a run was killed. */
  readonly droppedAnswers: number
  readonly inFlight: number
  readonly ledgerObjects: number
}

export async function tortureMail(torture: MailTorture): Promise<MailTortured> {
  const { to, messages, kills, seed, rate, told } = torture
  const root = mkdtempSync(join(tmpdir(), 'nocturne-mail-'))
  const random = seeded(seed)
  const place = await mailPlace(to, root, random)
  const { files } = place
  try {
    await putEmail(files)
    await putOutbox(files, lines(messages), Math.min(500, Math.ceil(messages / 5)))
    let killed = 0
    let rivals = 0
    let inFlight = 0
    let left = messages
    while (killed < kills) {
      const many = Math.min(kills - killed, random() < 0.3 ? 2 : 1)
      if (many === 2) rivals += 1
      const most = mostClaims(left, kills - killed)
      const one = () => killedRun([...place.words, String(rate)], most, random)
      const runs = await Promise.all(Array.from({ length: many }, one))
      left -= runs.reduce((sum, run) => sum + run.claims, 0)
      const hits = runs.filter((run) => run.isKilled)
      killed += hits.length
      inFlight += hits.reduce((sum, run) => sum + run.inFlight, 0)
      if (killed % 20 < many) told?.(`${killed} kills, ${place.arrived().length} received`)
      if (runs.every((run) => run.claims === 0)) break
    }
    await finish(place)
    await place.settle()

    const ids = place.arrived()
    const before = await tally(files)
    for (const id of new Set(ids)) await takeMailEvent(files, deliveryEvent(id), new Date())
    const after = await tally(files)
    return {
      ...{ messages, kills: killed, rivals, inFlight },
      received: new Set(ids).size,
      duplicates: ids.length - new Set(ids.map(messageOf)).size,
      ...{ sent: before.sent, failed: before.failed, uncertain: before.uncertain },
      stillUncertain: after.uncertain,
      reported: (await uncertainTries(files, '2026-03-10')).length,
      droppedAnswers: place.lostAnswers(),
      ledgerObjects: before.objects,
    }
  } finally {
    await place.close()
    rmSync(root, { recursive: true, force: true })
  }
}

/** Somewhat less than the share of a run in what is left: kills are spread over the messages, and none comes too late. */
const mostClaims = (left: number, kills: number) => Math.max(1, Math.floor((0.8 * left) / kills))

interface KilledRun {
  readonly isKilled: boolean
  readonly claims: number
  readonly inFlight: number
}

/** Starts a run and kills it a moment after a drawn number of claims; what it had claimed and not settled by then. */
function killedRun(args: readonly string[], most: number, random: Random): Promise<KilledRun> {
  const after = whole(random, 1, most)
  const delay = random() * 30
  const script = join(import.meta.dirname, '../../scripts/torture-mail-run.ts')
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const open = new Set<string>()
  let claims = 0
  let rest = ''
  child.stdout.setEncoding('utf8')
  child.stdout.on('data', async (chunk: string) => {
    const told = (rest + chunk).split('\n')
    rest = told.pop() ?? ''
    for (const line of told) {
      const [word = '', id = ''] = line.split(' ')
      if (word === 'claims') open.add(id)
      else open.delete(id)
      if (word !== 'claims') continue
      claims += 1
      if (claims !== after) continue
      await setTimeout(delay)
      child.kill('SIGKILL')
    }
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code !== null && code !== 0) return reject(new Error(`a run ended with ${code}`))
      resolve({ isKilled: signal === 'SIGKILL', claims, inFlight: open.size })
    })
  })
}

/** Two runs at once that nobody kills, then one after the time in which a claim may stay open. */
async function finish({ files, mailer, calm }: MailPlace): Promise<void> {
  const run = (name: string, at: Date) =>
    deliver(delivery(files, mailer, { run: name, clock: runningClock(at), backOff: 20 }))
  await Promise.all([run('one', now), run('other', now)])
  calm()
  for (let hour = 13; ; hour += 1) {
    const { later, stopped } = await run(`last-${hour}`, new Date(`2026-03-10T${hour}:00:00Z`))
    if (stopped) throw new Error(stopped)
    if (later === 0) return
  }
}

async function tally(files: Files) {
  const keys = await files.list('ledger')
  const messages = new Map<string, string[]>()
  for (const key of keys) {
    const [, message] = /\/messages\/([0-9a-f]+)\//.exec(key) ?? []
    if (message) messages.set(message, [...(messages.get(message) ?? []), key])
  }
  const states = [...messages.values()].map((all) => stateOf(all).status)
  const count = (word: string) => states.filter((state) => state === word).length
  return {
    ...{ sent: count('sent'), failed: count('failed'), uncertain: count('uncertain') },
    objects: keys.length,
  }
}

const deliveryEvent = (id: string) => ({
  detail: {
    eventType: 'Delivery',
    mail: { timestamp: '2026-03-10T20:00:00.000Z', tags: { 'nocturne-message': [id] } },
  },
})

function messageOf(id: string): string {
  const one = tryIn(id)
  if (!one) throw new Error(`${id} is no message of ours`)
  return one.message
}

/** What was counted, and whether all of it is as promised. */
export function verdict(counted: MailTortured): { text: string; isRight: boolean } {
  const { messages, received, duplicates, failed, uncertain, stillUncertain } = counted
  const { droppedAnswers, inFlight, sent, reported } = counted
  const isRight =
    duplicates === 0 &&
    sent + failed + uncertain === messages &&
    received + stillUncertain + failed === messages &&
    uncertain <= droppedAnswers + inFlight &&
    reported === stillUncertain
  const text = [
    `${messages} messages, ${counted.kills} kills, ${counted.rivals} times two at once`,
    `received ${received}, duplicates ${duplicates}, refused by the server ${failed}`,
    `uncertain ${uncertain}: answers dropped ${droppedAnswers}, in flight at kills ${inFlight}`,
    `after the events of what arrived: still uncertain ${stillUncertain}, all of them reported: ${reported}`,
    `received ${received} + still uncertain ${stillUncertain} + refused ${failed} = ${received + stillUncertain + failed} of ${messages}`,
    `${(counted.ledgerObjects / messages).toFixed(2)} objects in the ledger a message`,
  ].join('\n')
  return { text, isRight }
}
