-- One row per customer with an email event, of the shop's own emails or of ours.
with stg_email_events as (
    select
        id_space,
        customer_id,
        lower(kind) as kind,
        "on"
    from stg_email_events
    where "at" < :cutoff
),

stg_mail_events as (
    select
        message_id,
        kind,
        "on"
    from stg_mail_events
    where "at" < :cutoff
),

message_outcomes as (
    select
        message_id,
        customer_id
    from message_outcomes
    where customer_id is not null
),

identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
),

email_events as (
    select
        identity_map.customer_id,
        stg_email_events.kind,
        date_diff('day', stg_email_events."on", :as_of) as days
    from stg_email_events
    inner join identity_map
        on identity_map.id_space = stg_email_events.id_space
        and identity_map.source_customer_id = stg_email_events.customer_id
    union all
    select
        message_outcomes.customer_id,
        stg_mail_events.kind,
        date_diff('day', stg_mail_events."on", :as_of) as days
    from stg_mail_events
    inner join message_outcomes on message_outcomes.message_id = stg_mail_events.message_id
),

decay as (
    select
        days,
        weight
    from decay
),

customer_mail as (
    select
        email_events.customer_id,
        email_events.kind,
        email_events.days,
        case email_events.kind when 'open' then 1 when 'click' then 3 else 0 end
            * decay.weight as points
    from email_events
    left join decay on decay.days = email_events.days
),

summed as (
    select
        customer_id,
        count(case when kind = 'open' and days <= 90 then 1 end) as opens_90d,
        count(case when kind = 'click' and days <= 90 then 1 end) as clicks_90d,
        cast(coalesce(sum(points), 0) as decimal(38, 12)) as mail_points
    from customer_mail
    group by customer_id
)

select * from summed
