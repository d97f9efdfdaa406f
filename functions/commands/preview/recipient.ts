/** Whose email is shown: somebody of the night who gets it, somebody who could, or nobody, with invented values. */
import type { Config } from '../../config.ts'
import type { EmailValue } from '../../domain/email/email.ts'
import { triggerOf } from '../../domain/occasions/ready-triggers.ts'
import { inventedValue } from '../../domain/outbox/invented.ts'
import type { MessageRow } from '../../domain/outbox/line.ts'
import { namedVariables, variableColumn } from '../../domain/outbox/messages.ts'
import { nextOccasion, type Whose } from '../../domain/outbox/next-occasion.ts'
import type { OutboxVariable } from '../../domain/outbox/variables.ts'
import { compileRule } from '../../domain/segments/compile.ts'
import { nextDay } from '../../domain/time.ts'
import { featuresOf } from '../../features.ts'
import type { Reader } from '../../platform/ports.ts'
import { ident, literal } from '../../platform/sql.ts'
import type { Published } from '../../stage.ts'
import { findCustomer } from '../find-customer.ts'

export interface Recipient {
  /** Who it is, and why, as it follows on `for`. */
  readonly who: string
  readonly isReal: boolean
  /** The row from which the email’s values are taken. */
  readonly row: MessageRow
}

export interface Asked {
  readonly config: Config
  readonly campaign: Config['campaigns'][number]
  /** The version that is wanted, if one is. */
  readonly variant?: string
  /** The customer that is wanted, if one is. */
  readonly customer?: string
  /** What makes a command mean this shop. */
  readonly flag: string
}

/** Somebody of a night. Throws when the customer who is wanted is not there. */
export async function recipientOf(
  asked: Asked,
  night: Published,
  reader: Reader,
): Promise<Recipient> {
  const { customer, flag } = asked
  const seen = { ...asked, night, reader }
  if (customer !== undefined) {
    const id = await findCustomer(reader, night, customer, flag)
    const decided = await decidedRow(seen, id)
    return recipient(seen, id, decided, decided ? said(decided, night) : 'who is not due')
  }
  const planned = await decidedRow(seen)
  if (planned) return recipient(seen, String(planned.customer_id), planned, said(planned, night))
  const fitting = await fittingCustomer(seen)
  return fitting === undefined
    ? inventedRecipient(
        asked,
        night.asOf,
        `nobody of the night of ${night.asOf} is in its audience`,
      )
    : recipient(seen, fitting, undefined, 'who is not due, and of its audience')
}

/** Nobody: every value is made up. `why` says why. */
export function inventedRecipient(
  { config, campaign, variant }: Asked,
  asOf: string,
  why: string,
): Recipient {
  const features = featuresOf(config)
  const invented = (one: Pick<OutboxVariable, 'name' | 'type'>) =>
    inventedValue(one, features, asOf)
  const lived = invented({ name: campaign.occasion ?? 'signed_up_on', type: 'date' })
  return {
    who: `nobody: the values are invented, as ${why}`,
    isReal: false,
    row: {
      ...dueRow({ config, campaign, asOf, whose: { lived: String(lived) }, variant }),
      address: 'camille.martin@example.com',
      consent_at:
        config.consent.purposes[campaign.purpose] === 'opt-out' ? null : nextDay(asOf, -400),
      ...Object.fromEntries(
        namedVariables(config).map((one) => [variableColumn(one.name), invented(one)]),
      ),
    },
  }
}

type Seen = Asked & { readonly night: Published; readonly reader: Reader }

async function recipient(
  seen: Seen,
  id: string,
  decided: MessageRow | undefined,
  why: string,
): Promise<Recipient> {
  const { config, campaign, variant, night } = seen
  const { whose, consentAt, values } = await valuesOf(seen, id)
  const due = dueRow({ config, campaign, asOf: night.asOf, whose, variant })
  return {
    who: `customer ${id}, ${why}`,
    isReal: true,
    row: {
      ...{ ...due, customer_id: id, consent_at: consentAt },
      ...decided,
      ...(variant !== undefined && { variant }),
      ...values,
    },
  }
}

/** What the night decided for a customer; without one, the first who gets the email. */
async function decidedRow(
  { campaign, variant, night, reader }: Seen,
  id?: string,
): Promise<MessageRow | undefined> {
  if (!night.tables.outbox) return undefined
  const wanted =
    variant === undefined ? '' : `case when variant = ${literal(variant)} then 0 else 1 end, `
  const who = id === undefined ? "decision = 'send'" : `customer_id = ${literal(id)}`
  return first(
    reader,
    `select * from outbox where campaign_id = ${literal(campaign.id)} and ${who}
order by case decision when 'send' then 0 when 'hold' then 1 else 2 end, ${wanted}send_at, customer_id, occasion, occurrence
limit 1`,
    typesIn(night, 'outbox'),
  )
}

const said = ({ decision, reason }: MessageRow, { asOf }: Published) =>
  decision === 'send'
    ? `who gets it by the night of ${asOf}`
    : `who does not get it by the night of ${asOf}: ${decision}, ${reason}`

/** The most valuable of those whom the campaign could be about. */
async function fittingCustomer({
  config,
  campaign,
  night,
  reader,
}: Seen): Promise<string | undefined> {
  const { occasion, trigger, where, purpose } = campaign
  const enter = typeof trigger === 'string' ? triggerOf[trigger].enter : trigger?.enter
  const features = featuresOf(config)
  const column = ownDates[occasion ?? '']
  const { faith } = nextOccasion(campaign, config, night.asOf, {})
  const yes = [
    ...(config.consent.purposes[purpose] === 'opt-out' ? [] : [purpose]),
    ...(faith === null ? [] : [`religious-${faith}`]),
  ]
  const is = [
    'customers.email is not null',
    ...[where, enter].flatMap((rule) => (rule ? [inFeatures(compileRule(rule, features))] : [])),
    ...(column ? [`customers.${column} is not null`] : []),
    ...(occasion !== undefined && !column && night.tables.life_dates
      ? [
          `customers.customer_id in (select customer_id from life_dates where occasion = ${literal(occasion)})`,
        ]
      : []),
    ...(night.tables.customer_consents
      ? yes.map(
          (one) =>
            `customers.customer_id in (select customer_id from customer_consents where purpose = ${literal(one)} and granted)`,
        )
      : []),
  ]
  const { rows } = await reader.ask(`select customers.customer_id
from customers
left join customer_features on customers.customer_id = customer_features.customer_id
where ${is.join('\n    and ')}
order by customer_features.clv desc nulls last, customers.customer_id
limit 1`)
  return rows[0]?.[0] ?? undefined
}

/** A rule’s columns are bare, and customers have some of the same names. */
const inFeatures = (rule: string) =>
  `customers.customer_id in (select customer_id from customer_features where ${rule})`

const ownDates: Readonly<Record<string, string>> = {
  birth_date: 'birth_date',
  signed_up_on: 'signed_up_on',
}

/** What the templates name of a customer, the date that the campaign goes by, and when they said yes. */
async function valuesOf(seen: Seen, id: string) {
  const { config, campaign, night, reader } = seen
  const stored = {
    customers: typesIn(night, 'customers'),
    customer_features: typesIn(night, 'customer_features'),
  }
  const named = namedVariables(config).flatMap(({ name, from }) => {
    const table = from === 'customers' ? 'customers' : 'customer_features'
    const type = stored[table].get(name)
    return type === undefined
      ? []
      : [{ column: variableColumn(name), sql: `${table}.${ident(name)}`, type }]
  })
  const own = ownDates[campaign.occasion ?? '']
  const columns = [
    { column: 'address', sql: 'customers.email', type: 'varchar' },
    ...(own ? [{ column: 'lived', sql: `customers.${own}`, type: 'date' }] : []),
    ...['country', 'hemisphere']
      .filter((name) => stored.customer_features.has(name))
      .map((name) => ({ column: name, sql: `customer_features.${name}`, type: 'varchar' })),
    ...named,
  ]
  const row = await first(
    reader,
    `select ${columns.map(({ column, sql }) => `${sql} as ${ident(column)}`).join(', ')}
from customers
left join customer_features on customers.customer_id = customer_features.customer_id
where customers.customer_id = ${literal(id)}`,
    new Map(columns.map(({ column, type }) => [column, type])),
  )
  const { lived, country, hemisphere, ...values } = row ?? {}
  const text = (value: EmailValue | undefined) => (typeof value === 'string' ? value : null)
  return {
    values,
    whose: {
      lived: own ? text(lived) : await livedOf(seen, id),
      country: text(country),
      hemisphere: text(hemisphere),
    },
    consentAt: await consentOf(seen, id),
  }
}

/** The first date of a kind of life event. */
async function livedOf({ campaign: { occasion }, night, reader }: Seen, id: string) {
  if (occasion === undefined || !night.tables.life_dates) return null
  const { rows } = await reader.ask(
    `select min(${ident('date')}) from life_dates where customer_id = ${literal(id)} and occasion = ${literal(occasion)}`,
  )
  return rows[0]?.[0] ?? null
}

async function consentOf({ campaign: { purpose }, night, reader }: Seen, id: string) {
  if (!night.tables.customer_consents) return null
  const { rows } = await reader.ask(
    `select max(${ident('at')}) from customer_consents where customer_id = ${literal(id)} and purpose = ${literal(purpose)} and granted`,
  )
  return rows[0]?.[0] ?? null
}

/** A message that is made up, about what the campaign would write about next. */
function dueRow({
  config,
  campaign,
  asOf,
  whose,
  variant,
}: Pick<Asked, 'config' | 'campaign'> & {
  readonly asOf: string
  readonly whose: Whose
  readonly variant: string | undefined
}): MessageRow {
  const next = nextOccasion(campaign, config, asOf, whose)
  return {
    ...next,
    customer_id: '',
    campaign_id: campaign.id,
    variant: variant ?? campaign.variants[0]?.id ?? null,
    occurrence: next.occasion_on.slice(0, 4),
    send_at: `${asOf} ${campaign.sendAt}:00.000`,
    expires_on: asOf,
    purpose: campaign.purpose,
    is_late: false,
    is_live: false,
    consent_at: null,
  }
}

const typesIn = ({ tables }: Published, table: string): ReadonlyMap<string, string> =>
  new Map(tables[table]?.columns.map(({ name, type }) => [name, type]))

/** The first row of an answer, whose values are text, as what its columns hold. */
async function first(
  reader: Reader,
  sql: string,
  types: ReadonlyMap<string, string>,
): Promise<MessageRow | undefined> {
  const { names, rows } = await reader.ask(sql)
  const [row] = rows
  return (
    row && Object.fromEntries(names.map((name, i) => [name, typedValue(row[i], types.get(name))]))
  )
}

function typedValue(text: string | null | undefined, type = 'varchar'): EmailValue {
  if (text === null || text === undefined) return null
  if (type === 'boolean') return text === 'true'
  return /^(varchar|date|timestamp)/.test(type) ? text : Number(text)
}
