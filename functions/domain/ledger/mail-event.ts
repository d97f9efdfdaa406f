/** What the mail service says of a message later: an event as SES puts it on the bus. */
import { z } from 'zod'
import { messageTag, type Try, tryIn } from './message.ts'

export type MailEventKind = keyof typeof partOf

export interface MailEvent {
  readonly one: Try
  readonly kind: MailEventKind
  /** ISO text in UTC. */
  readonly at: string
}

/** The event of a message of ours; undefined for what is none, or says nothing that counts. */
export function mailEventIn(given: unknown): MailEvent | undefined {
  const { data } = event.safeParse(given)
  const one = tryIn(data?.detail.mail.tags?.[messageTag]?.[0] ?? '')
  if (!data || !one) return undefined
  const { detail } = data
  const kind =
    detail.eventType === 'Bounce' && detail.bounce?.bounceType !== 'Permanent'
      ? 'soft_bounce'
      : kinds[detail.eventType]
  if (!kind) return undefined
  const at = detail[partOf[kind]]?.timestamp ?? detail.mail.timestamp
  return { one, kind, at: new Date(at).toISOString() }
}

const kinds: Readonly<Partial<Record<string, MailEventKind>>> = {
  ...{ Send: 'send', Delivery: 'delivery', Bounce: 'bounce', Complaint: 'complaint' },
  ...{ Reject: 'reject', Open: 'open', Click: 'click' },
}

/** Which part of an event says when it was. */
const partOf = {
  send: 'send',
  delivery: 'delivery',
  soft_bounce: 'bounce',
  bounce: 'bounce',
  complaint: 'complaint',
  reject: 'reject',
  open: 'open',
  click: 'click',
} as const

/** Whether an event may be called so. */
export const isMailEventKind = (kind: string): kind is MailEventKind => Object.hasOwn(partOf, kind)

const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)))
const part = z.object({ timestamp: instant.optional() }).optional()
const event = z.object({
  detail: z.object({
    eventType: z.string(),
    mail: z.object({
      timestamp: instant,
      tags: z.record(z.string(), z.array(z.string())).optional(),
    }),
    bounce: z.object({ bounceType: z.string(), timestamp: instant.optional() }).optional(),
    ...{ send: part, delivery: part, complaint: part, reject: part, open: part, click: part },
  }),
})
