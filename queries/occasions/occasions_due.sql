-- One row per customer, campaign and occasion or trigger that comes up tonight.
with life_events_due as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        occasion_on,
        cast(null as varchar) as faith,
        send_at,
        send_on,
        send_zone,
        expires_on,
        due_reason,
        is_late
    from life_events_due
),

calendar_due as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        occasion_on,
        faith,
        send_at,
        send_on,
        send_zone,
        expires_on,
        due_reason,
        is_late
    from calendar_due
),

triggers_due as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence,
        occasion_on,
        cast(null as varchar) as faith,
        send_at,
        send_on,
        send_zone,
        expires_on,
        due_reason,
        is_late
    from triggers_due
),

all_due as (
    select * from life_events_due
    union all
    select * from calendar_due
    union all
    select * from triggers_due
)

select * from all_due
