-- One row per time a customer entered or left a segment, in the last 25 months.
with previous_segment_history as (
    select
        customer_id,
        segment_id,
        change,
        changed_on
    from previous_segment_history
    where
        changed_on >= cast(date_add('month', -25, :as_of) as date)
        and changed_on < :as_of
),

segment_changes as (
    select
        customer_id,
        segment_id,
        change,
        :as_of as changed_on
    from segment_changes
),

history as (
    select * from previous_segment_history
    union all
    select * from segment_changes
)

select * from history
