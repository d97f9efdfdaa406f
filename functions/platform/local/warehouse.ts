import { mkdir, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { SqlType } from '../../domain/types.ts'
import { QueryError } from '../../errors.ts'
import { publishedNights, readPublished, rootOf, runPrefix } from '../../lake.ts'
import type { Published, Run } from '../../stage.ts'
import type { Table } from '../../tables/table.ts'
import { readable } from '../header.ts'
import type { Built, Files, Kept, Log, Opened, Warehouse } from '../ports.ts'
import { type ColumnShape, hasColumns, refuseShape } from '../shape.ts'
import { bind, emptySql, ident, literal, withColumns } from '../sql.ts'
import type { Engine } from './engine.ts'
import { exactPath } from './exact-path.ts'
import { type FolderFiles, folderFiles } from './files.ts'
import { textColumns } from './header.ts'
import { listed } from './listed.ts'
import { asParquet, parquet } from './parquet.ts'
import { writeRaw } from './raw.ts'
import { parquetSource } from './raw-parquet.ts'
import type { LocalSources } from './sources.ts'

export interface DuckdbWarehouseOptions {
  readonly engine: Engine
  readonly run: Run
  readonly config: Config
  readonly tables: readonly Table[]
  readonly sources: LocalSources
  readonly files: Files
  /** The lake's folder, absolute. */
  readonly lake: string
  readonly log: Log
}

/** A run's tables as Parquet below the lake, read through views of an in-memory DuckDB. */
export async function duckdbWarehouse(options: DuckdbWarehouseOptions): Promise<Warehouse> {
  const { engine, run, tables, sources, files, lake, log } = options
  const known = new Map(tables.map((table) => [table.name, table]))
  const done = new Map<string, Built>()
  const reads: number[] = []
  const builds = `${runPrefix(run)}/_builds`
  await mkdir(join(lake, 'tmp'), { recursive: true })

  const view = (name: string, built: Built) =>
    engine.run(
      `create or replace view ${ident(name)} as select * from ${parquet(lake, [built.location])}`,
    )

  const marked = async (table: string): Promise<Built | undefined> => {
    const text = await files.read(`${builds}/${table}/built.json`)
    if (text === undefined) return undefined
    const built = JSON.parse(text) as Built
    if (table.startsWith('raw_') && !(await exists(join(lake, built.location)))) return undefined
    await view(table, built)
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

  const finished = async (built: Built): Promise<Built> => {
    await files.putIfAbsent(`${builds}/${built.table}/built.json`, `${JSON.stringify(built)}\n`)
    return (await marked(built.table)) ?? built
  }

  /** Runs one try in a folder of its own below `kind`; the first finished try of a table is the table. */
  const attempt = async (
    table: string,
    kind: keyof Kept,
    read: Pick<Built, 'bytes'>,
    write: (folder: string) => Promise<void>,
  ): Promise<Built> => {
    let number = 1
    while (!(await files.putIfAbsent(`${builds}/${table}/${number}.json`, `{"try":${number}}\n`))) {
      number += 1
    }
    const location = `${rootOf(run)}${kind}/${run.asOf}/${run.attempt}/${table}/${number}`
    await mkdir(join(lake, location), { recursive: true })
    await write(join(lake, location))
    const [count] = await engine.rows(`select count(*) as "rows" from ${parquet(lake, [location])}`)
    return finished({ table, location, rows: Number(count?.rows), ...read })
  }

  /** Stores the rows of a query as a table of this run. */
  const store = (table: string, query: string, read: Pick<Built, 'bytes'>) =>
    named(table, () =>
      attempt(table, known.get(table)?.class ?? 'personal', read, async (folder) => {
        const path = join(folder, 'rows.parquet')
        await engine.run(`copy (${query}\n) to ${literal(path)} ${asParquet}`)
        const columns = known.get(table)?.columns
        if (columns) refuseShape(table, await shapeOf(engine, path), columns)
      }),
    )

  const warehouse: Warehouse = {
    // One query has all threads.
    sideBySide: 1,

    reads,

    async open(source) {
      const config = options.config.sources[source]
      const found = sources[source] ?? []
      if (!config) throw new Error(`no source ${source}`)
      const { format } = config
      const name = `raw_${source}`
      const opened = (columns: Opened['columns']): Opened => ({ columns, files: found })
      if (format.type === 'parquet') {
        const { columns, sql } = await parquetSource(engine, source, config, found)
        await engine.run(`create or replace view ${ident(name)} as ${sql}`)
        return opened(columns)
      }
      const columns = await textColumns(source, format, found)
      const read = readable(source, config, columns)
      if (!done.has(name)) {
        log.step({ stage: 'ingest', text: `reading ${source}` })
        const bytes = found.reduce((sum, file) => sum + file.bytes, 0)
        await attempt(name, 'raw', { bytes }, (folder) =>
          writeRaw(engine, { source, format, files: found, columns, read, folder }),
        )
      }
      return opened(read)
    },

    async define(name, sql, params = {}) {
      await engine.run(`create or replace view ${ident(name)} as ${bind(sql, params)}`)
    },

    async build(table, sql, params = {}) {
      const existing = done.get(table)
      if (existing) return existing
      log.step({ stage: '', text: `building ${table}` })
      const query = bind(sql, params)
      return store(table, query, { bytes: await readBytes(lake, query, done) })
    },

    async write(table, rows) {
      const columns = known.get(table)?.columns
      if (!columns) throw new Error(`no table ${table} in tables.ts`)
      const existing = done.get(table)
      if (existing) return existing
      const query = await listed(engine, columns, rows)
      return store(table, query, {})
    },

    async adopt(table, { location, rows, columns }) {
      const existing = done.get(table)
      if (existing) return existing
      const wanted = known.get(table)?.columns ?? []
      if (hasColumns(columns, wanted)) return finished({ table, location, rows })
      const files = parquet(lake, [location])
      return warehouse.build(table, `select ${withColumns(wanted, columns)} from ${files}`)
    },

    async read(sql, params = {}) {
      const query = bind(sql, params)
      reads.push(await readBytes(lake, query, done))
      return engine.rows(query)
    },

    async *stream(sql, params = {}) {
      const query = bind(sql, params)
      reads.push(await readBytes(lake, query, done))
      yield* engine.stream(query)
    },

    async built() {
      await lookAround()
      return [...done.values()]
    },

    async publish(_, kept) {
      const folders = folderFiles(lake)
      for (const [kind, oldest] of Object.entries(kept)) {
        for (const date of await folders.folders(kind)) {
          if (date < oldest) await folders.remove(`${kind}/${date}`)
        }
      }
      for (const name of await folders.folders('replays')) {
        await removeReplay(folders, `replays/${name}`, kept)
      }
    },
  }

  await lookAround()
  await definePrevious(engine, lake, tables, run.previous)
  await definePast(options)
  return warehouse
}

/** A replay keeps each class of tables as long as the night that it replays does; with its markers goes the rest. */
async function removeReplay(folders: FolderFiles, replay: string, kept: Kept) {
  for (const [kind, oldest] of Object.entries(kept)) {
    for (const date of await folders.folders(`${replay}/${kind}`)) {
      if (date >= oldest) continue
      await folders.remove(kind === 'runs' ? replay : `${replay}/${kind}/${date}`)
    }
  }
}

/** `previous_<table>` for every table: last night's rows with tonight's columns, empty on the first night. */
async function definePrevious(
  engine: Engine,
  lake: string,
  tables: readonly Table[],
  previous: Published | undefined,
) {
  for (const { name, columns } of tables) {
    const last = previous?.tables[name]
    const from = last && (await exists(join(lake, last.location))) ? last : undefined
    await engine.run(
      `create or replace view ${ident(`previous_${name}`)} as ${
        from
          ? `select ${withColumns(columns, from.columns)} from ${parquet(lake, [from.location])}`
          : emptySql(columns)
      }`,
    )
  }
}

/** `past_<journal>` for every journal: all nights published before this one, with their `as_of`. */
async function definePast({ engine, lake, tables, files, run }: DuckdbWarehouseOptions) {
  const nights = (await publishedNights(files)).filter(({ asOf }) => asOf < run.asOf)
  const published = await Promise.all(nights.map((night) => readPublished(files, night)))
  for (const { name, columns } of tables.filter((table) => table.class === 'journals')) {
    const parts = []
    for (const { asOf, tables: theirs } of published) {
      const table = theirs[name]
      if (!table || !(await exists(join(lake, table.location)))) continue
      parts.push(
        `select date ${literal(asOf)} as as_of, ${withColumns(columns, table.columns)} from ${parquet(lake, [table.location])}`,
      )
    }
    const empty = emptySql([{ name: 'as_of', type: 'date', meaning: '' }, ...columns])
    await engine.run(
      `create or replace view ${ident(`past_${name}`)} as ${parts.join(' union all ') || empty}`,
    )
  }
}

/** The columns of a file that was written: to ask for those of its query may take as long as the query does. */
async function shapeOf(engine: Engine, path: string): Promise<readonly ColumnShape[]> {
  const rows = await engine.rows(`describe select * from read_parquet(${exactPath(path)})`)
  return rows.map((row) => ({
    name: String(row.column_name),
    type: declared(String(row.column_type)),
  }))
}

/** DuckDB's word for a type as tables.ts writes it. */
const declared = (type: string): SqlType | string =>
  type === 'TIMESTAMP' || type === 'TIMESTAMP_MS' ? 'timestamp(3)' : type.toLowerCase()

async function readBytes(lake: string, query: string, done: ReadonlyMap<string, Built>) {
  let bytes = 0
  for (const name of new Set(query.match(/\b[a-z_]\w*\b/g) ?? [])) {
    const built = done.get(name)
    if (built) bytes += await folderBytes(join(lake, built.location))
  }
  return bytes
}

async function folderBytes(folder: string): Promise<number> {
  let bytes = 0
  for (const name of await readdir(folder)) bytes += (await stat(join(folder, name))).size
  return bytes
}

/** The engine’s complaints with the table that they are about. */
async function named<Result>(table: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof QueryError) || error.message.startsWith(`${table}:`)) throw error
    throw new QueryError(`${table}: ${error.message}`, error.advice, { cause: error })
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
