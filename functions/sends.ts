/** What came of messages since the night before, as `sends/` and the ledger have it when a night begins. */
import { z } from 'zod'
import { severalAtOnce } from './concurrency.ts'
import { linesOf } from './domain/deliver/line.ts'
import { withoutEarlier } from './domain/deliver/sends-file.ts'
import { type SentRow, sentRowIn } from './domain/deliver/sent-row.ts'
import { isMailEventKind } from './domain/ledger/mail-event.ts'
import { messagePrefix, tryIn, uncertainPrefix } from './domain/ledger/message.ts'
import { type PersonRecord, recordIn } from './domain/ledger/people.ts'
import { stateOf } from './domain/ledger/state.ts'
import { monthsBefore, nextDay } from './domain/time.ts'
import { NocturneError } from './errors.ts'
import { runPrefix } from './lake.ts'
import type { Files } from './platform/ports.ts'
import type { Published, Run } from './stage.ts'
import { goneTables } from './stored.ts'

/** Months for which it is kept what came of messages. */
export const monthsOfSends = 14

/** A row of a file of `sends/`. */
export interface SendsRow extends SentRow {
  readonly file: string
}

/** An event of the mail service, as the name of its object tells it. */
export interface EventRow {
  readonly message_id: string
  readonly kind: string
  /** ISO text in UTC. */
  readonly at: string
}

/** What a night sees of `sends/`; the same each time it asks. */
export interface NewSends {
  /** What no earlier night has read. */
  readonly rows: readonly SendsRow[]
  /** Events that came since the day before the last night, some of which that night may have too. */
  readonly events: readonly EventRow[]
}

/**
 * Reads what is new below `sends/`. The first call of a night says in a marker which files there are; the next night
 * reads those that are there by then and not in it. Where it cannot be known what is carried on, all is read.
 */
export async function newSends(files: Files, run: Run): Promise<NewSends> {
  const before = run.previous && (await seenBefore(files, run.previous))
  const since = before
    ? nextDay(before.asOf, -daysOfDeliver)
    : monthsBefore(run.asOf, monthsOfSends)
  const dates = await datesBelow(files, 'sends', since)
  const seen = (await severalAtOnce(dates, 8, (date) => filesOf(files, date))).flat()
  const first = await marked(files, markerOf(run), { version: 1, seen })
  const known = new Set(before?.seen)
  const unread = first.seen.filter((key) => !known.has(key))
  const rows = await severalAtOnce(unread, 8, (key) => rowsOf(files, key))
  const eventsSince = before ? nextDay(before.asOf, -1) : since
  return { rows: rows.flat(), events: await eventsOf(files, eventsSince) }
}

/** Deliver looks at the nights of a week, and a night has hours of the day after. */
const daysOfDeliver = 9

/** The files that the night before saw; undefined when it or what it carried on is not kept any more. */
async function seenBefore(files: Files, previous: Published) {
  const text = await files.read(markerOf(previous))
  if (text === undefined) return undefined
  const gone = await goneTables(files, previous, ['stg_sends', 'stg_mail_events'])
  return gone.length > 0
    ? undefined
    : { asOf: previous.asOf, seen: marker.parse(JSON.parse(text)).seen }
}

const marker = z.object({ version: z.literal(1), seen: z.array(z.string()) })

const markerOf = (night: Pick<Run, 'asOf' | 'attempt'>) => `${runPrefix(night)}/_sends.json`

async function marked(files: Files, key: string, made: z.output<typeof marker>) {
  await files.putIfAbsent(key, `${JSON.stringify(made)}\n`)
  return marker.parse(JSON.parse((await files.read(key)) ?? 'null'))
}

const datesBelow = async (files: Files, prefix: string, since: string) =>
  (await files.folders(prefix)).filter((date) => /^\d{4}-\d\d-\d\d$/.test(date) && date >= since)

const filesOf = async (files: Files, date: string) =>
  withoutEarlier(
    (await files.list(`sends/${date}`)).filter((key) =>
      /^sends\/[^/]+\/\d{4}-\d\d-\d\d-\d+-[^/]+\.ndjson$/.test(key),
    ),
  )

/** The events that came since a day; what came twice, once. */
async function eventsOf(files: Files, since: string): Promise<readonly EventRow[]> {
  const dates = await datesBelow(files, 'sends/events', since)
  const events = new Map<string, EventRow>()
  // A busy shop has a million events a day: no more than two days’ names are held beside what they say.
  await severalAtOnce(dates, 2, async (date) => {
    for (const key of await files.list(`sends/events/${date}`)) {
      const event = eventIn(key)
      if (event) events.set(Object.values(event).join(' '), event)
    }
  })
  return [...events.values()]
}

async function rowsOf(files: Files, file: string): Promise<readonly SendsRow[]> {
  const lines = linesOf((await files.read(file)) ?? '')
  return [...lines].map((line, at) => {
    const row = sentRowIn(line)
    if (row) return { ...row, file }
    throw new NocturneError(`${file} holds something else than deliver writes`, {
      details: [`line ${at + 1} is none of its rows`],
      next: ['put the file back as it was, or take it away, and run the night again'],
    })
  })
}

/** The event that a key names; undefined for a key of anything else. */
function eventIn(key: string): EventRow | undefined {
  const [, text = '', kind = '', date = '', time = ''] =
    /^sends\/events\/[^/]+\/([^/.]+)\.([a-z_]+)\.(\d{8})T(\d{6}\.\d{3})Z\.json$/.exec(key) ?? []
  const one = tryIn(text)
  if (!one || !isMailEventKind(kind)) return undefined
  const on = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`
  return {
    message_id: one.message,
    kind,
    at: `${on}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}Z`,
  }
}

/** All that is on record of customers and addresses, by hash. */
export async function peopleOnRecord(
  files: Files,
): Promise<readonly (PersonRecord & { readonly who: string })[]> {
  return (await files.list('ledger/people')).flatMap((key) => {
    const [, who] = /^ledger\/people\/([0-9a-f]{64})\//.exec(key) ?? []
    const record = recordIn(key)
    return who && record ? [{ who, ...record }] : []
  })
}

/** The messages that were uncertain once, since when, and what is known of them by now. */
export async function onceUncertain(files: Files) {
  const months = (await files.folders('ledger')).filter((name) => /^\d{4}-\d\d$/.test(name))
  const keys = await severalAtOnce(months, 8, (month) => files.list(uncertainPrefix(month)))
  const since = new Map<string, string>()
  for (const key of keys.flat()) {
    const [, date = '', text = ''] = /\/(\d{4}-\d\d-\d\d)\.([^/]+)\.json$/.exec(key) ?? []
    const one = tryIn(text)
    if (one && date > (since.get(one.message) ?? '')) since.set(one.message, date)
  }
  return severalAtOnce([...since], 8, async ([message, date]) => {
    const { status } = stateOf(await files.list(messagePrefix(message)))
    const isOpen = status === 'free' || status === 'open'
    return { message_id: message, since: date, status: isOpen ? 'uncertain' : status }
  })
}
