import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import { QueryError } from '../../functions/errors.ts'

/** A Trino server's answer: every value is the text that the server wrote, so that no digit is lost. */
export interface TrinoResult {
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly rows: readonly (readonly (string | null)[])[]
  /** Bytes that the query read from storage. */
  readonly bytes: number
}

/** A Trino server, asked one statement at a time. */
export interface Trino {
  /** Runs one statement to its end. Throws QueryError with the server's words when it fails. */
  query(sql: string): Promise<TrinoResult>
}

/** A client of a Trino server; bare table names are those of `schema`. */
export function trinoClient(url: string, schema = 'default'): Trino {
  const headers = {
    'x-trino-user': 'nocturne',
    'x-trino-catalog': 'awsdatacatalog',
    'x-trino-schema': schema,
    // Without it a timestamp(6) would pass for a timestamp(3).
    'x-trino-client-capabilities': 'PARAMETRIC_DATETIME',
  }
  return {
    async query(sql) {
      let columns: TrinoResult['columns'] = []
      let bytes = 0
      const rows: (readonly (string | null)[])[] = []
      for await (const page of trinoPages(url, sql, headers)) {
        columns = page.columns ?? columns
        bytes = Number(page.stats.physicalInputBytes)
        for (const row of page.data ?? []) rows.push(row.map(text))
        if (page.error) throw refused(sql, page.error)
      }
      return { columns: columns.map(declared), rows, bytes }
    },
  }
}

/** What a server says of a statement, again and again until it has ended. */
export type Page = z.output<typeof answer>
export type Column = NonNullable<Page['columns']>[number]

/** The pages of one statement. Whoever stops reading early stops the statement. */
export async function* trinoPages(
  url: string,
  sql: string,
  headers: Readonly<Record<string, string>>,
): AsyncGenerator<Page> {
  let next: string | undefined
  try {
    let page = await pageOf(`${url}/v1/statement`, { method: 'POST', headers, body: sql })
    for (;;) {
      next = page.nextUri
      yield page
      if (!next) return
      page = await pageOf(next, { headers })
    }
  } finally {
    if (next) await fetch(next, { method: 'DELETE', headers }).catch(() => undefined)
  }
}

const answer = z.object({
  nextUri: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })).optional(),
  data: z.array(z.array(z.unknown())).optional(),
  stats: z.object({ physicalInputBytes: z.string().default('0') }),
  error: z
    .object({
      errorName: z.string(),
      errorType: z.string().optional(),
      message: z.string(),
      errorLocation: z.object({ lineNumber: z.string() }).optional(),
    })
    .optional(),
})

/** Busy servers answer 502 to 504 and mean: ask again. */
async function pageOf(url: string, init: RequestInit): Promise<Page> {
  for (let tries = 1; ; tries += 1) {
    const response = await fetch(url, init)
    const body = await response.text()
    if (response.ok) return answer.parse(JSON.parse(body, withDigits))
    if (tries === 50 || ![502, 503, 504].includes(response.status)) {
      throw new Error(`${url} answered ${response.status}: ${body}`)
    }
    await setTimeout(100)
  }
}

/** Numbers as they are written: a double would lose digits of a bigint. */
function withDigits(this: unknown, _key: string, value: unknown, context?: { source?: string }) {
  return typeof value === 'number' ? context?.source : value
}

const text = (cell: unknown) => {
  if (cell === null) return null
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell)
}

/** A literal is a varchar(n) here; a table of it is a varchar. */
const declared = ({ name, type }: { name: string; type: string }) => ({
  name,
  type: type.replace(/^varchar\(\d+\)$/, 'varchar').replace(', ', ','),
})

function refused(sql: string, error: NonNullable<Page['error']>): QueryError {
  const line = Number(error.errorLocation?.lineNumber ?? 0)
  const near = line > 0 ? sql.split('\n').slice(Math.max(0, line - 3), line + 2) : []
  return new QueryError(`${error.errorName}: ${error.message.split('\n')[0]}`, { details: near })
}
