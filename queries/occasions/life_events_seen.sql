-- One row per customer, campaign and yearly occasion that was due, this year or last.
with life_events_due as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        occasion_on
    from life_events_due
),

kept as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        occasion_on
    from previous_life_events_seen
    where occasion_on >= :oldest_kept
),

-- The erased leave with what was theirs; who is only missing tonight does not.
known as (
    select kept.*
    from kept
    where exists (
        select 1
        from identity_map
        where identity_map.customer_id = kept.customer_id
    )
),

all_seen as (
    select * from known
    union all
    select * from life_events_due
)

select * from all_seen
