/** What the Deliver function answers, to whoever calls it. */
import { z } from 'zod'

export const deliverAnswer = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('nothing'),
    /** In words, after a colon. */
    why: z.string(),
  }),
  z.object({
    status: z.literal('done'),
    /** Messages by what became of them. */
    counts: z.record(z.string(), z.number()).readonly(),
    later: z.number(),
    overdue: z.number(),
    stopped: z.string().exactOptional(),
    /** Dates of nights that wait for a person. */
    held: z.array(z.string()).readonly(),
    /** Messages of which it is not known for three days whether they were sent. */
    unsettled: z.number(),
    /** Whether SES writes to verified addresses only. */
    isSandbox: z.boolean(),
  }),
])
/** What to know of it then, after “the account”. */
export const sandboxWords =
  'is in the sandbox of SES: it writes to verified addresses only, 200 a day'

export type DeliverAnswer = Readonly<z.output<typeof deliverAnswer>>
