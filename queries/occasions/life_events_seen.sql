-- One row per customer, campaign and yearly occasion that was due, this year or last: who was
-- joined to another keeps their own.
with campaigns as (
    select campaign_id
    from campaigns
    where kind = 'life'
),

occasions_due as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        occasion_on
    from occasions_due
),

customer_aliases as (
    select
        alias_id,
        customer_id
    from customer_aliases
),

due as (
    select occasions_due.*
    from occasions_due
    inner join campaigns on occasions_due.campaign_id = campaigns.campaign_id
),

-- The erased leave with what was theirs; who is only missing tonight does not.
kept as (
    select
        previous_life_events_seen.customer_id,
        previous_life_events_seen.campaign_id,
        previous_life_events_seen.occasion,
        previous_life_events_seen.occurrence,
        previous_life_events_seen.occasion_on
    from previous_life_events_seen
    left join customer_aliases
        on previous_life_events_seen.customer_id = customer_aliases.alias_id
    where previous_life_events_seen.occasion_on >= :oldest_kept
        and exists (
            select 1
            from identity_map
            where identity_map.customer_id = coalesce(
                customer_aliases.customer_id, previous_life_events_seen.customer_id
            )
        )
),

all_seen as (
    select * from kept
    union all
    select * from due
)

select * from all_seen
