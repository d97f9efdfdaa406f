-- One row per customer and campaign whose trigger fires tonight.
with campaigns as (
    select
        campaign_id,
        occasion,
        send_time,
        window_days
    from campaigns
    where kind = 'trigger'
),

trigger_states as (
    select
        customer_id,
        campaign_id,
        since
    from trigger_states
    where fires
),

customer_zones as (
    select
        customer_id,
        zone
    from customer_zones
),

-- A night of 25 hours may see a send time twice.
first_times as (
    select
        zone,
        send_time,
        min(send_at) as send_at,
        min(send_on) as send_on
    from night_days
    where turn = 'tonight'
    group by zone, send_time
),

due as (
    select
        trigger_states.customer_id,
        trigger_states.campaign_id,
        campaigns.occasion,
        cast(trigger_states.since as varchar) as occurrence,
        trigger_states.since as occasion_on,
        first_times.send_at,
        first_times.send_on,
        customer_zones.zone as send_zone,
        cast(
            date_add(
                'day', campaigns.window_days, coalesce(first_times.send_on, trigger_states.since)
            ) as date
        ) as expires_on,
        'entered' as due_reason,
        false as is_late
    from trigger_states
    inner join campaigns on trigger_states.campaign_id = campaigns.campaign_id
    inner join customer_zones on trigger_states.customer_id = customer_zones.customer_id
    left join first_times
        on customer_zones.zone = first_times.zone
        and campaigns.send_time = first_times.send_time
)

select * from due
