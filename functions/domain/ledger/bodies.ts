/** The bodies of the ledger’s objects. Each is written once and never changed. */
import { z } from 'zod'
import { hashPattern } from './hash.ts'

const hash = z.string().regex(hashPattern)
const instant = z.iso.datetime()

/** Who wrote an object: a retried put meets its own. */
const owner = z.object({ run: z.string().min(1), number: z.int().min(1) })

export const claimBody = z.object({
  version: z.literal(1),
  owner,
  at: instant,
  subject: hash,
  addressHash: hash,
  campaignId: z.string(),
  variant: z.string().nullable(),
  occasion: z.string(),
  occurrence: z.string(),
  occasionOn: z.iso.date(),
  purpose: z.string(),
  /** The night that decided it, `<as_of>-<attempt>`. */
  night: z.string(),
})
export type ClaimBody = Readonly<z.output<typeof claimBody>>

export const addressClaimBody = z.object({
  version: z.literal(1),
  owner,
  at: instant,
  /** The message that has the address. */
  message: z.string(),
})
export type AddressClaimBody = Readonly<z.output<typeof addressClaimBody>>

export const entryBody = z.object({
  version: z.literal(1),
  at: instant,
  /** Who says so: a run of deliver, an event’s kind, a person. */
  by: z.string(),
  /** The id that the mail service gave it. */
  serviceId: z.string().optional(),
  reason: z.string().optional(),
})
export type EntryBody = Readonly<z.output<typeof entryBody>>

const personBody = z.object({
  version: z.literal(1),
  at: instant,
  kind: z.enum(['bounced', 'complained', 'erased', 'granted', 'restored', 'withdrawn']),
  /** What for; absent: everything. */
  purpose: z.string().optional(),
  /** Where it was said: link, preferences, mail-event, command. */
  source: z.string(),
})
export type PersonBody = Readonly<z.output<typeof personBody>>

/** An object as it is put. */
export const bodyText = (body: object): string => `${JSON.stringify(body)}\n`
