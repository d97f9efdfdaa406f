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

-- What is told of an id that is used no more is of who it is now.
aliased as (
    select
        customer_aliases.customer_id,
        previous_segment_history.segment_id,
        previous_segment_history.change,
        previous_segment_history.changed_on
    from previous_segment_history
    inner join customer_aliases
        on customer_aliases.alias_id = previous_segment_history.customer_id
    where not exists (
        select 1
        from previous_segment_history as own
        where own.customer_id = customer_aliases.customer_id
            and own.segment_id = previous_segment_history.segment_id
            and own.changed_on = previous_segment_history.changed_on
    )
),

-- Of two who did both on one night, one is remembered.
aliased_once as (
    select
        customer_id,
        segment_id,
        min(change) as change,
        changed_on
    from aliased
    group by customer_id, segment_id, changed_on
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
    select *
    from previous_segment_history
    where not exists (
        select 1
        from customer_aliases
        where customer_aliases.alias_id = previous_segment_history.customer_id
    )
    union all
    select * from aliased_once
    union all
    select * from segment_changes
),

-- The erased leave with what was theirs.
known as (
    select history.*
    from history
    where not exists (
        select 1
        from erased_customers
        where erased_customers.customer_id = history.customer_id
    )
)

select * from known
