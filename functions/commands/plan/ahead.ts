/** The nights after a published one, as far as tonight knows them: decided on tonight’s tables, and thrown away. */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../../config.ts'
import type { AheadNight } from '../../domain/plan/ahead.ts'
import { resultRow } from '../../domain/plan/rows.ts'
import { nextDay } from '../../domain/time.ts'
import { rootOf, runOf, stageKey } from '../../lake.ts'
import type { Platform } from '../../platform/ports.ts'
import { literal } from '../../platform/sql.ts'
import type { Published, Run } from '../../stage.ts'
import { stages } from '../../stages/index.ts'
import type { PublishedShop } from '../published-shop.ts'

/** What decides of a night; all before it is taken as it was made tonight. */
const deciding = ['occasions', 'outbox'] as const

/** Decides the days after a night, each upon the one before it. Nothing of it stays in the lake. */
export async function nightsAhead(
  shop: PublishedShop,
  night: Published,
  config: Config,
  days: number,
): Promise<readonly AheadNight[]> {
  if (days <= 1) return []
  const replay = { name: `ahead-of-${night.asOf}`, night }
  const clean = async () =>
    rm(join(await shop.folder(rootOf({ replay }))), { recursive: true, force: true })
  const made = await tablesMade(shop, night)
  const given = Object.entries(night.tables).filter(([name]) => !made.has(name))
  const nights: AheadNight[] = []
  await clean()
  try {
    let previous = night
    for (let ahead = 1; ahead < days; ahead += 1) {
      const { attempt, configHash } = night
      const asOf = nextDay(night.asOf, ahead)
      const run = runOf({ asOf, attempt, config, configHash, previous, replay })
      const platform = await shop.platform(run, { log: { step() {}, warn() {} } })
      try {
        for (const [name, table] of given) await platform.warehouse.adopt(name, table)
        for (const stage of deciding) await stages[stage](run, platform)
        nights.push({ asOf, funnels: await funnelsOf(run, platform) })
        previous = await published(run, platform, given)
      } finally {
        await platform.close()
      }
    }
    return nights
  } finally {
    await clean()
  }
}

/** The tables that the deciding stages, and those after them, have made of a night. */
async function tablesMade(
  { files }: PublishedShop,
  night: Published,
): Promise<ReadonlySet<string>> {
  const texts = await Promise.all(
    [...deciding, 'report' as const].map((stage) => files.read(stageKey(night, stage))),
  )
  return new Set(
    texts.flatMap((text) => (text ? (JSON.parse(text) as { tables: string[] }).tables : [])),
  )
}

async function funnelsOf({ asOf }: Run, { warehouse }: Platform): Promise<AheadNight['funnels']> {
  const rows = await warehouse.read('select * from campaign_results order by position')
  return rows.map((row) => resultRow.parse({ ...row, as_of: asOf }))
}

/** A night as the next one looks back on it. */
async function published(
  { asOf, attempt, configHash, closesAt }: Run,
  { warehouse }: Platform,
  given: readonly (readonly [string, Published['tables'][string]])[],
): Promise<Published> {
  const known = new Map(given)
  const tables: Record<string, Published['tables'][string]> = {}
  for (const { table, location, rows } of await warehouse.built()) {
    const columns = known.get(table)?.columns ?? (await columnsOf(warehouse, table))
    tables[table] = { location, rows, columns }
  }
  return { asOf, attempt, configHash, closesAt, tables, prefix: '', rules: {} }
}

async function columnsOf(warehouse: Platform['warehouse'], table: string) {
  const rows = await warehouse.read(
    `select column_name, data_type from information_schema.columns where table_name = ${literal(table)} order by ordinal_position`,
  )
  return rows.map((row) => ({ name: String(row.column_name), type: String(row.data_type) }))
}
