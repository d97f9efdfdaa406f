/** The question for the messages of a night with their customers, in order of sending. */
import { ident, literal } from '../../platform/sql.ts'

export interface AskedMessages {
  /** What the triggers’ rules look at: shown as it is and as it was on the night before. */
  readonly features: readonly string[]
  /** Of this campaign alone. */
  readonly campaign?: string | undefined
  readonly from: number
  readonly limit: number
}

/** Columns of `outbox` that the plan shows. */
const decided = [
  ...['customer_id', 'campaign_id', 'occasion', 'occurrence', 'occasion_on', 'send_at'],
  ...['send_on', 'send_zone', 'expires_on', 'due_on', 'due_reason', 'is_late', 'decision'],
  ...['reason', 'rule', 'variant', 'purpose', 'priority', 'value', 'consent_at'],
  ...['consent_source', 'sent_on_day', 'sent_in_week', 'last_sent_on', 'won_by'],
]

/** A select over outbox, campaigns, customers, customer_features and previous_customer_features. */
export function messagesQuery({ features, campaign, from, limit }: AskedMessages): string {
  const columns = [
    ...decided.map((name) => `outbox.${ident(name)}`),
    'coalesce(campaigns.name, outbox.campaign_id) as campaign',
    ...['first_name', 'last_name', 'country'].map((name) => `customers.${ident(name)}`),
    ...['orders', 'clv_tier'].map((name) => `customer_features.${ident(name)}`),
    ...features.flatMap((name) => [
      `customer_features.${ident(name)} as ${ident(`now_${name}`)}`,
      `previous_customer_features.${ident(name)} as ${ident(`before_${name}`)}`,
    ]),
  ]
  const joined = (table: string) =>
    `left join ${table} on ${table}.customer_id = outbox.customer_id`
  return `select
    ${columns.join(',\n    ')}
from outbox
left join campaigns on campaigns.campaign_id = outbox.campaign_id
${['customers', 'customer_features', 'previous_customer_features'].map(joined).join('\n')}
${campaign === undefined ? '' : `where outbox.campaign_id = ${literal(campaign)}\n`}order by
    case outbox.decision when 'send' then 1 when 'hold' then 2 else 3 end,
    outbox.send_at,
    outbox.send_zone,
    campaigns.position,
    outbox.occasion,
    customers.last_name,
    customers.first_name,
    outbox.customer_id,
    outbox.campaign_id,
    outbox.occurrence
offset ${from} limit ${limit}
`
}
