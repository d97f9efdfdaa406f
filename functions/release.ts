/** What a night held back, and what says that a person let it go. */
import { z } from 'zod'
import type { HeldBack } from './domain/outbox/held.ts'
import { type Night, releaseKey, runPrefix, stageKey } from './lake.ts'
import type { Files } from './platform/ports.ts'

/** The emails that a night held back; undefined when it held none back. */
export async function heldBackBy(files: Files, night: Night): Promise<HeldBack | undefined> {
  const text = await files.read(stageKey(night, 'outbox'))
  return text === undefined ? undefined : stageMarker.parse(JSON.parse(text)).held
}

/** When a person let a night’s emails go; undefined when nobody has. */
export async function releasedAt(files: Files, night: Night): Promise<string | undefined> {
  const text = await files.read(releaseKey(night))
  return text === undefined ? undefined : release.parse(JSON.parse(text)).releasedAt
}

/** Lets a night’s emails go. Returns whether this call did. */
export const letGo = (files: Files, night: Night, at: Date): Promise<boolean> =>
  files.putIfAbsent(
    releaseKey(night),
    `${JSON.stringify({ releasedAt: at.toISOString() } satisfies z.output<typeof release>)}\n`,
  )

/** The date of a later night that has looked already whether this one’s emails were let go. */
export async function laterNight(files: Files, { asOf }: Night): Promise<string | undefined> {
  for (const date of (await files.folders('runs')).filter((one) => one > asOf)) {
    const attempts = (await files.folders(`runs/${date}`)).map(Number)
    const newest = { asOf: date, attempt: Math.max(...attempts) }
    const key = `${runPrefix(newest)}/_builds/releases/built.json`
    if (await files.has(key)) return date
  }
  return undefined
}

const release = z.object({ releasedAt: z.iso.datetime() })

const heldBack: z.ZodType<HeldBack> = z.object({
  emails: z.number(),
  reasons: z.array(z.string()),
  campaigns: z.array(
    z.object({
      id: z.string(),
      emails: z.number(),
      usual: z.tuple([z.number(), z.number()]).exactOptional(),
      remark: z.string().exactOptional(),
    }),
  ),
})

const stageMarker = z.object({ held: heldBack.exactOptional() })
