/** Queries on Athena: started under a token, waited for, their results as rows. */
import { setTimeout } from 'node:timers/promises'
import {
  type AthenaClient,
  AthenaServiceException,
  GetQueryExecutionCommand,
  type GetQueryExecutionCommandOutput,
  GetQueryResultsCommand,
  type GetQueryResultsCommandOutput,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'
import { OutOfTime, QueryError } from '../../errors.ts'
import type { Log, Row } from '../ports.ts'
import { pageRows } from './athena-rows.ts'

export interface AthenaOptions {
  readonly client: AthenaClient
  readonly workGroup: string
  readonly database: string
  /** `s3://…/` that results are written below. */
  readonly output: string
  readonly log: Log
  /** Milliseconds that are left. */
  readonly remaining: () => number
}

export interface AthenaQuery {
  /** What the query is for: a table, or `a result`. */
  readonly name: string
  readonly sql: string
  /** The same token and query are the same execution, whoever starts it. */
  readonly token: string
}

/** What became of a query. `id` is undefined where Athena refused to start it. */
export type Outcome =
  | { readonly status: 'done'; readonly id: string; readonly bytes: number }
  | {
      readonly status: 'failed'
      readonly id: string | undefined
      readonly bytes: number
      readonly state: string
      readonly reason: string
      /** Whether the same query may succeed another time. */
      readonly isRetryable: boolean
    }
export type Failed = Extract<Outcome, { status: 'failed' }>

export interface Athena {
  /** Runs a query to its end. Throws OutOfTime when too little time is left to wait for it. */
  run(query: AthenaQuery): Promise<Outcome>
  /** The result of a query that is done. */
  rows(id: string): Promise<readonly Row[]>
  /** The same, a page at a time. Throws OutOfTime when too little time is left to go on. */
  pages(id: string): AsyncIterable<readonly Row[]>
}

/** The longest text of a query that Athena takes, in bytes. */
const longest = 262_144
/** What a function needs at its end: the answer is written, the state machine told. */
const reserve = 60_000
const slowest = 15_000

export function athena(options: AthenaOptions): Athena {
  const { client, workGroup, database, output, log, remaining } = options

  const wait = async (milliseconds: number) => {
    if (remaining() - milliseconds < reserve) throw new OutOfTime()
    await setTimeout(milliseconds)
  }

  /** Throttling lasts as long as others ask too much: waited for, not failed over. */
  const patiently = async <Answer>(send: () => Promise<Answer>): Promise<Answer> => {
    for (let pause = 500, tries = 1; ; tries += 1) {
      try {
        return await send()
      } catch (error) {
        if (!isThrottling(error) || tries === 40) throw error
        await wait(pause * (0.5 + (tries % 7) / 7))
        pause = Math.min(pause * 2, slowest)
      }
    }
  }

  const start = ({ sql, token }: AthenaQuery) =>
    patiently(() =>
      client.send(
        new StartQueryExecutionCommand({
          QueryString: sql,
          ClientRequestToken: token,
          WorkGroup: workGroup,
          QueryExecutionContext: { Database: database },
          ResultConfiguration: { OutputLocation: output },
        }),
      ),
    )

  const ended = async (id: string) => {
    for (let pause = 100; ; pause = Math.min(pause * 1.5, slowest)) {
      const answer = await patiently(() =>
        client.send(new GetQueryExecutionCommand({ QueryExecutionId: id })),
      )
      const { State = '' } = answer.QueryExecution?.Status ?? {}
      if (State !== 'QUEUED' && State !== 'RUNNING') return outcomeOf(id, answer)
      await wait(pause)
    }
  }

  async function* pages(id: string): AsyncIterable<readonly Row[]> {
    let from: string | undefined
    do {
      if (remaining() < reserve) throw new OutOfTime()
      const page: GetQueryResultsCommandOutput = await patiently(() =>
        client.send(new GetQueryResultsCommand({ QueryExecutionId: id, NextToken: from })),
      )
      yield pageRows(page, from === undefined)
      from = page.NextToken
    } while (from !== undefined)
  }

  return {
    pages,

    async run(query) {
      const size = Buffer.byteLength(query.sql)
      if (size > longest) {
        throw new QueryError(`${query.name}: a query of ${size} bytes; Athena takes ${longest}`, {
          next: ['switch segments off that nobody uses, or name fewer files in one source'],
        })
      }
      if (remaining() < reserve) throw new OutOfTime()
      const outcome = await start(query).then(
        ({ QueryExecutionId = '' }) => ended(QueryExecutionId),
        refusal,
      )
      log.step({ stage: 'athena', text: `${query.name}: ${toldOf(outcome)}` })
      return outcome
    },

    async rows(id) {
      const rows: Row[] = []
      for await (const page of pages(id)) rows.push(...page)
      return rows
    },
  }
}

/** The error for a query that failed: Athena's words, where to look, what to do. */
export function refused(name: string, sql: string, failed: Failed, scanLimit?: number): QueryError {
  const lines = sql.split('\n')
  const [, line] = /\bline (\d+):\d+/.exec(failed.reason) ?? []
  const near = line ? lines.slice(Math.max(0, Number(line) - 3), Number(line) + 2) : []
  const limit = scanLimit === undefined ? '' : ` of ${scanLimit.toLocaleString('en')} bytes`
  return isCutOff(failed)
    ? new QueryError(`${name}: the query was stopped at the limit${limit} that one may read`, {
        details: [toldOf(failed)],
        next: [
          'raise scanLimit of the deployment if the shop has grown, and deploy again',
          'or look why so much is read: files of years in one source are read whole every night',
        ],
      })
    : new QueryError(`${name}: ${failed.reason}`, {
        details: [...near, toldOf(failed)],
        next: failed.id
          ? [`aws athena get-query-execution --query-execution-id ${failed.id}`]
          : ['look at the work group, its rights and its limits'],
      })
}

function outcomeOf(id: string, { QueryExecution }: GetQueryExecutionCommandOutput): Outcome {
  const { Status, Statistics } = QueryExecution ?? {}
  const bytes = Statistics?.DataScannedInBytes ?? 0
  if (Status?.State === 'SUCCEEDED') return { status: 'done', id, bytes }
  const { AthenaError, StateChangeReason } = Status ?? {}
  const failed = {
    status: 'failed',
    id,
    bytes,
    state: Status?.State ?? 'UNKNOWN',
    reason: StateChangeReason ?? AthenaError?.ErrorMessage ?? 'no reason given',
    isRetryable: AthenaError?.Retryable ?? AthenaError?.ErrorCategory === systemCategory,
  } as const
  return isCutOff(failed) ? { ...failed, isRetryable: false } : failed
}

const systemCategory = 1

/** An answer that no query was started; what is no answer at all is thrown. */
function refusal(error: unknown): Failed {
  if (!(error instanceof AthenaServiceException) || error.$fault !== 'client') throw error
  if (isThrottling(error)) throw error
  const { name: state, message: reason } = error
  return { status: 'failed', id: undefined, bytes: 0, state, reason, isRetryable: false }
}

const isThrottling = (error: unknown) =>
  error instanceof AthenaServiceException &&
  /^(TooManyRequests|Throttling|ThrottledException|RequestLimitExceeded)/.test(error.name)

const isCutOff = ({ reason }: Pick<Failed, 'reason'>) => /bytes scanned limit/i.test(reason)

const toldOf = (outcome: Outcome) =>
  [
    outcome.status === 'done' ? 'SUCCEEDED' : outcome.state,
    ...(outcome.status === 'failed' ? [outcome.reason] : []),
    `${outcome.bytes.toLocaleString('en')} bytes read`,
    `query ${outcome.id ?? 'not started'}`,
  ].join(', ')
