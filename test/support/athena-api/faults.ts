import { z } from 'zod'

/** What is to go wrong: calls of `operation` answer `error`; or queries take `seconds` longer, or write and then fail with `reason`. */
export type Fault = z.output<typeof fault>

/** The faults of `PUT /faults` that have not happened yet. */
export interface Faults {
  /** Takes a new list; an empty one ends them all. Returns what had not happened. */
  replace(list: unknown): readonly Fault[]
  /** The next fault of a kind for a call, counted down. */
  take(kind: 'error' | 'reason' | 'seconds', operation: string, text: string): Fault | undefined
}

const fault = z.strictObject({
  operation: z.string(),
  /** Only for calls that hold this text. */
  sql: z.string().default(''),
  error: z.string().optional(),
  reason: z.string().optional(),
  seconds: z.number().positive().optional(),
  retryable: z.boolean().optional(),
  times: z.int().positive(),
})

/** An empty list of faults. */
export function faults(): Faults {
  let left: Fault[] = []
  return {
    replace(list) {
      const before = left
      left = z.array(fault).parse(list)
      return before.filter(({ times }) => times > 0)
    },
    take(kind, operation, text) {
      const found = left.find(
        (one) =>
          one.times > 0 && one[kind] && one.operation === operation && text.includes(one.sql),
      )
      if (found) found.times -= 1
      return found
    },
  }
}
