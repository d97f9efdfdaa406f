import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Column } from '../trino.ts'
import type { Emulator } from './emulator.ts'
import { Refusal, type Status } from './endings.ts'
import { namesLocation, type Plan, planOf } from './plan.ts'

/** A query as the API keeps it. */
export interface Query {
  readonly id: string
  readonly request: StartRequest
  readonly plan: Plan
  /** Where its result goes: `s3://bucket/key`. */
  readonly output: string
  /** Bytes that it may read. */
  readonly cutOff: number
  status: Status
  columns: readonly Column[]
  readonly rows: (readonly unknown[])[]
  scanned: number
}

export type StartRequest = z.output<typeof startRequest>

/** What StartQueryExecution takes; Athena knows more, which the tests do without. */
export const startRequest = z.strictObject({
  QueryString: z
    .string()
    .refine((sql) => Buffer.byteLength(sql) <= 262_144, 'more than 262144 bytes'),
  ClientRequestToken: z.string().min(32).max(128).default(randomUUID),
  WorkGroup: z.string().default('primary'),
  QueryExecutionContext: z
    .strictObject({ Database: z.string().default('default'), Catalog: z.string().optional() })
    .default({ Database: 'default' }),
  ResultConfiguration: z
    .object({
      OutputLocation: z
        .string()
        .regex(/^s3:\/\/./)
        .optional(),
    })
    .default({}),
})

/** A query that has not begun. Throws Refusal for what Athena refuses before it looks at the SQL. */
export async function prepared(request: StartRequest, emulator: Emulator): Promise<Query> {
  const group = await emulator.workGroup(request.WorkGroup)
  if (group.isEnforced && group.output && namesLocation(request.QueryString)) {
    throw new Refusal(
      "The Create Table As Select query has an 'external_location' and its work group a central output",
    )
  }
  const own = request.ResultConfiguration.OutputLocation
  const location = group.isEnforced ? (group.output ?? own) : (own ?? group.output)
  if (!location) throw new Refusal('No output location provided.')
  const id = randomUUID()
  return {
    id,
    request,
    plan: planOf(request.QueryString, id),
    output: `${location.replace(/\/?$/, '/')}${id}.csv`,
    cutOff: group.cutOff ?? Number.POSITIVE_INFINITY,
    status: { State: 'QUEUED' },
    columns: [],
    rows: [],
    scanned: 0,
  }
}
