/** Everything that a night knows of one customer, asked by id. */
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { flagCell as flag, numberCell as number } from '../../domain/cells.ts'
import { instantCell as instant } from '../../domain/plan/rows.ts'
import type { Reader, StoredTable } from '../../platform/ports.ts'
import { literal } from '../../platform/sql.ts'
import type { Published } from '../../stage.ts'
import { tablesOf } from '../../tables.ts'
import { rowsOf } from '../answers.ts'

/** A row as it is, by column. */
export type Values = ReadonlyMap<string, string | null>

const text = z.string()
const maybeText = text.nullable()
const maybe = number.nullable()
const maybeDay = z.iso.date().nullable()
const maybeInstant = instant.nullable()

const profile = z.object({
  id_space: text,
  source_customer_id: text,
  since: maybeDay,
  seen_on: maybeDay,
})
const record = z.object({
  source: text,
  id_space: text,
  customer_id: text,
  email: maybeText,
  phone: maybeText,
  country: maybeText,
})
const link = z.object({
  id_space: text,
  source_customer_id: text,
  kind: text,
  value: text,
  group_id: maybeText,
  cut: maybeText,
})
const number164 = z.object({ phone: text, country: maybeText, e164: maybeText })
const alias = z.object({ alias_id: text, since: maybeDay })
const consent = z.object({
  purpose: text,
  granted: flag,
  at: maybeInstant,
  expires_at: maybeInstant,
  given_in: maybeText,
})
const stop = z.object({ reason: text, since: maybeInstant })
const message = z.object({
  campaign_id: text,
  occasion: text,
  occurrence: text,
  occasion_on: maybeDay,
  send_at: maybeInstant,
  send_on: maybeDay,
  send_zone: maybeText,
  expires_on: maybeDay,
  due_on: maybeDay,
  due_reason: maybeText,
  is_late: flag.nullable(),
  decision: z.enum(['send', 'hold', 'skip']),
  reason: maybeText,
  rule: maybeText,
  variant: maybeText,
  purpose: maybeText,
  priority: maybe,
  value: maybe,
  consent_at: maybeInstant,
  consent_source: maybeText,
  sent_on_day: maybe,
  sent_in_week: maybe,
  last_sent_on: maybeDay,
  holdout_bucket: maybe,
  campaign_bucket: maybe,
  won_by: maybeText,
})
const exposure = z.object({
  campaign_id: text,
  occasion: text,
  occurrence: text,
  variant: maybeText,
  purpose: maybeText,
  send_at: maybeInstant,
  send_on: maybeDay,
  decided_on: maybeDay,
})
const outcome = z.object({
  campaign_id: text,
  occasion: text,
  occurrence: text,
  variant: maybeText,
  decided_on: maybeDay,
  status: text,
  reason: maybeText,
  at: maybeInstant,
  is_delivered: flag,
  is_opened: flag,
  is_clicked: flag,
  is_bounced: flag,
  is_complained: flag,
  is_unsubscribed: flag,
})
const state = z.object({ campaign_id: text, since: maybeDay })

/** The questions for what is one or several rows a customer: table, columns, order. */
const asked = {
  profiles: { of: 'identity_map', row: profile, order: 'id_space, source_customer_id' },
  aliases: { of: 'customer_aliases', row: alias, order: 'alias_id' },
  consents: { of: 'customer_consents', row: consent, order: 'purpose' },
  stops: { of: 'suppressions', row: stop, order: 'reason' },
  messages: { of: 'outbox', row: message, order: 'campaign_id, occasion, occurrence' },
  exposures: { of: 'exposures', row: exposure, order: 'send_at desc, campaign_id' },
  outcomes: { of: 'message_outcomes', row: outcome, order: '"at" desc, campaign_id, occurrence' },
  states: { of: 'trigger_states', row: state, order: 'campaign_id' },
} as const

type Asked = typeof asked
export type Customer = {
  readonly [Name in keyof Asked]: readonly z.output<Asked[Name]['row']>[]
} & {
  readonly id: string
  readonly person: Values | undefined
  readonly features: Values | undefined
  readonly segments: ReadonlyMap<string, string | null>
  readonly records: readonly z.output<typeof record>[]
  readonly links: readonly z.output<typeof link>[]
  readonly numbers: readonly z.output<typeof number164>[]
}

/** Asks for all that is known of a customer. */
export async function readCustomer(reader: Reader, id: string): Promise<Customer> {
  const is = `customer_id = ${literal(id)}`
  const values = async (table: string) => {
    const { names, rows } = await reader.ask(`select * from ${table} where ${is}`)
    const [row] = rows
    return row && new Map(names.map((name, i) => [name, row[i] ?? null]))
  }
  const rows = async <Row extends z.ZodObject>(table: string, row: Row, rest: string) =>
    rowsOf(
      await reader.ask(
        `select ${Object.keys(row.shape)
          .map((name) => `t."${name}"`)
          .join(', ')} from ${table} as t ${rest}`,
      ),
      row,
    )
  const own = <Row extends z.ZodObject>(table: string, row: Row, key: string) =>
    rows(
      table,
      row,
      `inner join identity_map on identity_map.id_space = t.id_space and identity_map.source_customer_id = t.${key} where identity_map.${is} order by 1, 2, 3`,
    )
  const one = <Name extends keyof Asked>(name: Name) => {
    const { of, row, order } = asked[name]
    return rows(of, row, `where ${is} order by ${order}`)
  }
  const [person, features, segments, records, links] = await Promise.all([
    values('customers'),
    values('customer_features'),
    reader.ask(`select segment_id, entered_on from customer_segments where ${is}`),
    own('stg_customers', record, 'customer_id'),
    own('identity_links', link, 'source_customer_id'),
  ])
  const phones = [...new Set(records.flatMap(({ phone }) => phone ?? []))]
  const names = Object.keys(asked) as (keyof Asked)[]
  const several = await Promise.all(names.map(async (name) => [name, await one(name)] as const))
  return {
    ...(Object.fromEntries(several) as Pick<Customer, keyof Asked>),
    id,
    person,
    features,
    segments: new Map(segments.rows.map(([name, since]) => [name ?? '', since ?? null])),
    records,
    links,
    numbers:
      phones.length > 0 && links.some(({ kind }) => kind === 'phone')
        ? await rows('phone_numbers', number164, `where phone in ${literal(phones)}`)
        : [],
  }
}

/** The tables that are asked, as the night has them; one that it lacks is empty. */
export function customerTables(config: Config, night: Published): readonly StoredTable[] {
  const names = [
    ...['customers', 'customer_features', 'customer_segments', 'stg_customers'],
    ...['identity_links', 'phone_numbers', ...Object.values(asked).map(({ of }) => of)],
  ]
  const described = new Map(tablesOf(config).map(({ name, columns }) => [name, columns]))
  return names.map((name) => {
    const stored = night.tables[name]
    return { name, columns: described.get(name) ?? [], ...(stored && { stored }) }
  })
}
