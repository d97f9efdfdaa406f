/** A platform in memory for the report stage: an engine, and files in a map. */
import { configSpec } from '../../../functions/config.ts'
import type { Engine } from '../../../functions/platform/local/engine.ts'
import type { Platform } from '../../../functions/platform/ports.ts'
import { bind, ident } from '../../../functions/platform/sql.ts'
import type { Run } from '../../../functions/stage.ts'
import { fixedBytes } from '../salt.ts'
import type { ReportFixture } from './fixture.ts'
import { before } from './fixture.ts'

/** Files by key, filled by whoever uses the platform. */
export interface MemoryPlatform extends Platform {
  readonly texts: Map<string, string>
}

/** Tables are built in the engine; nothing is stored. */
export function memoryPlatform(engine: Engine): MemoryPlatform {
  const texts = new Map<string, string>()
  const unused = () => {
    throw new Error('not for the report')
  }
  return {
    texts,
    warehouse: {
      open: unused,
      define: unused,
      adopt: unused,
      write: unused,
      async build(table, sql, params = {}) {
        await engine.run(`create table if not exists ${ident(table)} as ${bind(sql, params)}`)
        return { table, location: '', rows: 0, bytes: 0 }
      },
      read: (sql, params = {}) => engine.rows(bind(sql, params)),
      stream: (sql, params = {}) => engine.stream(bind(sql, params)),
      sideBySide: 1,
      reads: [],
      built: async () => [],
      publish: unused,
    },
    files: {
      read: async (key) => texts.get(key),
      has: async (key) => texts.has(key),
      async putIfAbsent(key, body) {
        if (texts.has(key)) return false
        texts.set(key, String(body))
        return true
      },
      list: async (prefix) => [...texts.keys()].filter((key) => key.startsWith(prefix)).sort(),
      folders: async () => [],
    },
    log: { step() {}, warn() {} },
    random: fixedBytes,
  }
}

/** The run of a fixture's night. */
export function fixtureRun(
  { asOf, nights }: Pick<ReportFixture, 'asOf' | 'nights'>,
  { currency = 'EUR', headline = [] as readonly string[], name = 'Alder & Oat' } = {},
): Run {
  const config = configSpec.parse({
    version: 1,
    company: { name, timeZone: 'Europe/Paris', ...(currency && { currency }) },
    sources: {
      shop: {
        files: ['orders.csv'],
        format: { type: 'csv' },
        tables: {
          orders: { columns: { order_id: 'id', customer_id: 'c', ordered_at: 'at', total: 't' } },
          customers: {
            columns: { customer_id: 'c', birth_date: 'b', country: 'l', city: 'v' },
          },
        },
      },
    },
    report: { headline },
  })
  const previous = before(asOf, 1)
  return {
    id: `${asOf}-1`,
    asOf,
    cutoff: `${previous}T23:00:00.000Z`,
    opensAt: `${asOf}T05:00:00.000Z`,
    closesAt: `${asOf}T05:00:00.000Z`,
    attempt: 1,
    seed: 1,
    config,
    configHash: 'c41f09ae00',
    ...(nights > 0 && {
      previous: {
        asOf: previous,
        attempt: 1,
        prefix: '',
        configHash: 'c41f09ae00',
        closesAt: '',
        tables: {},
        rules: {},
      },
    }),
  }
}
