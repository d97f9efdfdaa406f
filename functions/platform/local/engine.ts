import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'
import { NocturneError, QueryError } from '../../errors.ts'
import type { Row } from '../ports.ts'
import { chunkReader } from './chunk-rows.ts'

export interface EngineOptions {
  /** Threads; as many as there are cores when absent. */
  readonly threads?: number
  /** Memory limit in DuckDB's words, e.g. `3GB`. */
  readonly memory?: string
  /** Where the engine may spill. */
  readonly scratch?: string
}

/** An in-memory DuckDB that speaks the house's SQL. */
export interface Engine {
  readonly connection: DuckDBConnection
  run(sql: string): Promise<void>
  rows(sql: string): Promise<readonly Row[]>
  /** Rows as the engine finds them, some thousands at a time. */
  stream(sql: string): AsyncIterable<readonly Row[]>
  /** Work of one's own on the connection, with the engine's complaints as QueryError. */
  guard<Result>(sql: string, work: () => Promise<Result>): Promise<Result>
  close(): void
}

const prelude = join(import.meta.dirname, '../../../queries/duckdb_prelude.sql')

/** Opens DuckDB with the prelude loaded. Throws QueryError with the engine's words when it refuses a statement. */
export async function openEngine({
  threads,
  memory,
  scratch,
}: EngineOptions = {}): Promise<Engine> {
  const instance = await DuckDBInstance.create(':memory:', {
    ...(threads && { threads: String(threads) }),
    ...(memory && { memory_limit: memory }),
    ...(scratch && { temp_directory: scratch }),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  await connection.run(readFileSync(prelude, 'utf8'))
  await connection.run('SET GLOBAL preserve_insertion_order = false')
  const guarded = async <Result>(sql: string, work: () => Promise<Result>) => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof NocturneError) throw error
      const said = error instanceof Error ? error.message : String(error)
      throw new QueryError(said.split('\n')[0] ?? said, { details: excerpt(sql) }, { cause: error })
    }
  }
  return {
    connection,
    guard: guarded,
    run: (sql) =>
      guarded(sql, async () => {
        await connection.run(sql)
      }),
    rows: (sql) =>
      guarded(sql, async () => {
        const result = await connection.run(sql)
        return (await result.fetchAllChunks()).flatMap(chunkReader(result))
      }),
    async *stream(sql) {
      const result = await guarded(sql, () => connection.stream(sql))
      const rowsOf = chunkReader(result)
      for (;;) {
        const chunk = await guarded(sql, () => result.fetchChunk())
        if (!chunk || chunk.rowCount === 0) return
        yield rowsOf(chunk)
      }
    },
    close() {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

const excerpt = (sql: string) => {
  const lines = sql.split('\n')
  return lines.length > 12 ? [...lines.slice(0, 12), `… ${lines.length - 12} more lines`] : lines
}
