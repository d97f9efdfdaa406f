/** Reads what a night decided of its emails, as the night was configured. */
import type { Config } from '../../config.ts'
import { messagesQuery } from '../../domain/plan/messages-query.ts'
import { type Plan, planOf } from '../../domain/plan/plan.ts'
import {
  brakeRow,
  hourRow,
  type Message,
  messageRow,
  nightRow,
  reasonRow,
  resultRow,
} from '../../domain/plan/rows.ts'
import { triggerFeatures } from '../../domain/plan/words.ts'
import { NocturneError } from '../../errors.ts'
import { featuresOf } from '../../features.ts'
import { claimOf, readPublished } from '../../lake.ts'
import { pausedSince } from '../../pause.ts'
import type { Reader, StoredTable } from '../../platform/ports.ts'
import { bind, dateParam } from '../../platform/sql.ts'
import { queryText } from '../../queries.ts'
import { releasedAt } from '../../release.ts'
import type { Published } from '../../stage.ts'
import { goneTables } from '../../stored.ts'
import { tablesOf } from '../../tables.ts'
import { rowsOf } from '../answers.ts'
import type { PublishedShop } from '../published-shop.ts'

/** Messages asked for at once. */
const page = 100_000
/** The page names as many customers. */
const named = 2_000

export interface ReadPlan {
  readonly plan: Plan
  /** What the night was configured with. */
  readonly config: Config
  /** All messages in order of sending, some at a time. */
  messages(): AsyncIterable<readonly Message[]>
  close(): void
}

/** The plan of a published night; of one campaign when that is asked for. Throws when there is none, or none any more. */
export async function readPlan(
  shop: PublishedShop,
  night: Published,
  campaign?: string,
): Promise<ReadPlan> {
  const { files } = shop
  const claim = await claimOf(files, night)
  const config = claim?.config ?? (await shop.config())
  refuseWithout(config, night, campaign, shop)
  if ((await goneTables(files, night, ['outbox', 'customers'])).length > 0) {
    throw new NocturneError(`the plan of ${night.asOf} is not kept any more`, {
      details: ['what names people is kept for retention.personalNights nights'],
      next: [`nocturne plan${shop.flag} shows that of the night in force`],
    })
  }
  const features = featuresOf(config)
  const looked = [...new Set(config.campaigns.flatMap(triggerFeatures))].filter((name) =>
    features.some((feature) => feature.name === name),
  )
  const before = claim?.previous && (await readPublished(files, claim.previous))
  const previous =
    before && (await goneTables(files, before, ['customer_features'])).length === 0
      ? before
      : undefined
  const paused = await pausedSince(files)
  const reader = await shop.openTables(storedTables(config, night, previous, looked))
  const ask = async (from: number, limit: number) =>
    rowsOf(await reader.ask(messagesQuery({ features: looked, campaign, from, limit })), messageRow)
  try {
    const [reasons, hours, brakes, nights, results, messages] = await Promise.all([
      reader.ask(queryText('plan_reasons')),
      reader.ask(queryText('plan_hours')),
      reader.ask('select kind, id, tonight, usual_low, usual_high, most from outbox_brakes'),
      reader.ask(bind(queryText('plan_nights'), { as_of: dateParam(night.asOf) })),
      allResults(shop, night),
      ask(0, named),
    ])
    const plan = planOf({
      asOf: night.asOf,
      run: `${night.asOf}-${night.attempt}`,
      configHash: night.configHash,
      company: config.company,
      sending: config.sending,
      holdout: config.sending.holdout,
      campaigns: config.campaigns,
      features,
      results: rowsOf(results, resultRow),
      reasons: rowsOf(reasons, reasonRow),
      hours: rowsOf(hours, hourRow),
      brakes: rowsOf(brakes, brakeRow),
      nights: rowsOf(nights, nightRow),
      isReleased: (await releasedAt(files, night)) !== undefined,
      messages,
      ...(paused !== undefined && { pausedSince: paused }),
      ...(campaign !== undefined && { campaign }),
    })
    return {
      plan,
      config,
      async *messages() {
        for (let from = 0; from < plan.totals.due; from += page) yield ask(from, page)
      },
      close: () => reader.close(),
    }
  } catch (error) {
    reader.close()
    throw error
  }
}

/** The funnels of the night and of those before it. */
async function allResults(shop: PublishedShop, night: Published) {
  const reader: Reader = await shop.open(night)
  try {
    return await reader.ask(
      `select as_of, campaign_id, name, position, due, eligible, consented, held_out, capped, cooled, planned, is_live
      from campaign_results order by as_of, position`,
    )
  } finally {
    reader.close()
  }
}

const read = ['outbox', 'campaigns', 'customers', 'customer_features', 'outbox_brakes', 'exposures']

/** The tables of the question, with the columns that it names. */
function storedTables(
  config: Config,
  night: Published,
  previous: Published | undefined,
  features: readonly string[],
): readonly StoredTable[] {
  const wanted: Readonly<Record<string, readonly string[]>> = {
    customers: ['customer_id', 'first_name', 'last_name', 'country'],
    customer_features: [...new Set(['customer_id', 'orders', 'clv_tier', ...features])],
  }
  const described = tablesOf(config)
  const stored = (table: string, name: string, from: Published | undefined): StoredTable => {
    const columns = described.find((one) => one.name === table)?.columns ?? []
    const only = wanted[table]
    const found = from?.tables[table]
    return {
      name,
      columns: only ? columns.filter((column) => only.includes(column.name)) : columns,
      ...(found && { stored: found }),
    }
  }
  return [
    ...read.map((table) => stored(table, table, night)),
    stored('customer_features', 'previous_customer_features', previous),
  ]
}

function refuseWithout(
  { campaigns }: Config,
  { asOf, tables }: Published,
  campaign: string | undefined,
  { flag }: PublishedShop,
) {
  if (campaigns.length === 0 || !tables.outbox || !tables.campaign_results) {
    throw new NocturneError(`the night of ${asOf} had no campaigns`, {
      next: [
        'say under campaigns: who hears from you and when, see docs/campaigns.md',
        `then nocturne run${flag}`,
      ],
    })
  }
  if (campaign !== undefined && !campaigns.some(({ id }) => id === campaign)) {
    throw new NocturneError(`the night of ${asOf} had no campaign ${campaign}`, {
      details: [`it had: ${campaigns.map(({ id }) => id).join(', ')}`],
      next: [`nocturne plan${flag} shows all`],
    })
  }
}
