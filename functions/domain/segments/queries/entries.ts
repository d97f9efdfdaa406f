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

/** `customer_segments`: the same as a list, from one scan of `int_segment_entries`. */
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
  const nights = segments.map(({ id }) => `int_segment_entries.${ident(since(id))}`)
  return `${sentence}
select
    int_segment_entries.customer_id,
    segment_definitions.segment_id,
    entries.entered_on
from int_segment_entries
cross join unnest(array[
    ${nights.join(',\n    ')}
]) with ordinality as entries(entered_on, position)
inner join segment_definitions
    on entries.position = segment_definitions.position
where entries.entered_on is not null`
}
