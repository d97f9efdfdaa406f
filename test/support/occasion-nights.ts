/** Nights of life events on one DuckDB: the queries in their order, over customers that a test gives. */
import { annualDays, type LeapDayPolicy } from '../../functions/domain/occasions/annual-days.ts'
import { nightDays, type QuietHours } from '../../functions/domain/occasions/night-days.ts'
import { instantOf, nextDay } from '../../functions/domain/time.ts'
import type { Engine } from '../../functions/platform/local/engine.ts'
import { bind, dateParam, type Params, valuesSql } from '../../functions/platform/sql.ts'
import { queryText } from '../../functions/queries.ts'
import { typesOf } from './types-of.ts'

export interface Customer {
  readonly customer_id: string
  readonly birth_date: string | null
  readonly timezone: string
}

export interface Campaign {
  readonly campaign_id: string
  readonly occasion: string
  readonly send_time: string
  readonly lead_days: number
  readonly policy: LeapDayPolicy
  readonly minimum_age: number | null
  readonly window_days: number
  readonly is_new: boolean
  readonly is_rescheduled: boolean
}

export interface OccasionNight {
  readonly asOf: string
  readonly opensAt: string
  readonly closesAt: string
  readonly decidedUntil?: string
  readonly quiet?: QuietHours
}

/** A line of `life_events_due`, without what follows from the rest. */
export const dueLine = (row: Readonly<Record<string, unknown>>): string =>
  [
    row.customer_id,
    row.campaign_id,
    row.occurrence,
    row.occasion_on,
    `${row.send_at}`.slice(0, 16).replace(' ', 'T'),
    row.due_reason,
    row.send_on,
    row.expires_on,
  ].join(' ')

/** The nights from a date on, those left out that were missed. */
export function nightsFrom(
  first: string,
  count: number,
  companyZone: string,
  missed: ReadonlySet<number>,
  quiet?: QuietHours,
): readonly OccasionNight[] {
  const nights: OccasionNight[] = []
  for (let i = 0; i < count; i += 1) {
    if (missed.has(i)) continue
    const asOf = nextDay(first, i)
    const before = nights.at(-1)
    nights.push({
      asOf,
      opensAt: instantOf(asOf, '06:00', companyZone),
      closesAt: instantOf(nextDay(asOf), '06:00', companyZone),
      ...(before && { decidedUntil: before.closesAt }),
      ...(quiet && { quiet }),
    })
  }
  return nights
}

/** Puts rows into a table of this name, in place of what it held. */
export async function put(engine: Engine, table: string, rows: readonly object[]) {
  const columns = typesOf(table)
  if (!columns) throw new Error(`no table ${table}`)
  await engine.run(`create or replace table ${table} as ${valuesSql(columns, [])}`)
  if (rows.length === 0) return
  // Read as JSON: as literals, the many small tables of days would cost more than the queries.
  const fields = columns.map(({ name, type }) => `"${name}":"${type.replace('(3)', '')}"`)
  const list = JSON.stringify(rows).replaceAll("'", "''")
  await engine.run(
    `insert into ${table} select unnest(from_json('${list}', '[{${fields.join(',')}}]'), recursive := true)`,
  )
}

/** Puts what a query makes into the table of its name. */
export const make = (engine: Engine, table: string, params: Params = {}) =>
  engine.run(`create or replace table ${table} as ${bind(queryText(table), params)}`)

/** The dates of tonight's customers; needs the tables that they are made of. */
export async function makeDates(engine: Engine, asOf: string) {
  await make(engine, 'customer_zones', { company_zone: 'UTC' })
  await make(engine, 'life_dates', { as_of: dateParam(asOf) })
}

/** What is due on a night, with the small tables of days that it takes, and seen afterwards. */
export async function dueOn(
  engine: Engine,
  night: OccasionNight,
  zones: readonly string[],
  campaigns: readonly Campaign[],
) {
  const each = <Value>(of: (campaign: Campaign) => Value) => [...new Set(campaigns.map(of))]
  const days = nightDays({
    ...night,
    zones,
    sendTimes: each(({ send_time }) => send_time),
    windowDays: Math.max(...each(({ window_days }) => window_days)),
  })
  const dates = days.map(({ local_date }) => local_date).sort()
  const [from = night.asOf, to = night.asOf] = [dates.at(0), dates.at(-1)]
  await put(engine, 'night_days', days)
  await put(
    engine,
    'annual_days',
    annualDays(
      from,
      to,
      each(({ policy }) => policy),
      each(({ lead_days }) => lead_days),
    ),
  )
  await engine.run(`create or replace view life_events_due as ${queryText('life_events_due')}`)
  await make(engine, 'occasions_due')
  const oldest = dateParam(nextDay(night.asOf, -400))
  await make(engine, 'life_events_seen', { oldest_kept: oldest })
  await engine.run('drop table previous_life_events_seen')
  await engine.run('alter table life_events_seen rename to previous_life_events_seen')
  return engine.rows('select * from occasions_due')
}

/** An engine's tables before the first night. */
export async function firstTables(engine: Engine, campaigns: readonly Campaign[]) {
  const none = ['stg_life_events', 'identity_map', 'zone_places']
  for (const table of [...none, 'customer_aliases', 'identity_changes']) {
    await put(engine, table, [])
  }
  for (const due of ['calendar_due', 'triggers_due']) {
    const columns = valuesSql(typesOf('occasions_due') ?? [], [])
    await engine.run(`create or replace table ${due} as ${columns}`)
  }
  const columns = (table: string) => valuesSql(typesOf(table) ?? [], [])
  for (const table of ['life_dates', 'life_events_seen']) {
    await engine.run(`create table previous_${table} as ${columns(table)}`)
  }
  await put(
    engine,
    'campaigns',
    campaigns.map((campaign) => ({ ...campaign, kind: 'life' })),
  )
}
