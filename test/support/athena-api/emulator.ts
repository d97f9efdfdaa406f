import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'
import { Refusal } from './endings.ts'

/** What the API needs of the emulator of AWS. */
export interface Emulator {
  /** Passes a call on as it came. */
  forward(headers: IncomingHttpHeaders, text: string): Promise<{ status: number; body: unknown }>
  /** Throws Refusal when there is no such work group. */
  workGroup(name: string): Promise<WorkGroup>
  /** Writes an object. `location` is `s3://bucket/key`. */
  put(location: string, body: string): Promise<boolean>
}

export interface WorkGroup {
  /** Whether a query may not name an output location of its own. */
  readonly isEnforced: boolean
  readonly output?: string | undefined
  /** Bytes that a query may read. */
  readonly cutOff?: number | undefined
}

const workGroup = z.object({
  WorkGroup: z.object({
    Configuration: z.object({
      EnforceWorkGroupConfiguration: z.coerce.boolean().default(false),
      BytesScannedCutoffPerQuery: z.coerce.number().positive().optional(),
      ResultConfiguration: z.object({ OutputLocation: z.string().optional() }).optional(),
    }),
  }),
})

/** The emulator at a URL. */
export function emulator(url: string): Emulator {
  const forward: Emulator['forward'] = async (headers, text) => {
    const kept = [
      'authorization',
      'content-type',
      'x-amz-date',
      'x-amz-target',
      'x-amz-security-token',
    ]
    const sent = kept.flatMap((name) => (headers[name] ? [[name, String(headers[name])]] : []))
    const response = await fetch(url, {
      method: 'POST',
      headers: Object.fromEntries(sent),
      body: text,
    })
    return { status: response.status, body: corrected(await response.json()) }
  }
  return {
    forward,
    async workGroup(name) {
      const target = {
        'x-amz-target': 'AmazonAthena.GetWorkGroup',
        'content-type': 'application/x-amz-json-1.1',
        authorization: signedFor('athena'),
      }
      const { status, body } = await forward(target, JSON.stringify({ WorkGroup: name }))
      if (status !== 200) throw new Refusal(`WorkGroup ${name} is not found.`)
      const { Configuration } = workGroup.parse(body).WorkGroup
      return {
        isEnforced: Configuration.EnforceWorkGroupConfiguration,
        output: Configuration.ResultConfiguration?.OutputLocation,
        cutOff: Configuration.BytesScannedCutoffPerQuery,
      }
    },
    async put(location, body) {
      const headers = { authorization: signedFor('s3') }
      const { ok } = await fetch(location.replace('s3:/', url), { method: 'PUT', body, headers })
      return ok
    },
  }
}

/** The account's own root: the emulator checks no signature of it. */
const signedFor = (service: string) =>
  `AWS4-HMAC-SHA256 Credential=test/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host, Signature=0`

/** Glue always answers a number of buckets and never an empty description; Trino relies on both. */
function corrected(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(corrected)
  if (typeof answer !== 'object' || answer === null) return answer
  const entries = Object.entries(answer)
    .filter(([name, value]) => name !== 'Description' || value !== '')
    .map(([name, value]) => [
      name,
      name === 'StorageDescriptor'
        ? { NumberOfBuckets: 0, ...(corrected(value) as object) }
        : corrected(value),
    ])
  return Object.fromEntries(entries)
}
