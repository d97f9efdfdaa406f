-- One row per campaign, zone, date there and instant: emails that go out then.
with outbox as (
    select
        campaign_id,
        send_zone,
        send_on,
        send_at
    from outbox
    where decision = 'send'
),

hours as (
    select
        campaign_id,
        send_zone,
        send_on,
        send_at,
        count(*) as messages
    from outbox
    group by campaign_id, send_zone, send_on, send_at
)

select * from hours
order by send_at, messages desc, send_zone, campaign_id
