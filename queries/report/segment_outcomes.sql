-- One row per segment shown in full whose customers were written to in four weeks: what came of it.
-- Below the smallest size to break down nothing is told.
with customer_segments as (
    select
        customer_id,
        segment_id
    from customer_segments
    where segment_id in :headline
),

segment_definitions as (
    select
        segment_id,
        name,
        position
    from segment_definitions
),

message_outcomes as (
    select
        customer_id,
        is_delivered,
        is_opened,
        is_bounced,
        is_complained,
        is_unsubscribed
    from message_outcomes
    where status = 'sent'
        and decided_on >= cast(:as_of - interval '28' day as date)
        and customer_id is not null
),

-- A mail service that never told of a delivery, or of an open, does not count them.
delivered_known as (
    select count(*) as deliveries
    from message_outcomes
    where is_delivered
),

opened_known as (
    select count(*) as nights
    from opens_known
),

counted as (
    select
        customer_segments.segment_id,
        count(distinct message_outcomes.customer_id) as customers,
        count(*) as sent,
        count(case when message_outcomes.is_delivered then 1 end) as delivered,
        count(case when message_outcomes.is_opened then 1 end) as opened,
        count(case when message_outcomes.is_bounced then 1 end) as bounced,
        count(case when message_outcomes.is_complained then 1 end) as complained,
        count(case when message_outcomes.is_unsubscribed then 1 end) as unsubscribed
    from message_outcomes
    inner join customer_segments
        on customer_segments.customer_id = message_outcomes.customer_id
    group by customer_segments.segment_id
),

outcomes as (
    select
        counted.segment_id,
        segment_definitions.name,
        segment_definitions.position,
        counted.customers,
        counted.sent,
        case when delivered_known.deliveries > 0 then counted.delivered end as delivered,
        case when opened_known.nights > 0 then counted.opened end as opened,
        counted.bounced,
        counted.complained,
        counted.unsubscribed
    from counted
    inner join segment_definitions
        on segment_definitions.segment_id = counted.segment_id
    cross join delivered_known
    cross join opened_known
    where counted.customers >= :minimum_segment
)

select * from outcomes
order by position, segment_id
