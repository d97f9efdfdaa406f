/** The query of `trigger_states`: the rules of all triggers in one scan of everybody’s features. */
import { ident, literal } from '../../platform/sql.ts'
import type { Feature } from '../features/columns.ts'
import { compileRule } from '../segments/compile.ts'
import type { CampaignRow } from './campaigns.ts'
import type { Trigger } from './ready-triggers.ts'

/** A campaign whose trigger is evaluated tonight. */
export interface TriggerCampaign {
  readonly row: Pick<CampaignRow, 'campaign_id' | 'position' | 'is_baseline'>
  readonly trigger: Trigger
}

/**
 * Who is in which trigger’s state, since when, and for whom it fires. Who was in it stays until `leave` holds, those
 * who are missing tonight too: they do not enter it again when they are back. Customers without features, who object to
 * being looked at, are in none, and none fires on the night on which they are looked at again. At least one campaign.
 */
export function triggerStatesQuery(
  campaigns: readonly TriggerCampaign[],
  features: readonly Feature[],
): string {
  const compared = campaigns.filter(({ row }) => !row.is_baseline)
  const rule = (one: Trigger['enter']) => compileRule(one, features)
  return `-- One row per customer and campaign whose trigger’s state they are in.
with previous_states as (
    select
        ${[
          'coalesce(customer_aliases.customer_id, previous_trigger_states.customer_id) as customer_id',
          ...campaigns.map(sinceThen),
        ].join(',\n        ')}
    from previous_trigger_states
    left join customer_aliases
        on previous_trigger_states.customer_id = customer_aliases.alias_id
    where ${compared.length > 0 ? `previous_trigger_states.campaign_id in (${compared.map(({ row }) => literal(row.campaign_id)).join(', ')})` : 'false'}
    group by coalesce(customer_aliases.customer_id, previous_trigger_states.customer_id)
),

known_states as (
    select
        previous_states.*,
        customers.customer_id is null as is_away
    from previous_states
    left join customers on previous_states.customer_id = customers.customer_id
    where exists (
        select 1
        from identity_map
        where identity_map.customer_id = previous_states.customer_id
    )
),

flags as (
    select
        ${[
          'customer_id',
          ...campaigns.flatMap(({ row, trigger: { enter, leave } }) => [
            `${rule(enter)} as ${name('enters', row)}`,
            `${leave ? rule(leave) : `not ${rule(enter)}`} as ${name('leaves', row)}`,
          ]),
        ].join(',\n        ')}
    from customer_features
),

compared as (
    select
        coalesce(flags.customer_id, known_states.customer_id) as customer_id,
        filter(array[
            ${campaigns.map(inState).join(',\n            ')}
        ], place -> place is not null) as positions,
        array[
            ${campaigns.map(({ row }) => `known_states.${name('since', row)}`).join(',\n            ')}
        ] as nights
    from flags
    full join known_states on flags.customer_id = known_states.customer_id
    where flags.customer_id is not null or known_states.is_away
),

members as (
    select
        compared.customer_id,
        places.place,
        element_at(compared.nights, places.place) as since
    from compared
    cross join unnest(compared.positions) as places(place)
),

then_flags as (
    select
        ${[
          'customer_id',
          ...campaigns.flatMap(({ row, trigger: { was } }) =>
            was ? [`${rule(was)} as ${name('was', row)}`] : [],
          ),
        ].join(',\n        ')}
    from previous_customer_features
),

states as (
    select
        members.customer_id,
        campaigns.campaign_id,
        coalesce(members.since, :as_of) as since,
        members.since is null
            and not campaigns.is_baseline
            and identity_changes.customer_id is null
            and (then_flags.customer_id is not null or previous_customers.customer_id is null)
            and ${wasThen(campaigns)} as fires
    from members
    inner join campaigns on ${placeOf(campaigns)} = campaigns.position
    left join identity_changes on members.customer_id = identity_changes.customer_id
    left join previous_customers on members.customer_id = previous_customers.customer_id
    left join then_flags on members.customer_id = then_flags.customer_id
)

select * from states`
}

type Placed = Pick<CampaignRow, 'position'>

const name = (what: string, { position }: Placed) => ident(`${what}_${position}`)

/** The earliest night of all who are one customer now; a baseline remembers nobody. */
const sinceThen = ({ row }: TriggerCampaign): string =>
  row.is_baseline
    ? `cast(null as date) as ${name('since', row)}`
    : `min(case when previous_trigger_states.campaign_id = ${literal(row.campaign_id)} then previous_trigger_states.since end) as ${name('since', row)}`

const inState = ({ row }: TriggerCampaign, index: number): string =>
  `case when coalesce(flags.${name('enters', row)}, false) or (known_states.${name('since', row)} is not null and not coalesce(flags.${name('leaves', row)}, false)) then ${index + 1} end`

const placeOf = (campaigns: readonly TriggerCampaign[]): string =>
  `element_at(array[${campaigns.map(({ row }) => row.position).join(', ')}], members.place)`

const wasThen = (campaigns: readonly TriggerCampaign[]): string =>
  `element_at(array[${campaigns
    .map(({ row, trigger }) =>
      trigger.was ? `coalesce(then_flags.${name('was', row)}, false)` : 'true',
    )
    .join(', ')}], members.place)`
