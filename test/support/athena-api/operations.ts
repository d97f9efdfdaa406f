import { z } from 'zod'
import { shown } from './cells.ts'
import { Refusal } from './endings.ts'
import { prepared, type Query, startRequest } from './query.ts'
import { type Engine, runQuery } from './run.ts'

/** The operations that this API answers itself, by Athena's names. Each takes the body of a call. */
export type Operations = Readonly<Record<string, (body: unknown) => Promise<object> | object>>

const resultsRequest = z.object({
  NextToken: z.coerce.number().int().default(0),
  MaxResults: z.int().min(1).max(1000).default(1000),
})

/** Operations over queries that are kept in memory. */
export function operations(engine: Engine): Operations {
  const queries = new Map<string, Query>()
  const byToken = new Map<string, Query>()
  const find = (body: unknown): Query => {
    const { QueryExecutionId: id } = parsed(z.object({ QueryExecutionId: z.string() }), body)
    const query = queries.get(id)
    if (!query) throw new Refusal(`QueryExecution ${id} was not found`)
    return query
  }
  return {
    async StartQueryExecution(body) {
      const request = parsed(startRequest, body)
      const fresh = await prepared(request, engine.emulator)
      const known = byToken.get(request.ClientRequestToken)
      if (known) {
        if (JSON.stringify(known.request) === JSON.stringify(request)) {
          return { QueryExecutionId: known.id }
        }
        throw new Refusal('Idempotent parameters do not match')
      }
      queries.set(fresh.id, fresh)
      byToken.set(request.ClientRequestToken, fresh)
      void runQuery(fresh, engine)
      return { QueryExecutionId: fresh.id }
    },
    GetQueryExecution: (body) => ({ QueryExecution: executionOf(find(body)) }),
    StopQueryExecution(body) {
      const query = find(body)
      const isOver = !['QUEUED', 'RUNNING'].includes(query.status.State)
      if (!isOver) query.status = { State: 'CANCELLED' }
      return {}
    },
    GetQueryResults: (body) => resultsOf(find(body), parsed(resultsRequest, body)),
  }
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const { success, data, error } = schema.safeParse(body)
  if (success) return data
  throw new Refusal(
    error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  )
}

const executionOf = ({ id, request, output, status, scanned }: Query) => ({
  QueryExecutionId: id,
  Query: request.QueryString,
  WorkGroup: request.WorkGroup,
  QueryExecutionContext: request.QueryExecutionContext,
  ResultConfiguration: { OutputLocation: output },
  Status: status,
  Statistics: { DataScannedInBytes: scanned },
})

/** The first row of a select holds the names of its columns. */
function resultsOf(
  { status, plan, columns, rows }: Query,
  { NextToken: from, MaxResults }: z.output<typeof resultsRequest>,
) {
  if (status.State !== 'SUCCEEDED') throw new Refusal(`Query is not finished: ${status.State}`)
  const all = plan.isSelect ? [columns.map(({ name }) => name), ...rows] : []
  const to = from + MaxResults
  const page = all.slice(from, to)
  return {
    ResultSet: {
      Rows: page.map((row) => ({ Data: row.map((cell) => ({ VarCharValue: shown(cell) })) })),
      ResultSetMetadata: {
        ColumnInfo: columns.map(({ name, type }) => ({
          Name: name,
          Type: type.replace(/\(.*/s, ''),
        })),
      },
    },
    NextToken: to < all.length ? String(to) : undefined,
  }
}
