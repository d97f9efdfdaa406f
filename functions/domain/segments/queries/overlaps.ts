import { ident } from '../../../platform/sql.ts'
import type { ActiveSegment } from '../active.ts'
import { shareSql } from './arithmetic.ts'
import { flag } from './names.ts'

/**
 * `segment_overlaps`: every pair, counted in one scan of the wide rows. Work goes by the pairs that a customer is in,
 * not by all pairs. Sizes come from `segment_definitions`.
 */
export function overlapsQuery(segments: readonly Pick<ActiveSegment, 'id' | 'position'>[]): string {
  const places = segments.map(
    ({ id, position }) => `case when ${ident(flag(id))} then ${position} end`,
  )
  const positions =
    places.length > 0
      ? `filter(array[
            ${places.join(',\n            ')}
        ], place -> place is not null)`
      : 'sequence(1, 1)'
  return `-- One row per pair of segments: how many customers are in both.
with members as (
    select ${positions} as positions
    from segment_membership
),

pairs as (
    select
        firsts.position,
        others.position as other_position,
        count(*) as customers
    from members
    cross join unnest(members.positions) as firsts(position)
    cross join unnest(members.positions) as others(position)
    where firsts.position < others.position
    group by firsts.position, others.position
),

pair_sizes as (
    select
        segment_definitions.segment_id,
        others.segment_id as other_id,
        coalesce(pairs.customers, 0) as customers,
        segment_definitions.customers + others.customers - coalesce(pairs.customers, 0) as either
    from segment_definitions
    inner join segment_definitions as others
        on segment_definitions.position < others.position
    left join pairs
        on segment_definitions.position = pairs.position
        and others.position = pairs.other_position
)

select
    segment_id,
    other_id,
    customers,
    ${shareSql('customers', 'either')} as share
from pair_sizes`
}
