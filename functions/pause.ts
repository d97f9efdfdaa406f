/** Stopping all emails at once, and letting them go on. */
import type { Files } from './platform/ports.ts'

/** When sending was paused, ISO text in UTC; undefined when it is not. */
export async function pausedSince(files: Files): Promise<string | undefined> {
  const [first] = await openPauses(files)
  return first && timeIn(first)
}

/** Pauses sending. Returns since when it is, which may be earlier. */
export async function pause(files: Files, at: Date): Promise<string> {
  for (let time = at.getTime(); ; time += 1) {
    const since = await pausedSince(files)
    if (since !== undefined) return since
    // A pause of this very instant may have ended already.
    const now = new Date(time)
    await files.putIfAbsent(
      `${prefix}/${now.toISOString().replaceAll(/[-:]/g, '')}.json`,
      bodyOf(now),
    )
  }
}

/** Lets emails go on. Returns since when sending was paused; undefined when it was not. */
export async function resume(files: Files, at: Date): Promise<string | undefined> {
  const pauses = await openPauses(files)
  // Two may have paused at once: each pause has an end of its own, whatever the clocks said.
  for (const key of pauses) await files.putIfAbsent(endOf(key), bodyOf(at))
  return pauses[0] && timeIn(pauses[0])
}

const prefix = 'ledger/pause'

/** The keys of pauses that nobody has ended, oldest first. */
async function openPauses(files: Files): Promise<readonly string[]> {
  const keys = await files.list(prefix)
  const ended = new Set(keys)
  return keys.filter((key) => pattern.test(key) && !ended.has(endOf(key)))
}

const pattern = /\/(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d\.\d{3})Z\.json$/
const endOf = (key: string) => key.replace(/\.json$/, '.resumed')
const timeIn = (key: string) =>
  key.replace(new RegExp(`^.*${pattern.source}`), '$1-$2-$3T$4:$5:$6Z')
const bodyOf = (at: Date) => `${JSON.stringify({ version: 1, at: at.toISOString() })}\n`
