-- One row per customer with an email event.
with stg_email_events as (
    select
        id_space,
        customer_id,
        lower(kind) as kind,
        date_diff('day', "on", :as_of) as days
    from stg_email_events
    where "at" < :cutoff
),

identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
),

decay as (
    select
        days,
        weight
    from decay
),

customer_mail as (
    select
        identity_map.customer_id,
        stg_email_events.kind,
        stg_email_events.days,
        case stg_email_events.kind when 'open' then 1 when 'click' then 3 else 0 end
            * decay.weight as points
    from stg_email_events
    inner join identity_map
        on identity_map.id_space = stg_email_events.id_space
        and identity_map.source_customer_id = stg_email_events.customer_id
    left join decay
        on decay.days = stg_email_events.days
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
