/**
 * How close a delivery comes to its rate, and how much memory it takes: `node scripts/bench-deliver.ts [--seconds 20]`.
 * The rate: a lake in a folder, and in a store as far away as S3; a mailer that answers in 50 ms. The memory: 1,000 and 100,000 messages, a mailer that
 * answers at once, and a lake that keeps nothing of what it is given.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { deliver } from '../functions/deliver.ts'
import type { OutboxLine } from '../functions/domain/deliver/line.ts'
import { folderFiles } from '../functions/platform/local/files.ts'
import type { Files, Mailer } from '../functions/platform/ports.ts'
import {
  compiledEmail,
  delivery,
  line,
  lines,
  memoryFiles,
  putOutbox,
  runningClock,
} from '../test/support/outbox.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    messages: { type: 'string', default: '100000' },
  },
})

await compiledEmail()
for (const perSecond of [14, 200]) {
  const root = mkdtempSync(join(tmpdir(), 'nocturne-bench-'))
  await rated('a folder', folderFiles(root), perSecond)
  rmSync(root, { recursive: true, force: true })
  await rated('a store that takes 30 ms', distant(memoryFiles()), perSecond)
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
// The first run loads and compiles what all of them need.
await measured(1_000)
const few = await measured(1_000)
const many = await measured(Number(values.messages))
console.log(
  `memory: ${few.toFixed(0)} MB at most for 1,000 messages, ${many.toFixed(0)} MB for ${values.messages}: ${(many - few).toFixed(0)} MB more`,
)

async function rated(store: string, files: Files, perSecond: number): Promise<void> {
  const wanted = Math.round(perSecond * Number(values.seconds))
  await putOutbox(files, lines(wanted))
  const begun = performance.now()
  const { counts } = await deliver(
    delivery(files, mailer(perSecond, 50), { clock: runningClock() }),
  )
  const reached = wanted / ((performance.now() - begun) / 1000)
  if (counts.sent !== wanted) throw new Error(`sent ${counts.sent} of ${wanted}`)
  const share = ((100 * reached) / perSecond).toFixed(1)
  console.log(
    `${perSecond} a second, ledger in ${store}: ${reached.toFixed(1)} reached, ${share} %`,
  )
}

/** The same objects as far away as S3 is. */
function distant(files: Files): Files {
  return {
    read: (key) => setTimeout(30).then(() => files.read(key)),
    has: (key) => setTimeout(30).then(() => files.has(key)),
    putIfAbsent: (key, body) => setTimeout(30).then(() => files.putIfAbsent(key, body)),
    list: (prefix) => setTimeout(30).then(() => files.list(prefix)),
    folders: (prefix) => setTimeout(30).then(() => files.folders(prefix)),
  }
}

/** The most that is in use after collecting, in MB, looked at every 500 messages and when all is done. */
async function measured(count: number): Promise<number> {
  const files = await forgetful(count)
  let most = 0
  let told = 0
  const look = () => {
    collect()
    const { heapUsed, external } = process.memoryUsage()
    most = Math.max(most, (heapUsed + external) / 2 ** 20)
  }
  const { counts } = await deliver(
    delivery(files, mailer(1e9, 0), {
      clock: runningClock(),
      progress() {
        told += 1
        if (told % 500 === 0) look()
      },
    }),
  )
  look()
  if (counts.sent !== count) throw new Error(`sent ${counts.sent} of ${count}`)
  return most
}

/** A lake whose outbox is made when it is read, and that keeps nothing. */
async function forgetful(count: number): Promise<Files> {
  const none = memoryFiles()
  const prefix = 'personal/2026-03-10/1/outbox_files'
  const parts = Math.ceil(count / 5000)
  const names = Array.from(
    { length: parts },
    (_, part) => `${prefix}/2026-03-10T08-${String(part + 1).padStart(4, '0')}.ndjson`,
  )
  const linesOf = (part: number): readonly OutboxLine[] =>
    Array.from({ length: Math.min(5000, count - part * 5000) }, (_, at) => line(part * 5000 + at))
  return {
    ...none,
    read: async (key) => {
      const part = names.indexOf(key)
      return part < 0
        ? undefined
        : linesOf(part)
            .map((one) => JSON.stringify(one))
            .join('\n')
    },
    putIfAbsent: async () => true,
    list: async (below) => (below === prefix ? names : []),
  }
}

function mailer(perSecond: number, milliseconds: number): Mailer {
  return {
    async send({ messageId }) {
      if (milliseconds > 0) await setTimeout(milliseconds)
      return { status: 'accepted', id: messageId }
    },
    limits: async () => ({ perSecond, left: Number.POSITIVE_INFINITY, isSandbox: false }),
  }
}
