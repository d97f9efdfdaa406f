-- One row per campaign, decision and reason: messages of the night, and when the first goes out.
with outbox as (
    select
        campaign_id,
        decision,
        reason,
        send_at
    from outbox
),

reasons as (
    select
        campaign_id,
        decision,
        reason,
        count(*) as messages,
        min(send_at) as first_at
    from outbox
    group by campaign_id, decision, reason
)

select * from reasons
order by campaign_id, decision, reason
