-- One row per campaign: how many messages were due, and what became of them. Nothing is lost on the
-- way: consented = held_out + capped + cooled + planned.
with campaigns as (
    select
        campaign_id,
        name,
        position
    from campaigns
),

outbox as (
    select
        campaign_id,
        decision,
        coalesce(reason, 'sent') as reason
    from outbox
),

-- How far each message came: 1 due, 2 right and in the audience, 3 with a yes and no stop.
reached as (
    select
        campaign_id,
        decision,
        reason,
        case
            when reason in (
                'already-sent', 'gone', 'expired', 'no-longer', 'not-in-audience', 'no-address'
            ) then 1
            when reason in (
                'no-consent', 'no-religious-consent', 'unsubscribed', 'complained', 'bounced',
                'alias'
            ) then 2
            else 3
        end as step
    from outbox
),

counted as (
    select
        campaign_id,
        count(*) as due,
        count(*) filter (where step >= 2) as eligible,
        count(*) filter (where step >= 3) as consented,
        count(*) filter (where reason in ('held-out', 'held-out-campaign')) as held_out,
        count(*) filter (where decision = 'hold') as capped,
        count(*) filter (where reason = 'cooldown') as cooled,
        count(*) filter (where decision = 'send') as planned
    from reached
    group by campaign_id
)

select
    campaigns.campaign_id,
    campaigns.name,
    campaigns.position,
    coalesce(counted.due, 0) as due,
    coalesce(counted.eligible, 0) as eligible,
    coalesce(counted.consented, 0) as consented,
    coalesce(counted.held_out, 0) as held_out,
    coalesce(counted.capped, 0) as capped,
    coalesce(counted.cooled, 0) as cooled,
    coalesce(counted.planned, 0) as planned,
    :is_live as is_live
from campaigns
left join counted on campaigns.campaign_id = counted.campaign_id
