import type { S3Client } from '@aws-sdk/client-s3'
import { severalAtOnce } from '../../concurrency.ts'
import { sha256 } from '../../domain/sha256.ts'
import { runPrefix } from '../../lake.ts'
import type { Run } from '../../stage.ts'
import type { Table } from '../../tables/table.ts'
import type { Built, Files, Log, Warehouse } from '../ports.ts'
import { hasColumns, refuseShape } from '../shape.ts'
import { bind, ident, type Params, withColumns } from '../sql.ts'
import { type Athena, type Failed, refused } from './athena.ts'
import type { Deployment } from './deployment.ts'
import { earlierNights } from './earlier-nights.ts'
import { type Catalog, parquetTable } from './glue.ts'
import { type Definition, inlined } from './inline.ts'
import { openSource } from './open.ts'
import { rowsBelow } from './parquet-footer.ts'
import { parquetOf } from './parquet-write.ts'
import { nameAt, type Place, placeOf } from './places.ts'
import type { AwsSources } from './sources.ts'
import type { StableTables } from './stable-tables.ts'

export interface AthenaWarehouseOptions {
  readonly deployment: Deployment
  readonly run: Run
  readonly tables: readonly Table[]
  readonly sources: AwsSources
  readonly files: Files
  readonly s3: S3Client
  readonly athena: Athena
  /** The run's own database. */
  readonly catalog: Catalog
  readonly stable: StableTables
  readonly log: Log
}

/** How often a build or a read is tried again after failures that may pass. */
const mostTries = 3

/** A run's tables as Parquet in the lake, in a Glue database of the run, made and read by Athena. */
export async function athenaWarehouse(options: AthenaWarehouseOptions): Promise<Warehouse> {
  const { deployment, run, tables, files, s3, athena, catalog, stable, log } = options
  const { bucket, scanLimit } = deployment
  const known = new Map(tables.map((table) => [table.name, table]))
  const done = new Map<string, Built>()
  const reads: number[] = []
  const retried = new Map<string, Definition>()
  const defined = new Map<string, Definition>()
  const builds = `${runPrefix(run)}/_builds`
  await catalog.ensure()
  const earlier = earlierNights({ catalog, run, tables, files, bucket })

  /** The query with all that it reads by names that are no tables. */
  const whole = async (sql: string) => {
    const own = [...retried.values(), ...defined.values()]
    const texts = [sql, ...defined.values().map((one) => one.sql)].join('\n')
    return `${inlined(sql, [...(await earlier(texts)), ...own])}\n`
  }

  const tokenOf = (...parts: readonly (string | number)[]) =>
    sha256(JSON.stringify([bucket, catalog.database, ...parts]))

  /** Takes the finished try of a table for the table. Tries after the first are read by a definition. */
  const marked = async (table: string): Promise<Built | undefined> => {
    const text = await files.read(`${builds}/${table}/built.json`)
    if (text === undefined) return undefined
    const built = JSON.parse(text) as Built
    const name = nameAt(built.location)
    if (name !== table) retried.set(table, { name: table, sql: `select * from ${ident(name)}` })
    done.set(table, built)
    return built
  }

  /** Finds what was built by now, by whomever. */
  const lookAround = async () => {
    const found = (await files.list(builds)).flatMap((key) => {
      const [, table] = /\/_builds\/([^/]+)\/built\.json$/.exec(key) ?? []
      return table && !done.has(table) ? [table] : []
    })
    await severalAtOnce(found, 16, marked)
  }

  /** Claims a try. What another call began with the same token is gone on with; other tries are left alone. */
  const claim = async (table: string, number: number, token: string) => {
    const key = `${builds}/${table}/${number}.json`
    const marker = `${JSON.stringify({ try: number, token })}\n`
    if (await files.putIfAbsent(key, marker)) return 'new'
    return (await files.read(key)) === marker ? 'joined' : 'taken'
  }

  const finished = async (built: Built) => {
    await files.putIfAbsent(`${builds}/${built.table}/built.json`, `${JSON.stringify(built)}\n`)
    return (await marked(built.table)) ?? built
  }

  /** Tries in turn until one is finished; the first finished try of a table is the table. */
  const attempt = async (
    table: string,
    content: string,
    make: (place: Place, token: string) => Promise<Omit<Built, 'table' | 'location'> | Failed>,
  ): Promise<Built> => {
    for (let number = 1, failures = 0; ; number += 1) {
      const place = placeOf(run, known.get(table)?.class ?? 'personal', table, number)
      const token = tokenOf(table, content, number)
      const claimed = await claim(table, number, token)
      if (claimed === 'taken') continue
      const made = await make(place, token)
      if (!('status' in made)) return finished({ table, location: place.location, ...made })
      // What failed in an earlier call may succeed by now, and what a lost lake left in Glue has its name only.
      if (claimed === 'joined' || isTaken(made)) continue
      failures += 1
      if (!made.isRetryable || failures === mostTries) {
        throw refused(table, content, made, scanLimit)
      }
    }
  }

  /** The id of a query that reads, when it is done. */
  const answered = async (sql: string, params: Params): Promise<string> => {
    const query = await whole(bind(sql, params))
    for (let number = 1, failures = 0; ; number += 1) {
      const token = tokenOf('', query, number)
      // Under its token a failed query fails for ever: what is known to have failed is asked anew.
      const failure = `${runPrefix(run)}/_reads/${token}.json`
      if (await files.has(failure)) continue
      const outcome = await athena.run({ name: 'a result', sql: query, token })
      if (outcome.status === 'done') {
        // Athena charges nothing for a query that failed.
        reads.push(outcome.bytes)
        return outcome.id
      }
      await files.putIfAbsent(failure, `${JSON.stringify(outcome)}\n`)
      failures += 1
      if (!outcome.isRetryable || failures === mostTries) {
        throw refused('a result', query, outcome, scanLimit)
      }
    }
  }

  const warehouse: Warehouse = {
    // Athena queues what is beyond an account's limit; a handful keeps it busy and leaves room for others.
    sideBySide: 6,

    reads,

    async open(source) {
      const { definition, opened, isAlive } = await openSource(options, source)
      if (isAlive) await warehouse.build(definition.name, definition.sql)
      else {
        defined.delete(definition.name)
        defined.set(definition.name, definition)
      }
      return opened
    },

    async define(name, sql, params = {}) {
      defined.delete(name)
      defined.set(name, { name, sql: bind(sql, params) })
    },

    async build(table, sql, params = {}) {
      const existing = done.get(table) ?? (await marked(table))
      if (existing) return existing
      log.step({ stage: '', text: `building ${table}` })
      const query = await whole(bind(sql, params))
      return attempt(table, query, async (place, token) => {
        const outcome = await athena.run({
          name: table,
          token,
          // In front of the first line: Athena’s line numbers are those of the query.
          sql: `create table ${ident(place.name)} with (format = 'PARQUET', write_compression = 'ZSTD', external_location = 's3://${bucket}/${place.location}/') as ${query}`,
        })
        if (outcome.status === 'failed') return outcome
        const columns = known.get(table)?.columns
        if (columns) refuseShape(table, await catalog.columns(place.name), columns)
        const rows = await rowsBelow(s3, bucket, `${place.location}/`)
        return { rows, bytes: outcome.bytes }
      })
    },

    async write(table, rows) {
      const columns = known.get(table)?.columns
      if (!columns) throw new Error(`no table ${table} in tables.ts`)
      const existing = done.get(table) ?? (await marked(table))
      if (existing) return existing
      return attempt(table, JSON.stringify([columns, rows]), async ({ name, location }) => {
        await files.putIfAbsent(`${location}/rows.parquet`, parquetOf(columns, rows))
        await catalog.put(parquetTable(name, columns, `s3://${bucket}/${location}/`))
        return { rows: rows.length }
      })
    },

    async adopt(table, { location, rows, columns }) {
      const existing = done.get(table) ?? (await marked(table))
      if (existing) return existing
      const wanted = known.get(table)?.columns ?? []
      const isAsWanted = hasColumns(columns, wanted)
      const name = isAsWanted ? nameAt(location) : `stored_${table}`
      await catalog.put(parquetTable(name, columns, `s3://${bucket}/${location}/`))
      if (isAsWanted) return finished({ table, location, rows })
      return warehouse.build(table, `select ${withColumns(wanted, columns)} from ${ident(name)}`)
    },

    read: async (sql, params = {}) => athena.rows(await answered(sql, params)),

    async *stream(sql, params = {}) {
      yield* athena.pages(await answered(sql, params))
    },

    async built() {
      await lookAround()
      return [...done.values()]
    },

    publish: (published, kept) => stable.publish(published, kept),
  }

  await lookAround()
  return warehouse
}

const isTaken = ({ reason }: Failed) => /already_?exists/i.test(reason.replaceAll(' ', ''))
