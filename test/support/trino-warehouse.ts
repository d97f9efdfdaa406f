/** A run's tables on Trino, with Parquet in an S3 emulator: what Athena would make of the same night. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { QueryError } from '../../functions/errors.ts'
import { runPrefix } from '../../functions/lake.ts'
import { type Definition, inlined } from '../../functions/platform/aws/inline.ts'
import { openEngine } from '../../functions/platform/local/engine.ts'
import { listed } from '../../functions/platform/local/listed.ts'
import type { Built, Files, Opened, Warehouse } from '../../functions/platform/ports.ts'
import { refuseShape } from '../../functions/platform/shape.ts'
import { bind, ident, literal } from '../../functions/platform/sql.ts'
import type { Run } from '../../functions/stage.ts'
import type { Table } from '../../functions/tables/table.ts'
import type { TableText } from './table-text.ts'
import { trinoClient } from './trino.ts'
import { earlierNights, type Place, placeAt, placeOf } from './trino-places.ts'
import { rowsOf } from './trino-rows.ts'

/** Where the warehouse is, and the run whose tables it makes. */
export interface TrinoWarehouseOptions {
  /** The Trino server. */
  readonly url: string
  /** Where the emulator and its bucket are. */
  readonly s3: string
  readonly bucket: string
  /** Begins the name of every database of the lake. */
  readonly lake: string
  readonly run: Run
  /** Where markers and pointers are. */
  readonly files: Files
  readonly tables: readonly Table[]
  readonly sources?: Readonly<Record<string, RawSource>>
}

/** A source as a local run opened it: its rows as Parquet files, and the columns of those. */
export interface RawSource {
  readonly opened: Opened
  readonly columns: readonly { readonly name: string; readonly type: string }[]
  readonly files: readonly string[]
}

/** A warehouse whose tables can be read with every digit. */
export interface TrinoWarehouse extends Warehouse {
  table(name: string): Promise<TableText>
}

/** A warehouse over one run’s database of a Trino server. */
export async function trinoWarehouse(options: TrinoWarehouseOptions): Promise<TrinoWarehouse> {
  const { url, s3, bucket, lake, run, files, tables, sources = {} } = options
  const { schema } = placeOf(lake, run, '', 1)
  const trino = trinoClient(url, schema)
  const known = new Map(tables.map((table) => [table.name, table]))
  const done = new Map<string, Built>()
  const builds = `${runPrefix(run)}/_builds`
  await trino.query(`create schema if not exists ${schema}`)
  const earlier = await earlierNights(options)
  const retried = new Map<string, Definition>()
  const defined = new Map<string, Definition>()

  const ask = (sql: string, head = '') => {
    const text = `${head}${inlined(sql, [...earlier, ...retried.values(), ...defined.values()])}\n`
    if (Buffer.byteLength(text) > 262_144) {
      throw new QueryError(`a query of ${Buffer.byteLength(text)} bytes; Athena takes 262144`)
    }
    return trino.query(text)
  }

  /** Takes the finished try of a table for the table. The first one has its name, others are read by a definition. */
  const marked = async (table: string): Promise<Built | undefined> => {
    const text = await files.read(`${builds}/${table}/built.json`)
    if (text === undefined) return undefined
    const built = JSON.parse(text) as Built
    const { name } = placeAt(built.location)
    if (name !== table) retried.set(table, { name: table, sql: `select * from ${ident(name)}` })
    done.set(table, built)
    return built
  }

  /** Finds what was built by now, by whomever. */
  const lookAround = async () => {
    for (const key of await files.list(builds)) {
      const [, table] = /\/_builds\/([^/]+)\/built\.json$/.exec(key) ?? []
      if (table && !done.has(table)) await marked(table)
    }
  }

  /** Runs one try in a location of its own; the first finished try of a table is the table. */
  const attempt = async (
    table: string,
    make: (place: Place) => Promise<Pick<Built, 'rows' | 'bytes'>>,
  ): Promise<Built> => {
    const existing = done.get(table)
    if (existing) return existing
    let number = 1
    while (!(await files.putIfAbsent(`${builds}/${table}/${number}.json`, `{"try":${number}}\n`))) {
      number += 1
    }
    const place = placeOf(lake, run, table, number)
    const made = await make(place)
    const built: Built = { table, location: `s3://${bucket}/${place.path}`, ...made }
    await files.putIfAbsent(`${builds}/${table}/built.json`, `${JSON.stringify(built)}\n`)
    return (await marked(table)) ?? built
  }

  const stored = ({ path }: Place) =>
    `with (format = 'PARQUET', external_location = 's3://${bucket}/${path}')`

  /** Makes a table of Parquet files that are here. */
  const load = async (
    place: Place,
    columns: readonly { readonly name: string; readonly type: string }[],
    paths: readonly string[],
  ) => {
    for (const [i, path] of paths.entries()) {
      const body = await readFile(path)
      const put = await fetch(`${s3}/${bucket}/${place.path}/${i}.parquet`, { method: 'PUT', body })
      if (!put.ok) throw new Error(`${place.path}: the emulator answered ${put.status}`)
    }
    const list = columns.map(({ name, type }) => `${ident(name)} ${type}`).join(', ')
    await trino.query(`create table ${ident(place.name)} (${list}) ${stored(place)}`)
    const { rows, bytes } = await trino.query(`select count(*) from ${ident(place.name)}`)
    return { rows: Number(rows[0]?.[0]), bytes }
  }

  const warehouse: Warehouse = {
    sideBySide: 1,

    reads: [],

    async open(source) {
      const raw = sources[source]
      if (!raw) throw new Error(`no source ${source}`)
      await attempt(`raw_${source}`, (place) => load(place, raw.columns, raw.files))
      return raw.opened
    },

    async define(name, sql, params = {}) {
      defined.delete(name)
      defined.set(name, { name, sql: bind(sql, params) })
    },

    build: (table, sql, params = {}) =>
      attempt(table, async (place) => {
        const head = `create table ${ident(place.name)} ${stored(place)} as `
        const { rows, bytes } = await ask(bind(sql, params), head)
        const columns = known.get(table)?.columns
        if (columns) {
          const made = await trino.query(`select * from ${ident(place.name)} where false`)
          refuseShape(table, made.columns, columns)
        }
        return { rows: Number(rows[0]?.[0]), bytes }
      }),

    async write(table, rows) {
      const columns = known.get(table)?.columns
      if (!columns) throw new Error(`no table ${table} in tables.ts`)
      return attempt(table, async (place) => {
        const folder = await mkdtemp(join(tmpdir(), 'nocturne-write-'))
        const file = join(folder, 'rows.parquet')
        const engine = await openEngine({ threads: 1 })
        try {
          const query = await listed(engine, columns, rows)
          await engine.run(`copy (${query}) to ${literal(file)} (format parquet)`)
          const { rows: written } = await load(place, columns, [file])
          return { rows: written }
        } finally {
          engine.close()
          await rm(folder, { recursive: true })
        }
      })
    },

    async adopt() {
      throw new Error('no test replays a night on this warehouse')
    },

    read: async (sql, params = {}) => rowsOf(await ask(bind(sql, params))),

    async *stream(sql, params = {}) {
      yield await warehouse.read(sql, params)
    },

    async built() {
      await lookAround()
      return [...done.values()]
    },

    async publish() {},
  }

  await lookAround()
  return { ...warehouse, table: (name) => ask(`select * from ${ident(name)}`) }
}
