/** Nights of the outbox alone: its stage over tables that a test gives, in a lake of its own. */
import { type Config, configSpec } from '../../functions/config.ts'
import { runOf } from '../../functions/lake.ts'
import type { Row, Warehouse } from '../../functions/platform/ports.ts'
import type { Done, Published, Replay } from '../../functions/stage.ts'
import { outbox } from '../../functions/stages/outbox.ts'
import { occasionTables } from '../../functions/tables/occasions.ts'
import type { Table } from '../../functions/tables/table.ts'
import { tablesOf } from '../../functions/tables.ts'
import { fixedBytes } from './salt.ts'
import { publishRun, type TestLake } from './warehouse-lake.ts'

/** A shop with campaigns. Every template is taken as compiled, naming `variables`. */
export function shopWith(
  campaigns: readonly object[],
  sending: object = {},
  variables: readonly string[] = ['first_name', 'orders'],
): Config {
  const templates = campaigns.flatMap((one) => ('template' in one ? [String(one.template)] : []))
  return configSpec.parse({
    version: 1,
    company: { name: 'Alder & Oat', timeZone: 'UTC', currency: 'EUR' },
    sources: {
      till: {
        files: ['orders.csv'],
        format: { type: 'csv' },
        tables: { orders: { columns: { order_id: 'id' } } },
      },
    },
    campaigns,
    sending: { live: true, ...sending },
    attached: {
      emails: Object.fromEntries(
        templates.map((template) => [template, { hash: `hash of ${template}`, variables }]),
      ),
    },
  })
}

/** Rows of the tables that the outbox reads; those left out are empty. */
export type Given = Readonly<Record<string, readonly Row[]>>

const inputs = [
  ...['campaigns', 'campaign_variants', 'occasions_due', 'night_days', 'customer_zones'],
  ...['trigger_states', 'life_dates', 'calendar_days', 'customers', 'customer_features'],
  ...['customer_consents', 'suppressions', 'customer_aliases', 'identity_map', 'releases'],
  ...['segment_definitions', 'campaign_days', 'message_outcomes', 'erased_customers'],
] as const

export interface OutboxNight {
  readonly asOf: string
  readonly config: Config
  readonly given: Given
  readonly previous?: Published
  readonly replay?: Replay
}

/** Runs the stage of a night, twice where asked, and publishes what it made. */
export async function outboxNight(lake: TestLake, night: OutboxNight, times = 1) {
  const { config, given } = night
  const run = runOf({ configHash: 'c', attempt: 1, ...night })
  const tables = allTables(config)
  const warehouse = await lake.warehouse(run, tables)
  for (const table of inputs) {
    const usual = { campaigns: campaignRows(config), campaign_days: springDays(config, night.asOf) }
    await warehouse.write(table, given[table] ?? new Map(Object.entries(usual)).get(table) ?? [])
  }
  const platform = {
    ...{ warehouse, files: lake.files, random: fixedBytes },
    log: { step() {}, warn() {} },
  }
  let done: Done = { text: '', rows: {} }
  for (let i = 0; i < times; i += 1) done = await outbox(run, platform)
  return { run, warehouse, done, published: await publishRun(lake, run, warehouse, tables) }
}

/** The day that `due` says, on any date of the last weeks. */
const springDays = ({ campaigns }: Config, asOf: string): readonly Row[] =>
  campaigns.flatMap(({ id: campaign_id }) =>
    Array.from({ length: 30 }, (_, i) => ({
      ...{ campaign_id, occasion: 'spring', occurrence: '2026' },
      occasion_on: daysAfter(asOf, -i),
    })),
  )

/** What was decided, a line a message: customer, campaign, decision and why. */
export async function decisions(warehouse: Warehouse): Promise<readonly string[]> {
  const rows = await warehouse.read(
    'select customer_id, campaign_id, decision, reason from outbox order by customer_id, campaign_id',
  )
  return rows.map((row) =>
    [row.customer_id, row.campaign_id, row.decision, row.reason].filter(Boolean).join(' '),
  )
}

/** Customers with an address, a zone and features. */
export const people = (ids: readonly string[], address = (id: string) => `${id}@example.com`) => ({
  customers: ids.map((id) => ({ customer_id: id, email: address(id), first_name: `Ms ${id}` })),
  customer_features: ids.map((id, i) => ({ customer_id: id, orders: i, clv: 10 })),
  customer_zones: ids.map((id) => ({ customer_id: id, zone: 'UTC', told_by: 'company' })),
  identity_map: ids.map((id) => ({
    ...{ id_space: 'shop', source_customer_id: id, customer_id: id },
  })),
})

/** Messages that come up on a night at nine. */
export const due = (asOf: string, messages: readonly (readonly [string, string])[], window = 3) =>
  messages.map(([customer_id, campaign_id]) => ({
    ...{ customer_id, campaign_id, occasion: 'spring', occurrence: '2026', occasion_on: asOf },
    ...{ send_at: `${asOf} 09:00:00`, send_on: asOf, send_zone: 'UTC' },
    ...{ expires_on: daysAfter(asOf, window), due_reason: 'on-time', is_late: false },
  }))

/** The send time of a night. */
export const nineOn = (asOf: string) => [
  {
    ...{ zone: 'UTC', send_time: '09:00', local_date: asOf, send_at: `${asOf} 09:00:00` },
    ...{ owed_at: `${asOf} 09:00:00`, turn: 'tonight', late_days: 0 },
  },
]

export const daysAfter = (date: string, days: number) =>
  new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10)

export function campaignRows({ campaigns, consent }: Config): readonly Row[] {
  return campaigns.map((one, i) => ({
    campaign_id: one.id,
    name: one.name,
    position: i + 1,
    kind: one.occasion ? 'life' : one.day ? 'calendar' : 'trigger',
    send_time: one.sendAt,
    lead_days: one.lead,
    policy: one.leapDay,
    minimum_age: one.minimumAge ?? null,
    window_days: one.window,
    purpose: one.purpose,
    needs_consent: consent.purposes[one.purpose] !== 'opt-out',
    priority: one.priority,
    cooldown_days: one.cooldown,
    holdout_below: Math.round(one.holdout * 1_000_000),
    most_a_night: one.caps.night ?? null,
  }))
}

function allTables(config: Config): readonly Table[] {
  const known = [...tablesOf(config), ...occasionTables]
  return [...new Map(known.map((table) => [table.name, table])).values()]
}
