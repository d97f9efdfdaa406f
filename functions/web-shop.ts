/** Whose pages they are: what the newest published night recorded of the configuration. */
import { z } from 'zod'
import { type Night, publishedNights, runPrefix } from './lake.ts'
import type { Files } from './platform/ports.ts'

export interface WebShop {
  /** Absent where no night is kept any more: links outlive nights. */
  readonly company?: string
  readonly timeZone?: string
  /** What emails are sent for, in the order of the configuration. */
  readonly purposes: readonly string[]
}

export async function shopOf(files: Files): Promise<WebShop> {
  const night = (await publishedNights(files)).at(-1)
  const text = night && (await markerOf(files, night))
  if (text === undefined) return { purposes: [] }
  const { company, consent, campaigns } = marker.parse(JSON.parse(text)).config
  const used = new Set(campaigns.map(({ purpose }) => purpose))
  return {
    company: company.name,
    timeZone: company.timeZone,
    purposes: Object.keys(consent.purposes).filter((one) => used.has(one)),
  }
}

/** A list first: to who may not list all of a bucket, an object that is gone looks like one that may not be read. */
async function markerOf(files: Files, night: Night): Promise<string | undefined> {
  const prefix = runPrefix(night)
  const key = `${prefix}/_run.json`
  return (await files.list(prefix)).includes(key) ? files.read(key) : undefined
}

/** Only what pages show, so that a night of any version can be read. */
const marker = z.object({
  config: z.object({
    company: z.object({ name: z.string(), timeZone: z.string() }),
    consent: z.object({ purposes: z.record(z.string(), z.string()) }),
    campaigns: z.array(z.object({ purpose: z.string() })),
  }),
})
