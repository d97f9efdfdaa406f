/** Nights of a generated world through the stages that decide, in one in-memory DuckDB, and through the oracle. */
import type { Config } from '../../../functions/config.ts'
import { runOf } from '../../../functions/lake.ts'
import type { Engine } from '../../../functions/platform/local/engine.ts'
import type { Files, Platform, Row } from '../../../functions/platform/ports.ts'
import { emptySql, ident, valuesSql } from '../../../functions/platform/sql.ts'
import type { Published } from '../../../functions/stage.ts'
import { occasions } from '../../../functions/stages/occasions.ts'
import { outbox } from '../../../functions/stages/outbox.ts'
import { occasionTables } from '../../../functions/tables/occasions.ts'
import { outboxTables } from '../../../functions/tables/outbox.ts'
import { tablesOf } from '../../../functions/tables.ts'
import { oracle, type Verdict } from '../oracle/oracle.ts'
import { fixedBytes } from '../salt.ts'
import { compare, type Difference } from './compare.ts'
import { givenNames, givenTables } from './given-tables.ts'
import { memoryWarehouse } from './memory-warehouse.ts'
import type { WorldNight } from './night.ts'

export interface SimulatedNight {
  readonly night: WorldNight
  readonly verdict: Verdict
  /** The rows of `outbox`. */
  readonly rows: readonly Row[]
  readonly differences: readonly Difference[]
  readonly milliseconds: { readonly stages: number; readonly oracle: number }
}

/** Runs nights one after the other. The configuration of the first says which tables there are. */
export async function* simulate(
  engine: Engine,
  nights: Iterable<WorldNight>,
): AsyncGenerator<SimulatedNight> {
  const plain = oracle()
  let stages: Awaited<ReturnType<typeof stagesOver>> | undefined
  for (const night of nights) {
    stages ??= await stagesOver(engine, night.config)
    const start = performance.now()
    const { rows, turn } = await stages.run(night)
    const middle = performance.now()
    const verdict = plain.night(night)
    const milliseconds = { stages: middle - start, oracle: performance.now() - middle }
    yield {
      ...{ night, verdict, rows, milliseconds },
      differences: compare(rows, verdict.decisions),
    }
    await turn()
  }
}

/** The stages over tables in memory. */
async function stagesOver(engine: Engine, config: Config) {
  const tables = tablesOf(config)
  const built = new Set([...occasionTables, ...outboxTables].map(({ name }) => name))
  const { warehouse, turn } = await memoryWarehouse(engine, tables, givenNames)
  const given = await givenTables(engine, tables)
  for (const { name, columns } of tables) {
    if (built.has(name) || givenNames.has(name) || name === 'releases') continue
    await engine.run(`create view ${ident(name)} as ${emptySql(columns)}`)
  }
  let previous: Published | undefined
  let wasBraked = false
  return {
    async run(night: WorldNight) {
      await given.put(night)
      const releases = wasBraked && night.isReleased && previous ? [releaseOf(previous)] : []
      const columns = tables.find(({ name }) => name === 'releases')?.columns ?? []
      await engine.run(`create or replace table releases as ${valuesSql(columns, releases)}`)
      const { asOf, config: tonight } = night
      const run = runOf({
        ...{ asOf, attempt: 1, config: tonight, configHash: 'simulated' },
        ...(previous && { previous }),
      })
      const platform: Platform = {
        warehouse,
        files: filesInMemory(),
        log: silent,
        random: fixedBytes,
      }
      await occasions(run, platform)
      await outbox(run, platform)
      const rows = await engine.rows('select * from outbox')
      wasBraked = (await engine.rows('select kind from outbox_brakes')).length > 0
      return {
        rows,
        async turn() {
          previous = {
            ...{ asOf, attempt: 1, prefix: '', configHash: 'simulated' },
            ...{ closesAt: run.closesAt, rules: {}, tables: await turn(asOf) },
          }
        },
      }
    },
  }
}

const releaseOf = ({ asOf, attempt, closesAt }: Published) => ({
  as_of: asOf,
  attempt,
  released_at: closesAt.slice(0, 19).replace('T', ' '),
})

const silent: Platform['log'] = { step() {}, warn() {} }

function filesInMemory(): Files {
  const bodies = new Map<string, string | Uint8Array>()
  return {
    async read(key) {
      const body = bodies.get(key)
      return typeof body === 'string' ? body : undefined
    },
    async has(key) {
      return bodies.has(key)
    },
    async putIfAbsent(key, body) {
      if (bodies.has(key)) return false
      bodies.set(key, body)
      return true
    },
    async list(prefix) {
      return [...bodies.keys()].filter((key) => key.startsWith(`${prefix}/`)).sort()
    },
    async folders() {
      return []
    },
  }
}
