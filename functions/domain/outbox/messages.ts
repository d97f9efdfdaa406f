/** The messages that are to be sent, with what their templates name and nothing else of a customer. */
import type { Config } from '../../config.ts'
import { ident } from '../../platform/sql.ts'
import { emailVariables, type OutboxVariable, type VariableSource } from './variables.ts'

type Campaigns = Pick<Config, 'attributes' | 'campaigns' | 'attached'>

/** The variables that some template of the configuration names. */
export function namedVariables(config: Campaigns): readonly OutboxVariable[] {
  const templates = config.campaigns.flatMap(({ template, variants }) => [
    template,
    ...variants.flatMap((variant) => variant.template ?? []),
  ])
  const named = new Set(
    templates.flatMap((template) => config.attached.emails[template]?.variables ?? []),
  )
  return emailVariables(config).filter(({ name }) => named.has(name))
}

/** What a variable is called among the columns of a message: declared attributes may have any name. */
export const variableColumn = (name: string): string => `variable_${name}`

/** One row a message that is to be sent, in the order of sending. */
export function messagesQuery(config: Campaigns): string {
  const named = namedVariables(config)
  const from = (source: VariableSource) => named.filter((one) => one.from === source)
  const columns = (table: string, names: readonly string[]) =>
    names.map((name) => `${table}.${ident(name)} as ${ident(variableColumn(name))}`)
  const features = from('customer_features').map(({ name }) => name)
  const isNamed = (name: string) => from('occasion').some((one) => one.name === name)
  if (isNamed('age')) features.push('age')
  const hasYears = isNamed('age') || isNamed('years')
  const select = [
    ...own.map((column) => `outbox.${column}`),
    'customers.email as address',
    hasYears ? 'life.year as life_year' : 'cast(null as integer) as life_year',
    'days.name as day_name',
    ...columns(
      'customers',
      from('customers').map(({ name }) => name),
    ),
    ...columns('customer_features', features),
  ]
  return `-- One row per message that is to be sent.
select
    ${select.join(',\n    ')}
from outbox
inner join customers on outbox.customer_id = customers.customer_id${
    features.length > 0
      ? '\nleft join customer_features on outbox.customer_id = customer_features.customer_id'
      : ''
  }${hasYears ? lifeYears : ''}
left join (
    select
        occasion,
        date,
        min(name) as name
    from calendar_days
    group by occasion, date
) as days
    on outbox.occasion = days.occasion
    and outbox.occasion_on = days.date
where outbox.decision = 'send'
order by outbox.send_at, outbox.customer_id, outbox.campaign_id`
}

/** The years of customers’ dates, for how many they come to on the occasion. */
const lifeYears = `
left join (
    select
        customer_id,
        occasion,
        nth,
        min(year) as year
    from life_dates
    where quarantined is null
    group by customer_id, occasion, nth
) as life
    on outbox.customer_id = life.customer_id
    and outbox.occasion = life.occasion
    and coalesce(try_cast(split_part(outbox.occurrence, '-', 2) as integer), 1) = life.nth`

const own = [
  'customer_id',
  'campaign_id',
  'variant',
  'occasion',
  'occurrence',
  'occasion_on',
  'send_at',
  'send_zone',
  'expires_on',
  'purpose',
  'faith',
  'is_late',
  'consent_at',
  'is_live',
] as const
