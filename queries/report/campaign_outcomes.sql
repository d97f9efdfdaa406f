-- One row per period and campaign that wrote in it, and one of all of each period: what came of the
-- emails of the night before, and of those of four weeks.
with message_outcomes as (
    select
        campaign_id,
        decided_on,
        case when status = 'sent' then 1 else 0 end as sent,
        case when status = 'sent' and is_delivered then 1 else 0 end as delivered,
        case when status = 'sent' and is_opened then 1 else 0 end as opened,
        case when is_bounced then 1 else 0 end as bounced,
        case when is_complained then 1 else 0 end as complained,
        case when is_unsubscribed then 1 else 0 end as unsubscribed,
        case when status = 'uncertain' then 1 else 0 end as uncertain,
        case when status not in ('sent', 'uncertain') then 1 else 0 end as unsent,
        0 as planned
    from message_outcomes
    where decided_on >= cast(:as_of - interval '28' day as date)
),

-- What the night before wanted to send, but for what it held back and nobody let go.
decided as (
    select
        past_campaign_results.campaign_id,
        past_campaign_results.as_of as decided_on,
        0 as sent,
        0 as delivered,
        0 as opened,
        0 as bounced,
        0 as complained,
        0 as unsubscribed,
        0 as uncertain,
        0 as unsent,
        past_campaign_results.planned
    from past_campaign_results
    where past_campaign_results.as_of = :previous_on
        and past_campaign_results.is_live
        and (
            not :previous_held
            or exists (select 1 from releases)
        )
),

all_messages as (
    select * from message_outcomes
    union all
    select * from decided
),

in_periods as (
    select
        'night' as period,
        all_messages.*
    from all_messages
    where decided_on = :previous_on
    union all
    select
        'weeks' as period,
        all_messages.*
    from all_messages
),

by_campaign as (
    select
        period,
        campaign_id,
        sum(sent) as sent,
        sum(delivered) as delivered,
        sum(opened) as opened,
        sum(bounced) as bounced,
        sum(complained) as complained,
        sum(unsubscribed) as unsubscribed,
        sum(uncertain) as uncertain,
        sum(unsent) as unsent,
        case
            when period = 'night' and sum(planned) > sum(sent) + sum(uncertain) + sum(unsent)
                then sum(planned) - sum(sent) - sum(uncertain) - sum(unsent)
            else 0
        end as waiting
    from in_periods
    group by period, campaign_id
),

campaigns as (
    select
        campaign_id,
        name,
        position
    from campaign_results
),

named as (
    select
        by_campaign.period,
        'campaign' as kind,
        by_campaign.campaign_id,
        coalesce(campaigns.name, by_campaign.campaign_id) as name,
        campaigns.position,
        by_campaign.sent,
        by_campaign.delivered,
        by_campaign.opened,
        by_campaign.bounced,
        by_campaign.complained,
        by_campaign.unsubscribed,
        by_campaign.uncertain,
        by_campaign.unsent,
        by_campaign.waiting
    from by_campaign
    left join campaigns on campaigns.campaign_id = by_campaign.campaign_id
    where by_campaign.sent + by_campaign.uncertain + by_campaign.unsent + by_campaign.waiting > 0
),

summed as (
    select
        period,
        'all' as kind,
        'all' as campaign_id,
        'All' as name,
        cast(null as integer) as position,
        sum(sent) as sent,
        sum(delivered) as delivered,
        sum(opened) as opened,
        sum(bounced) as bounced,
        sum(complained) as complained,
        sum(unsubscribed) as unsubscribed,
        sum(uncertain) as uncertain,
        sum(unsent) as unsent,
        sum(waiting) as waiting
    from named
    group by period
),

rows_of_all as (
    select * from named
    union all
    select * from summed
),

-- A mail service that never told of a delivery, or of an open, does not count them.
delivered_known as (
    select count(*) as deliveries
    from message_outcomes
    where delivered = 1
),

opened_known as (
    select count(*) as nights
    from opens_known
),

outcomes as (
    select
        rows_of_all.period,
        rows_of_all.kind,
        rows_of_all.campaign_id,
        rows_of_all.name,
        rows_of_all.position,
        :previous_on as decided_on,
        cast(rows_of_all.sent as bigint) as sent,
        case when delivered_known.deliveries > 0 then cast(rows_of_all.delivered as bigint) end
            as delivered,
        case when opened_known.nights > 0 then cast(rows_of_all.opened as bigint) end as opened,
        cast(rows_of_all.bounced as bigint) as bounced,
        cast(rows_of_all.complained as bigint) as complained,
        cast(rows_of_all.unsubscribed as bigint) as unsubscribed,
        cast(rows_of_all.uncertain as bigint) as uncertain,
        cast(rows_of_all.unsent as bigint) as unsent,
        cast(rows_of_all.waiting as bigint) as waiting
    from rows_of_all
    cross join delivered_known
    cross join opened_known
)

select * from outcomes
order by period, kind desc, position nulls last, campaign_id
