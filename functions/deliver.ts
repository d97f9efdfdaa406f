/** Sends what published nights decided, once each. Called again, or twice at once, it sends nothing twice. */
import { severalAtOnce } from './concurrency.ts'
import { openGate } from './deliver-gate.ts'
import { type DoneLine, deliverLine, type Sendings, type Writer } from './deliver-message.ts'
import { linesOf } from './domain/deliver/line.ts'
import { partKey } from './domain/deliver/sends-file.ts'
import type { SentRow } from './domain/deliver/sent-row.ts'
import { tokenBucket } from './domain/deliver/token-bucket.ts'
import type { CompiledEmail } from './domain/email/email.ts'
import { emailRenderer } from './domain/email/render.ts'
import type { Clock, Files, MailLimits } from './platform/ports.ts'

export interface Delivery
  extends Pick<
    Sendings,
    'files' | 'mailer' | 'clock' | 'run' | 'salt' | 'linkKey' | 'company' | 'quiet'
  > {
  /** What may be sent now. */
  readonly outboxes: readonly Outbox[]
  readonly emailOf: (hash: string) => Promise<CompiledEmail>
  /** After it no message begins; absent: until all is done. */
  readonly until?: Date
  readonly backOff?: number
  readonly openFor?: number
  /** Told how many lines of a file are done. */
  readonly progress?: (file: string, lines: number) => void
}

/** The files of a night whose messages may go out. */
export interface Outbox {
  /** `<as_of>-<attempt>` */
  readonly night: string
  /** Holds `<hour>.ndjson`, or `<hour>-<part>.ndjson`. */
  readonly prefix: string
}

/** What a run did. */
export interface Delivered {
  /** Messages by what this run made of them and why, e.g. `sent`, `skipped withdrawn`. */
  readonly counts: Readonly<Record<string, number>>
  /**
   * Messages that a later run looks at: their hour has not come, it is quiet where they go, somebody else has them, or
   * their file was not begun.
   */
  readonly later: number
  /** Of these, the messages of files whose hour is over. */
  readonly overdue: number
  /** Why no more went out, when something was in the way. */
  readonly stopped?: string
}

/** Sends every message whose hour has come, file by file, many at a time, below the rate of the mail service. */
export async function deliver(delivery: Delivery): Promise<Delivered> {
  const { files, clock } = delivery
  const limits = await delivery.mailer.limits()
  const gate = openGate(delivery, limits)
  const sendings = sendingsOf(delivery, limits, gate)
  const counts: Record<string, number> = {}
  const left = leftOf(clock)
  // A pause is told even where nothing is due.
  await gate.isOpen()
  const due = await filesDue(files, delivery.outboxes, clock.now())
  for (const file of due) {
    if (!(await gate.isOpen())) {
      left.add(file, [...linesOf((await files.read(file.key)) ?? '')].length)
      continue
    }
    const rows = await deliverFile(file, sendings, limits, gate.close, delivery.progress)
    const done = rows.filter((row) => row !== 'later')
    left.add(file, rows.length - done.length)
    for (const { row } of done.filter(({ isNews }) => isNews)) count(counts, row)
    // A later attempt at the night, or the end of the week, may leave the file as it is now.
    const isDone = done.length === rows.length
    if (isDone || done.length > 0)
      await files.putIfAbsent(
        isDone ? file.sends : partKey(file.sends, done.length),
        linesText(done.map(({ row }) => row)),
      )
  }
  const stopped = gate.reason()
  return { counts, ...left.all(), ...(stopped !== undefined && { stopped }) }
}

interface OutboxFile {
  readonly key: string
  readonly night: string
  /** Where what became of it goes, when all of the file is done. */
  readonly sends: string
  /** `2026-03-10T09` */
  readonly hour: string
}

/** Counts what is left of files. */
function leftOf(clock: Clock) {
  let later = 0
  let overdue = 0
  return {
    add({ hour }: OutboxFile, lines: number) {
      later += lines
      if (hour < hourOf(clock.now())) overdue += lines
    },
    all: () => ({ later, overdue }),
  }
}

const hourOf = (at: Date) => at.toISOString().slice(0, 13)

/** The files whose hour has begun and of which something is left, earliest first. */
async function filesDue(
  files: Files,
  outboxes: readonly Outbox[],
  now: Date,
): Promise<readonly OutboxFile[]> {
  const begun: (OutboxFile & { readonly name: string })[] = []
  for (const { night, prefix } of outboxes) {
    for (const key of await files.list(prefix)) {
      const name = key.slice(prefix.length + 1)
      const [, hour, date] = /^((\d{4}-\d\d-\d\d)T\d\d)(?:-\d+)?\.ndjson$/.exec(name) ?? []
      if (!hour || hour > hourOf(now)) continue
      begun.push({ key, night, sends: `sends/${date}/${night}-${name}`, hour, name })
    }
  }
  const isDone = await severalAtOnce(begun, 16, ({ sends }) => files.has(sends))
  return begun.filter((_, at) => !isDone[at]).sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function deliverFile(
  { key, night }: OutboxFile,
  sendings: Sendings,
  limits: MailLimits,
  close: (why: string) => void,
  progress?: (file: string, lines: number) => void,
): Promise<readonly (DoneLine | 'later')[]> {
  const rows: (DoneLine | 'later')[] = []
  let done = 0
  const lines = linesOf((await sendings.files.read(key)) ?? '')
  let at = 0
  const worker = async () => {
    for (const line of lines) {
      const index = at++
      rows[index] = 'later'
      if (await sendings.isOpen()) rows[index] = await deliverLine(line, night, sendings)
      done += 1
      progress?.(key, done)
    }
  }
  const careful = () =>
    worker().catch((error: unknown) => {
      close('something broke')
      throw error
    })
  // What is under way comes to its end, so that little is uncertain when something breaks.
  const ended = await Promise.allSettled(Array.from({ length: atOnce(limits) }, careful))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  return rows
}

/** Enough to reach the rate where a message takes half a second, and few enough to leave little in the air. */
const atOnce = ({ perSecond }: MailLimits) => Math.min(64, Math.max(4, Math.ceil(perSecond / 2)))

function sendingsOf(
  delivery: Delivery,
  limits: MailLimits,
  gate: ReturnType<typeof openGate>,
): Sendings {
  const { files, mailer, clock, run, salt, linkKey, company, emailOf } = delivery
  const writers = new Map<string, Promise<Writer>>()
  return {
    ...{ files, mailer, clock, run, salt, linkKey, company },
    ...(delivery.quiet && { quiet: delivery.quiet }),
    bucket: tokenBucket(limits.perSecond),
    backOff: delivery.backOff ?? 1_000,
    openFor: delivery.openFor ?? 15 * 60_000,
    isOpen: gate.isOpen,
    take: gate.take,
    accepted: gate.accepted,
    writerOf(hash) {
      const writer = writers.get(hash) ?? emailOf(hash).then(emailWriter)
      writers.set(hash, writer)
      return writer
    },
    answered(sending) {
      const why = sending.status === 'accepted' ? '' : sending.reason
      gate.answered(sending.status, why, sending.status === 'throttled' && sending.lasting)
    },
  }
}

const emailWriter = (email: CompiledEmail): Writer => ({
  language: email.language,
  render: emailRenderer(email),
})

function count(counts: Record<string, number>, { status, reason }: SentRow): void {
  const word = status === 'sent' || reason === null ? status : `${status} ${reason}`
  counts[word] = (counts[word] ?? 0) + 1
}

const linesText = (rows: readonly unknown[]) =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('')
