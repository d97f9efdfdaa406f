-- One row per segment shown in full and night of the last eight weeks with the same rule: its size.
with segment_definitions as (
    select
        segment_id,
        rule_hash,
        :as_of as as_of,
        customers
    from segment_definitions
    where segment_id in :headline
),

past_segment_definitions as (
    select
        segment_id,
        rule_hash,
        as_of,
        customers
    from past_segment_definitions
    where as_of > cast(:as_of - interval '56' day as date)
),

nights as (
    select
        past_segment_definitions.segment_id,
        past_segment_definitions.as_of,
        past_segment_definitions.customers
    from past_segment_definitions
    inner join segment_definitions
        on segment_definitions.segment_id = past_segment_definitions.segment_id
        and segment_definitions.rule_hash = past_segment_definitions.rule_hash
    union all
    select
        segment_id,
        as_of,
        customers
    from segment_definitions
)

select * from nights
order by segment_id, as_of
