/** What comes up tonight: days of customers’ lives, days of calendars, and states that customers entered. */
import { severalAtOnce } from '../concurrency.ts'
import { annualDays } from '../domain/occasions/annual-days.ts'
import { campaignDays } from '../domain/occasions/campaign-days.ts'
import {
  campaignsTonight,
  type LastCampaign,
  type TonightCampaign,
  variantRows,
} from '../domain/occasions/campaigns.ts'
import { nightDays } from '../domain/occasions/night-days.ts'
import { triggerStatesQuery } from '../domain/occasions/trigger-states.ts'
import { knownZones } from '../domain/occasions/zone-names.ts'
import { zonePlaces } from '../domain/occasions/zone-places.ts'
import { nextDay } from '../domain/time.ts'
import { featuresOf } from '../features.ts'
import type { Row, Warehouse } from '../platform/ports.ts'
import { ask } from '../platform/questions.ts'
import { dateParam, instantParam } from '../platform/sql.ts'
import { queryText } from '../queries.ts'
import { type Run, runParams, type Stage } from '../stage.ts'
import { occasionTables } from '../tables/occasions.ts'

export const occasions: Stage = async (run, { warehouse, log }) => {
  const { config } = run
  if (config.campaigns.length === 0) return nothingDue(run, warehouse)
  const features = featuresOf(config)
  await written(warehouse, { known_zones: knownZones(), zone_places: zonePlaces })
  log.step({ stage: 'occasions', text: 'where customers are' })
  await warehouse.build('customer_zones', queryText('customer_zones'), {
    company_zone: config.company.timeZone,
  })
  await buildMoves(run, warehouse)
  const { zones, lastNight } = await known(warehouse)
  const campaigns = campaignsTonight(config, features, lastNight)
  const { problems, ...lists } = listsOf(run, campaigns, zones)
  await written(warehouse, lists)

  log.step({ stage: 'occasions', text: 'what is due' })
  const params = {
    ...runParams(run),
    // A date may be corrected within its year and the next.
    oldest_kept: dateParam(nextDay(run.asOf, -400)),
  }
  const build = (table: string, query = queryText(table)) => warehouse.build(table, query, params)
  const triggers = campaigns.flatMap(({ row, trigger }) => (trigger ? [{ row, trigger }] : []))
  const hasLife = campaigns.some(({ row }) => row.kind === 'life')
  const hasSeen = hasLife || wasSeen(run)
  const made = {
    life_dates: hasLife,
    quarantined_dates: hasLife,
    trigger_states: triggers.length > 0,
    life_events_seen: hasSeen,
  }
  const notMade = Object.entries(made).flatMap(([table, isMade]) => (isMade ? [] : [[table, []]]))
  await written(warehouse, Object.fromEntries(notMade))
  const states = triggers.length > 0 ? triggerStatesQuery(triggers, features) : undefined
  await severalAtOnce(
    [
      ...(hasLife ? [() => build('life_dates')] : []),
      ...(states ? [() => build('trigger_states', states)] : []),
    ],
    warehouse.sideBySide,
    (work) => work(),
  )
  for (const query of ['life_events_due', 'calendar_due', 'triggers_due']) {
    await warehouse.define(query, queryText(query), params)
  }
  const [due] = await severalAtOnce(
    ['occasions_due', ...(hasLife ? ['quarantined_dates'] : [])],
    warehouse.sideBySide,
    (table) => build(table),
  )
  if (hasSeen) await build('life_events_seen')
  const rows = due?.rows ?? 0
  return {
    text: `${rows.toLocaleString('en')} due`,
    rows: { due: rows, campaigns: campaigns.length },
    warnings: problems.map(({ message }) => message),
  }
}

/** Without campaigns nothing is asked, but that what was seen is remembered for when they come back. */
async function nothingDue(run: Run, warehouse: Warehouse): ReturnType<Stage> {
  const tables = occasionTables.map(({ name }) => name)
  const keeps = wasSeen(run)
  const empty = tables.filter((table) => !(keeps && table === 'life_events_seen'))
  await written(warehouse, Object.fromEntries(empty.map((table) => [table, []])))
  if (keeps) {
    await warehouse.build('life_events_seen', queryText('life_events_seen'), {
      oldest_kept: dateParam(nextDay(run.asOf, -400)),
    })
  }
  return { text: 'no campaigns', rows: { due: 0, campaigns: 0 } }
}

const wasSeen = ({ previous }: Run) => (previous?.tables.life_events_seen?.rows ?? 0) > 0

const written = (warehouse: Warehouse, lists: Readonly<Record<string, readonly object[]>>) =>
  severalAtOnce(Object.entries(lists), warehouse.sideBySide, ([table, rows]) =>
    warehouse.write(table, rows as readonly Row[]),
  )

/** Which zones customers left since the last night, and in the weeks before it: days of calendars ask. */
async function buildMoves({ asOf, previous, config }: Run, warehouse: Warehouse) {
  const hasDays = config.campaigns.some(({ day }) => day !== undefined)
  if (!hasDays || !previous?.tables.customer_zones?.rows) return warehouse.write('zone_moves', [])
  return warehouse.build('zone_moves', queryText('zone_moves'), {
    decided_until: instantParam(previous.closesAt),
    oldest_move: instantParam(`${nextDay(asOf, -40)}T00:00:00Z`),
  })
}

/** The zones that customers are in or were in, and the campaigns of the night before. */
async function known(warehouse: Warehouse) {
  const { zones, campaigns } = await ask(warehouse, {
    zones: {
      sql: `select zone from customer_zones
union
select zone from previous_customer_zones
union
select zone from zone_moves
order by zone`,
      columns: ['zone'],
    },
    campaigns: {
      sql: `select campaign_id, kind, occasion, send_time, lead_days, policy, trigger_hash
from previous_campaigns
order by campaign_id`,
      columns: [
        ...['campaign_id', 'kind', 'occasion', 'send_time', 'lead_days', 'policy'],
        'trigger_hash',
      ],
    },
  })
  return {
    zones: zones.flatMap(({ zone }) => zone ?? []),
    lastNight: campaigns.map(
      (row) => ({ ...row, lead_days: Number(row.lead_days) }) as LastCampaign,
    ),
  }
}

/** The small tables of a night, and what calendars do not know. */
function listsOf(run: Run, campaigns: readonly TonightCampaign[], zones: readonly string[]) {
  const { asOf, opensAt, closesAt, previous, config } = run
  const rows = campaigns.map(({ row }) => row)
  const then = campaigns.flatMap(({ last }) => last ?? [])
  const night_days = nightDays({
    zones,
    sendTimes: [...new Set([...rows, ...then].map(({ send_time }) => send_time))],
    opensAt,
    closesAt,
    ...(previous && { decidedUntil: previous.closesAt }),
    // Days more than any message may be late: where customers were, it may have been that much later already.
    windowDays: Math.max(...rows.map(({ window_days }) => window_days)) + 3,
    quiet: config.sending.quiet,
  })
  const dates = night_days.map(({ local_date }) => local_date).sort()
  const [from, to] = [dates.at(0) ?? asOf, dates.at(-1) ?? asOf]
  const life = rows.filter(({ kind }) => kind === 'life')
  const own = Object.values(config.attached.calendars)
  const calendars = campaignDays(campaigns, own, asOf, { from, to })
  return {
    campaigns: rows,
    campaign_variants: variantRows(config.campaigns),
    night_days,
    annual_days: annualDays(
      from,
      to,
      [...new Set(life.map(({ policy }) => policy))],
      [...new Set(life.map(({ lead_days }) => lead_days))],
    ),
    calendar_days: calendars.calendar,
    campaign_days: calendars.days,
    campaign_places: calendars.places,
    problems: calendars.problems,
  }
}
