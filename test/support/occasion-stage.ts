/** Nights of the stage of occasions alone, over customers that a test gives, each built on the one before. */
import { rmSync } from 'node:fs'
import { type Config, configSpec } from '../../functions/config.ts'
import { countryRows } from '../../functions/domain/features/countries.ts'
import { runOf } from '../../functions/lake.ts'
import { folderFiles } from '../../functions/platform/local/files.ts'
import { localPlatform } from '../../functions/platform/local/platform.ts'
import type { Row } from '../../functions/platform/ports.ts'
import type { Done, Published } from '../../functions/stage.ts'
import { stages } from '../../functions/stages/index.ts'
import { tablesOf } from '../../functions/tables.ts'
import { scratch } from './night.ts'

/** What the stages before this one would have made. */
export interface OccasionNight {
  readonly asOf: string
  /** Parts of a config: `campaigns`, `sending`, `attached`. */
  readonly config: object
  readonly customers?: readonly Row[]
  readonly features?: readonly Row[]
  readonly aliases?: readonly Row[]
  readonly changes?: readonly Row[]
  readonly lifeEvents?: readonly Row[]
  /** Customers who are known, beside those of tonight. */
  readonly alsoKnown?: readonly string[]
}

export interface OccasionOutcome extends Done {
  /** Rows of a table of this night, by their columns in order. */
  readonly tables: Readonly<Record<string, readonly Row[]>>
  /** What was due, a line each, sorted: customer, campaign, occasion, occurrence, send date and time, expiry, reason. */
  readonly due: readonly string[]
  /** How many queries Athena would have been asked. */
  readonly queries: number
}

const looked = [
  ...['occasions_due', 'campaigns', 'campaign_variants', 'trigger_states', 'life_events_seen'],
  ...['calendar_days', 'night_days', 'customer_zones', 'quarantined_dates'],
]

/** A shop whose nights follow on one another. Call `end` when done. */
export function occasionShop(companyZone = 'UTC') {
  const lake = scratch('occasions')
  const files = folderFiles(lake)
  let previous: Published | undefined

  const night = async (given: OccasionNight): Promise<OccasionOutcome> => {
    const config = configOf(companyZone, given.config)
    const { asOf } = given
    const run = runOf({
      ...{ asOf, attempt: 1, config, configHash: '' },
      ...(previous && { previous }),
    })
    const log = { step() {}, warn() {} }
    const platform = await localPlatform({ run, sources: {}, lake, files, log, threads: 1 })
    try {
      const { warehouse } = platform
      const customers = given.customers ?? []
      const known = [...customers.map(({ customer_id }) => customer_id), ...(given.alsoKnown ?? [])]
      const profile = (customer_id: unknown, seen_on: string | null) =>
        ({ id_space: 'shop', source_customer_id: customer_id, customer_id, seen_on }) as Row
      await warehouse.write('customers', customers)
      await warehouse.write(
        'identity_map',
        known.map((id, i) => profile(id, i < customers.length ? asOf : null)),
      )
      await warehouse.write('stg_life_events', given.lifeEvents ?? [])
      await warehouse.write('countries', countryRows)
      await warehouse.write('customer_aliases', given.aliases ?? [])
      await warehouse.write('identity_changes', given.changes ?? [])
      await warehouse.write('customer_features', given.features ?? [])
      const before = (await warehouse.built()).map(({ table }) => table)
      const done = await stages.occasions(run, platform)
      const queries =
        warehouse.reads.length +
        (await warehouse.built()).filter(
          ({ table, bytes }) => bytes !== undefined && !before.includes(table),
        ).length
      const tables: Record<string, readonly Row[]> = {}
      for (const table of looked) tables[table] = await warehouse.read(`select * from ${table}`)
      const built = await warehouse.built()
      previous = {
        ...{ asOf, attempt: 1, prefix: '', configHash: '', closesAt: run.closesAt, rules: {} },
        tables: Object.fromEntries(
          tablesOf(config).flatMap(({ name, columns }) => {
            const made = built.find(({ table }) => table === name)
            return made ? [[name, { location: made.location, rows: made.rows, columns }]] : []
          }),
        ),
      }
      const due = (tables.occasions_due ?? []).map(dueLine).sort()
      return { ...done, tables, due, queries }
    } finally {
      await platform.close()
    }
  }
  return { night, end: () => rmSync(lake, { recursive: true }) }
}

const dueLine = (row: Row): string =>
  [
    ...[row.customer_id, row.campaign_id, row.occasion, row.occurrence],
    row.send_at === null ? 'never' : `${row.send_at}`.slice(0, 16).replace(' ', 'T'),
    ...[row.send_on ?? 'never', row.expires_on, row.due_reason],
  ].join(' ')

const configOf = (timeZone: string, parts: object): Config =>
  configSpec.parse({
    version: 1,
    company: { name: 'Shop', timeZone },
    sources: {
      till: {
        files: ['orders.csv'],
        format: { type: 'csv' },
        tables: {
          orders: {
            columns: { order_id: 'id', customer_id: 'c', ordered_at: 'at', total: 'total' },
          },
        },
      },
    },
    ...parts,
  })
