/** A warehouse whose tables are in memory, from one night to the next: what a simulation runs the stages on. */
import type { Engine } from '../../../functions/platform/local/engine.ts'
import { listed } from '../../../functions/platform/local/listed.ts'
import type { Built, Row, Warehouse } from '../../../functions/platform/ports.ts'
import { bind, emptySql, ident, literal, type Params } from '../../../functions/platform/sql.ts'
import type { PublishedTable } from '../../../functions/stage.ts'
import type { Table } from '../../../functions/tables/table.ts'

export interface MemoryWarehouse {
  readonly warehouse: Warehouse
  /** Makes what tonight built last night's, and adds it to the journals. Returns it as published tables. */
  turn(asOf: string): Promise<Readonly<Record<string, PublishedTable>>>
}

/** Tables that `given` names are put there by the caller; all others are empty until they are built. */
export async function memoryWarehouse(
  engine: Engine,
  tables: readonly Table[],
  given: ReadonlySet<string>,
): Promise<MemoryWarehouse> {
  const known = new Map(tables.map((table) => [table.name, table]))
  /** Where the rows of a name lie, and what was asked for them. */
  interface Stored extends Built {
    readonly text?: string
  }
  let tonight = new Map<string, Stored>()
  let lastNight = new Map<string, Stored>()
  let number = 0
  const shown = new Map<string, string>()
  const view = async (name: string, location: string) => {
    if (shown.get(name) === location) return
    shown.set(name, location)
    await engine.run(`create or replace view ${ident(name)} as select * from ${ident(location)}`)
  }

  for (const { name, columns, class: kind } of tables) {
    const dated = [{ name: 'as_of', type: 'date', meaning: 'the night' } as const, ...columns]
    if (!given.has(`previous_${name}`)) {
      await engine.run(`create view ${ident(`previous_${name}`)} as ${emptySql(columns)}`)
    }
    if (kind === 'journals') {
      await engine.run(`create table ${ident(`past_${name}`)} as ${emptySql(dated)}`)
    }
  }

  const put = async (table: string, query: string, text?: string): Promise<Built> => {
    number += 1
    const location = `${table}_${number}`
    const [made] = await engine.rows(`create table ${ident(location)} as ${query}`)
    const built = {
      table,
      location,
      rows: Number(made?.Count),
      ...(text !== undefined && { text }),
    }
    tonight.set(table, built)
    await view(table, location)
    return built
  }

  const refuse = (what: string) => (): never => {
    throw new Error(`a simulation does not ${what}`)
  }

  const warehouse: Warehouse = {
    open: refuse('read sources'),
    adopt: refuse('replay'),
    publish: refuse('publish'),
    reads: [],
    sideBySide: 1,
    async define(name: string, sql: string, params: Params = {}) {
      await engine.run(`create or replace view ${ident(name)} as ${bind(sql, params)}`)
    },
    async build(table: string, sql: string, params: Params = {}) {
      return tonight.get(table) ?? put(table, bind(sql, params))
    },
    async write(table: string, rows: readonly Row[]) {
      const done = tonight.get(table)
      if (done) return done
      const columns = known.get(table)?.columns
      if (!columns) throw new Error(`no table ${table} in tables.ts`)
      const text = JSON.stringify(rows)
      const before = lastNight.get(table)
      if (before?.text !== text) return put(table, await listed(engine, columns, rows), text)
      tonight.set(table, before)
      await view(table, before.location)
      return before
    },
    read: (sql: string, params: Params = {}) => engine.rows(bind(sql, params)),
    async *stream(sql: string, params: Params = {}) {
      yield await engine.rows(bind(sql, params))
    },
    async built() {
      return [...tonight.values()]
    },
  }

  return {
    warehouse,
    async turn(asOf) {
      const stays = new Set([...tonight.values()].map(({ location }) => location))
      for (const { location } of lastNight.values()) {
        if (!stays.has(location)) await engine.run(`drop table ${ident(location)}`)
      }
      for (const name of lastNight.keys()) {
        const columns = known.get(name)?.columns ?? []
        if (!tonight.has(name)) {
          shown.delete(`previous_${name}`)
          await engine.run(
            `create or replace view ${ident(`previous_${name}`)} as ${emptySql(columns)}`,
          )
        }
      }
      const published: Record<string, PublishedTable> = {}
      for (const [name, { location, rows }] of tonight) {
        const table = known.get(name)
        if (!table) throw new Error(`no table ${name} in tables.ts`)
        published[name] = { location, rows, columns: table.columns }
        if (!given.has(`previous_${name}`)) await view(`previous_${name}`, location)
        if (table.class === 'journals') {
          await engine.run(
            `insert into ${ident(`past_${name}`)} select date ${literal(asOf)}, * from ${ident(location)}`,
          )
        }
      }
      lastNight = tonight
      tonight = new Map()
      return published
    },
  }
}
