import { setTimeout } from 'node:timers/promises'
import { type Page, trinoPages } from '../trino.ts'
import { shown } from './cells.ts'
import type { Emulator } from './emulator.ts'
import { category, cutOff, Ending, failure } from './endings.ts'
import type { Faults } from './faults.ts'
import type { Query } from './query.ts'

/** What queries run on. */
export interface Engine {
  /** URL of a Trino server. */
  readonly trino: string
  readonly emulator: Emulator
  readonly faults: Faults
}

/** Runs a query to its end, whatever that is: its status says so. */
export async function runQuery(query: Query, engine: Engine): Promise<void> {
  const { QueryString: text } = query.request
  const fault = engine.faults.take('reason', 'StartQueryExecution', text)
  const slow = engine.faults.take('seconds', 'StartQueryExecution', text)
  const { statements, isSelect, makes } = query.plan
  let status: Query['status'] = { State: 'SUCCEEDED' }
  try {
    for (const sql of statements) await follow(query, pagesOf(query, sql, engine))
    if (slow?.seconds) await setTimeout(slow.seconds * 1000)
    if (fault?.reason) throw failure(fault.reason, category.system, fault.retryable)
    if (isSelect) await writeResult(query, engine.emulator)
  } catch (error) {
    const isAfterWriting = fault || query.scanned > query.cutOff
    // As on Athena, what was written stays on S3 and nobody knows of it.
    if (makes && isAfterWriting)
      await Array.fromAsync(pagesOf(query, `drop table if exists ${makes}`, engine))
    status = error instanceof Ending ? error.status : failure(String(error), category.system).status
  }
  if (query.status.State !== 'CANCELLED') query.status = status
}

function pagesOf({ plan, request }: Query, sql: string, { trino }: Engine): AsyncGenerator<Page> {
  return trinoPages(trino, sql, {
    'x-trino-user': 'nocturne',
    'x-trino-catalog': 'awsdatacatalog',
    'x-trino-schema': request.QueryExecutionContext.Database,
    ...(plan.codec && { 'x-trino-session': `awsdatacatalog.compression_codec=${plan.codec}` }),
  })
}

/** Leaving the loop early stops the query on the server. */
async function follow(query: Query, pages: AsyncIterable<Page>): Promise<void> {
  for await (const { columns, data = [], error, stats } of pages) {
    if (query.status.State === 'CANCELLED') return
    query.status = { State: 'RUNNING' }
    query.columns = columns ?? query.columns
    for (const row of data) query.rows.push(row)
    query.scanned = Math.max(query.scanned, Number(stats.physicalInputBytes))
    if (query.scanned > query.cutOff) throw cutOff()
    if (error) {
      const who = { USER_ERROR: category.user, EXTERNAL: category.other }[error.errorType ?? '']
      throw failure(`${error.errorName}: ${error.message.split('\n')[0]}`, who ?? category.system)
    }
  }
}

async function writeResult({ output, columns, rows }: Query, emulator: Emulator): Promise<void> {
  const cell = (text: string | undefined) =>
    text === undefined ? '' : `"${text.replaceAll('"', '""')}"`
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => row.map(shown))]
  const body = lines.map((line) => `${line.map(cell).join(',')}\n`).join('')
  if (await emulator.put(output, body)) return
  throw failure(`Access denied when writing output to url: ${output}`, category.user)
}
