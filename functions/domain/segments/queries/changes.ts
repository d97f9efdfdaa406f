import { ident } from '../../../platform/sql.ts'
import type { TonightSegment } from '../tonight.ts'
import { flag } from './names.ts'

type Change = Pick<TonightSegment, 'id' | 'position' | 'isBaseline'>

/**
 * `segment_changes`: who entered and left, from one join of tonight's membership with the previous night's. Only
 * customers with a change are taken apart. Who is no longer a customer has left, with what they spent then; who is made of
 * other profiles than the night before has not.
 */
export function changesQuery(segments: readonly Change[]): string {
  const sentence = '-- One row per customer and segment that they entered or left tonight.'
  const compared = segments.filter(({ isBaseline }) => !isBaseline)
  if (compared.length === 0)
    return `${sentence}
select
    customer_id,
    cast(null as varchar) as segment_id,
    cast(null as varchar) as change,
    cast(null as decimal(18, 2)) as net_spend_365d
from segment_membership
where false`
  return `${sentence}
with flags as (
    select
        coalesce(
            segment_membership.customer_id, previous_segment_membership.customer_id
        ) as customer_id,
        ${compared.flatMap(({ id }) => flags(id)).join(',\n        ')}
    from segment_membership
    full join previous_segment_membership
        on segment_membership.customer_id = previous_segment_membership.customer_id
),

moved as (
    select
        customer_id,
        filter(array[
            ${compared.map(move).join(',\n            ')}
        ], code -> code is not null) as codes
    from flags
    where (${compared.map(({ id }) => `${now(id)} <> ${then(id)}`).join('\n        or ')})
        and not exists (
            select 1
            from identity_changes
            where identity_changes.customer_id = flags.customer_id
        )
        and not exists (
            select 1
            from customer_aliases
            where customer_aliases.alias_id = flags.customer_id
        )
        and not exists (
            select 1
            from erased_customers
            where erased_customers.customer_id = flags.customer_id
        )
),

moves as (
    select
        moved.customer_id,
        entries.code
    from moved
    cross join unnest(moved.codes) as entries(code)
),

changes as (
    select
        moves.customer_id,
        segment_definitions.segment_id,
        case when moves.code > 0 then 'entered' else 'left' end as change
    from moves
    inner join segment_definitions
        on abs(moves.code) = segment_definitions.position
)

select
    changes.customer_id,
    changes.segment_id,
    changes.change,
    case
        when customer_features.customer_id is not null then customer_features.net_spend_365d
        else previous_customer_features.net_spend_365d
    end as net_spend_365d
from changes
left join customer_features
    on changes.customer_id = customer_features.customer_id
left join previous_customer_features
    on changes.customer_id = previous_customer_features.customer_id`
}

const now = (id: string) => ident(`now_${flag(id)}`)
const then = (id: string) => ident(`then_${flag(id)}`)

const flags = (id: string): readonly string[] => [
  `coalesce(segment_membership.${ident(flag(id))}, false) as ${now(id)}`,
  `coalesce(previous_segment_membership.${ident(flag(id))}, false) as ${then(id)}`,
]

/** The segment's position, negative for those who left; null for all others. */
const move = ({ id, position }: Change) =>
  `case when ${now(id)} and not ${then(id)} then ${position} when ${then(id)} and not ${now(id)} then -${position} end`
