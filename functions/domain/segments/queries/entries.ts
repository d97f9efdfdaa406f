import { ident } from '../../../platform/sql.ts'
import type { TonightSegment } from '../tonight.ts'
import { flag, since } from './names.ts'

type Entry = Pick<TonightSegment, 'id' | 'isBaseline'>

/** `int_segment_entries`: the night since which each member has been in, or null. */
export const entriesQuery = (
  segments: readonly Entry[],
): string => `-- One row per customer: since when in each segment; null when not in it.
select
    ${['segment_membership.customer_id', ...segments.map(entered)].join(',\n    ')}
from segment_membership
left join previous_int_segment_entries
    on segment_membership.customer_id = previous_int_segment_entries.customer_id`

/** The night before counts only for a rule that it evaluated too. */
function entered({ id, isBaseline }: Entry): string {
  const on = ident(since(id))
  const night = isBaseline ? ':as_of' : `coalesce(previous_int_segment_entries.${on}, :as_of)`
  return `case when segment_membership.${ident(flag(id))} then ${night} end as ${on}`
}

/**
 * `customer_segments`: the same as a list, from one scan of `int_segment_entries`. The arrays are made in a step of their
 * own and hold members only: DuckDB unnests a column in passing, an expression by a join with itself.
 */
export function customerSegmentsQuery(segments: readonly Entry[]): string {
  const sentence = '-- One row per customer and segment that they are in.'
  if (segments.length === 0)
    return `${sentence}
select
    customer_id,
    cast(null as varchar) as segment_id,
    cast(null as date) as entered_on
from int_segment_entries
where false`
  const nights = segments.map(({ id }) => ident(since(id)))
  const places = nights.map(
    (night, index) => `case when ${night} is not null then ${index + 1} end`,
  )
  return `${sentence}
with entries as (
    select
        customer_id,
        filter(array[
            ${places.join(',\n            ')}
        ], place -> place is not null) as positions,
        array[
            ${nights.join(',\n            ')}
        ] as nights
    from int_segment_entries
),

members as (
    select
        entries.customer_id,
        places.position,
        element_at(entries.nights, places.position) as entered_on
    from entries
    cross join unnest(entries.positions) as places(position)
)

select
    members.customer_id,
    segment_definitions.segment_id,
    members.entered_on
from members
inner join segment_definitions
    on members.position = segment_definitions.position`
}
