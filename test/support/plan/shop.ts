/** A published night with campaigns that a test makes up: its tables, the night before, and three funnels of the past. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, configSpec } from '../../../functions/config.ts'
import { reasonOf } from '../../../functions/domain/outbox/reasons.ts'
import { instantOf, nextDay } from '../../../functions/domain/time.ts'
import type { Column } from '../../../functions/domain/types.ts'
import { publishedKey, runOf, runPrefix } from '../../../functions/lake.ts'
import { openEngine } from '../../../functions/platform/local/engine.ts'
import { folderFiles } from '../../../functions/platform/local/files.ts'
import { duckdbWarehouse } from '../../../functions/platform/local/warehouse.ts'
import type { Row } from '../../../functions/platform/ports.ts'
import { valuesSql } from '../../../functions/platform/sql.ts'
import type { Published, Run } from '../../../functions/stage.ts'
import { tablesOf } from '../../../functions/tables.ts'
import { customerRow, type Person, person } from './people.ts'
import { storyTables } from './story.ts'

export const asOf = '2026-03-10'

/** Decisions of a campaign: a reason and how often; `send` for those that go out. */
type Decisions = readonly (readonly [reason: string, times: number])[]

interface MadeCampaign {
  readonly campaign: Config['campaigns'][number]
  readonly occasion: string
  readonly occasionOn: string
  readonly decisions: Decisions
}

const made = (
  campaign: Readonly<Record<string, unknown>>,
  occasion: string,
  occasionOn: string,
  decisions: Decisions,
) => ({ campaign, occasion, occasionOn, decisions })

const listed = [
  made(
    {
      id: 'birthday',
      name: 'Birthday',
      occasion: 'birth_date',
      priority: 90,
      variants: ab('birthday'),
    },
    'birth_date',
    '2026-03-10',
    [
      ['send', 22],
      ['no-consent', 5],
      ['held-out', 2],
      ['unsubscribed', 1],
      ['week-cap', 4],
      ['not-in-audience', 1],
    ],
  ),
  made(
    {
      id: 'mothers-day',
      name: 'Mother’s Day',
      day: { calendar: 'holidays', is: 'mothers-day', places: ['GB', 'FR'] },
      lead: 5,
      sendAt: '10:00',
      variants: ab('mothers-day'),
    },
    'mothers-day',
    '2026-03-15',
    [
      ['send', 95],
      ['no-consent', 38],
      ['held-out', 9],
      ['unsubscribed', 3],
      ['held-out-campaign', 4],
      ['bounced', 1],
      ['week-cap', 11],
    ],
  ),
  made(
    { id: 'tier-up', name: 'Tier-up thanks', trigger: 'tier-up', sendAt: '10:30' },
    'tier-up',
    asOf,
    [
      ['send', 6],
      ['no-consent', 4],
      ['held-out', 1],
      ['unsubscribed', 1],
      ['held-out-campaign', 1],
      ['bounced', 1],
      ['week-cap', 2],
    ],
  ),
  made(
    {
      id: 'churn-risk',
      name: 'We miss you',
      trigger: 'churn-risk',
      sendAt: '18:30',
      cooldown: 90,
      variants: ab('miss'),
    },
    'churn-risk',
    asOf,
    [
      ['send', 8],
      ['no-consent', 4],
      ['held-out', 1],
      ['unsubscribed', 1],
      ['cooldown', 2],
      ['week-cap', 2],
    ],
  ),
  made(
    {
      id: 'second-order',
      name: 'Second order',
      trigger: { enter: { orders: 1, days_since_order: { between: [30, 36] } } },
      sendAt: '12:00',
    },
    'second-order',
    asOf,
    [
      ['send', 7],
      ['no-consent', 3],
      ['held-out', 1],
      ['held-out-campaign', 1],
      ['week-cap', 3],
    ],
  ),
  made(
    {
      id: 'review-request',
      name: 'Review request',
      trigger: 'review-request',
      sendAt: '17:00',
      priority: 10,
    },
    'review-request',
    asOf,
    [
      ['send', 21],
      ['no-consent', 17],
      ['held-out', 1],
      ['unsubscribed', 2],
      ['held-out-campaign', 1],
      ['bounced', 2],
      ['no-longer', 4],
      ['week-cap', 16],
      ['another-won', 2],
    ],
  ),
]

function ab(name: string) {
  return [{ id: 'a' }, { id: 'b', template: `emails/${name}-b.mjml` }]
}

export interface PlanShop {
  /** Whether the night sends. */
  readonly live?: boolean
  /** What the brake holds the night back for. */
  readonly brakes?: readonly Row[]
  /** Every message as often. */
  readonly times?: number
  /** The name of the first customer who gets an email. */
  readonly firstName?: string
  readonly campaigns?: 'all' | 'none'
}

/** Publishes the night in `<folder>/.nocturne`, beside a nocturne.yaml. */
export async function publishPlan(folder: string, shop: PlanShop = {}): Promise<Published> {
  const { live = true, brakes = [], times = 1, campaigns = 'all' } = shop
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'nocturne.yaml'), yaml)
  const config = configSpec.parse({
    version: 1,
    company: { name: 'Alder & Oat', timeZone: 'Europe/Paris', currency: 'EUR' },
    sources: {
      shop: {
        files: ['orders.csv'],
        format: { type: 'csv' },
        tables: {
          orders: { columns: { order_id: 'id', customer_id: 'c', ordered_at: 'at', total: 't' } },
        },
      },
    },
    sending: { opens: '07:00', live, holdout: 0.05 },
    campaigns:
      campaigns === 'none'
        ? []
        : listed.map(({ campaign }) => ({ template: `emails/${campaign.id}.mjml`, ...campaign })),
  })
  const { messages, people } = decided(config, times, live)
  const named = people.map((one, i) =>
    i === 0 && shop.firstName !== undefined ? { ...one, first_name: shop.firstName } : one,
  )
  for (let back = 4; back > 1; back -= 1) {
    await publish(folder, config, nextDay(asOf, -back), { campaign_results: past(config, back) })
  }
  const previous = await publish(folder, config, nextDay(asOf, -1), {
    campaign_results: past(config, 1),
    customer_features: named.map((one, i) => featuresRow(one, i, true)),
  })
  return publish(
    folder,
    config,
    asOf,
    {
      outbox: messages,
      customers: named.map(customerRow),
      customer_features: named.map((one, i) => featuresRow(one, i, false)),
      campaigns: config.campaigns.map(({ id, name, priority, purpose }, i) => ({
        campaign_id: id,
        name,
        position: i + 1,
        priority,
        purpose,
      })),
      campaign_results: config.campaigns.map((campaign, i) =>
        funnel(campaign, i + 1, messages, live),
      ),
      outbox_brakes: brakes,
      ...storyTables(named),
    },
    previous,
  )
}

const yaml = `version: 1
company: { name: Alder & Oat, timeZone: Europe/Paris, currency: EUR }
sources:
  shop:
    files: [orders.csv]
    format: { type: csv }
    tables:
      orders: { columns: { order_id: id, customer_id: c, ordered_at: at, total: t } }
`

function decided(config: Config, times: number, live: boolean) {
  const people: Person[] = []
  const messages: Row[] = []
  for (const [i, campaign] of config.campaigns.entries()) {
    const { occasion, occasionOn, decisions } = listed[i] as unknown as MadeCampaign
    for (const [reason, often] of decisions) {
      for (let n = 0; n < often * times; n += 1) {
        const one = person(people.length)
        people.push(one)
        const isSent = reason === 'send'
        const waited = !isSent && reasonOf(reason)?.kind === 'hold' && n % 4 === 0
        const [sendOn, sendAt] = moment(campaign.sendAt, one.zone, config)
        messages.push({
          customer_id: one.customer_id,
          campaign_id: campaign.id,
          occasion,
          occurrence: campaign.trigger === undefined ? '2026' : asOf,
          occasion_on: occasionOn,
          send_at: sendAt.slice(0, 19).replace('T', ' '),
          send_on: sendOn,
          send_zone: one.zone,
          expires_on: nextDay(asOf, 3),
          due_on: waited ? nextDay(asOf, -2) : asOf,
          due_reason: campaign.trigger === undefined ? 'on-time' : 'entered',
          is_late: false,
          decision: isSent ? 'send' : (reasonOf(reason)?.kind ?? 'skip'),
          reason: isSent ? null : reason,
          rule: isSent ? null : (rules[reason] ?? null),
          variant: isSent && campaign.variants.length > 0 ? (people.length % 2 ? 'a' : 'b') : null,
          purpose: campaign.purpose,
          priority: campaign.priority,
          value: one.value,
          consent_at: reason === 'no-consent' ? null : '2025-11-02 09:30:00',
          consent_source: reason === 'no-consent' ? null : 'checkout',
          sent_on_day: 0,
          sent_in_week: reason === 'week-cap' ? 3 : people.length % 3,
          last_sent_on: reason === 'cooldown' ? '2026-01-20' : null,
          holdout_bucket: (people.length * 7919) % 1_000_000,
          campaign_bucket: (people.length * 104_729) % 1_000_000,
          won_by: reason === 'another-won' ? 'birthday' : null,
          is_live: live,
        })
      }
    }
  }
  return { people, messages }
}

const rules: Readonly<Record<string, string>> = {
  'no-consent': 'consent.purposes.marketing',
  'held-out': 'sending.holdout',
  'week-cap': 'sending.caps.week',
  cooldown: 'campaigns[3].cooldown',
}

/** The date and instant of a send time within the night. */
function moment(time: string, zone: string, { sending, company }: Config) {
  const edge = (date: string) => instantOf(date, sending.opens, company.timeZone)
  const days = [-1, 0, 1].map((days) => nextDay(asOf, days))
  const date =
    days.find((day) => {
      const at = instantOf(day, time, zone)
      return at >= edge(asOf) && at < edge(nextDay(asOf))
    }) ?? asOf
  return [date, instantOf(date, time, zone)] as const
}

function featuresRow({ customer_id, orders, clv_tier }: Person, i: number, before: boolean): Row {
  return {
    customer_id,
    orders: before ? Math.max(0, orders - 1) : orders,
    purchase_days: orders,
    clv_tier: before && i % 2 === 0 ? 'medium' : clv_tier,
    churn_probability: before ? '0.594000' : `0.6${String(10 + (i % 80))}000`,
    lifecycle_stage: 'at risk',
    days_since_order: before ? 13 : 14,
  }
}

function funnel(
  { id, name }: Config['campaigns'][number],
  position: number,
  messages: readonly Row[],
  is_live: boolean,
): Row {
  const own = messages.filter(({ campaign_id }) => campaign_id === id)
  const left = (step: string) =>
    own.filter(({ reason }) => reasonOf(reason as string | null)?.step === step).length
  const eligible = own.length - left('eligible')
  return {
    campaign_id: id,
    name,
    position,
    due: own.length,
    eligible,
    consented: eligible - left('consented'),
    held_out: left('held_out'),
    capped: left('capped'),
    cooled: left('cooled'),
    planned: own.filter(({ decision }) => decision === 'send').length,
    is_live,
  }
}

/** A quiet night of the past. */
const past = (config: Config, back: number): readonly Row[] =>
  config.campaigns.map(({ id, name }, i) => ({
    ...{ campaign_id: id, name, position: i + 1, is_live: back < 3 },
    ...{ due: 30, eligible: 28, consented: 24, held_out: 2, capped: 1, cooled: 0 },
    planned: 15 + ((back + i) % 4),
  }))

async function publish(
  folder: string,
  config: Config,
  date: string,
  tables: Readonly<Record<string, readonly Row[]>>,
  previous?: Published,
): Promise<Published> {
  const lake = join(folder, '.nocturne')
  const files = folderFiles(lake)
  const run: Run = runOf({ asOf: date, attempt: 1, config, configHash: 'c41f09ae00' })
  const marker = {
    config,
    configHash: run.configHash,
    sources: {},
    ...(previous && { previous: { asOf: previous.asOf, attempt: previous.attempt } }),
    versions: { nocturne: 1 },
  }
  await files.putIfAbsent(`${runPrefix(run)}/_run.json`, JSON.stringify(marker))
  const described = tablesOf(config)
  const columnsOf = (name: string): readonly Column[] =>
    described.find((table) => table.name === name)?.columns ?? []
  const engine = await openEngine({ threads: 1 })
  try {
    const log = { step() {}, warn() {} }
    const warehouse = await duckdbWarehouse({
      ...{ engine, run, config, tables: described, sources: {}, files, lake, log },
    })
    for (const [name, rows] of Object.entries(tables)) {
      await warehouse.build(name, valuesSql(columnsOf(name), rows))
    }
    const published: Published = {
      asOf: date,
      attempt: 1,
      prefix: `reports/${date}/1`,
      configHash: run.configHash,
      closesAt: run.closesAt,
      tables: Object.fromEntries(
        (await warehouse.built()).map(({ table, location, rows }) => [
          table,
          { location, rows, columns: columnsOf(table) },
        ]),
      ),
      rules: {},
    }
    await files.putIfAbsent(publishedKey(run), JSON.stringify(published))
    return published
  } finally {
    engine.close()
  }
}
