-- One row per customer with an event: what they do between orders.
with stg_events as (
    select
        id_space,
        customer_id,
        occurred_at,
        occurred_on,
        lower(name) as word,
        device,
        os,
        app_version
    from stg_events
    where occurred_at < :cutoff
),

identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
),

event_words as (
    select
        word,
        kind,
        case kind when 'view' then 1 when 'cart' then 3 when 'share' then 5 else 0 end as points
    from event_words
),

decay as (
    select
        days,
        weight
    from decay
),

customer_events as (
    select
        identity_map.customer_id,
        stg_events.device,
        stg_events.os,
        stg_events.app_version,
        stg_events.occurred_at,
        stg_events.occurred_on,
        date_diff('day', stg_events.occurred_on, :as_of) as days,
        event_words.kind,
        event_words.points * decay.weight as points
    from stg_events
    inner join identity_map
        on identity_map.id_space = stg_events.id_space
        and identity_map.source_customer_id = stg_events.customer_id
    left join event_words
        on event_words.word = stg_events.word
    left join decay
        on decay.days = date_diff('day', stg_events.occurred_on, :as_of)
),

-- Summed first by what they were done with: few rows a customer, from which the rest follows.
used as (
    select
        customer_id,
        device,
        os,
        app_version,
        max(occurred_at) as last_at,
        min(days) as days_since_event,
        count(*) as events,
        count(case when days <= 30 then 1 end) as events_30d,
        count(case when days <= 90 then 1 end) as events_90d,
        count(case when kind = 'view' and days <= 90 then 1 end) as views_90d,
        count(case when kind = 'cart' and days <= 90 then 1 end) as carts_90d,
        count(case when kind = 'share' then 1 end) as shares,
        count(case when kind = 'referral' then 1 end) as referrals,
        max(case when kind = 'cart' then occurred_on end) as last_cart_on,
        coalesce(sum(points), 0) as points
    from customer_events
    group by customer_id, device, os, app_version
),

summed as (
    select
        customer_id,
        cast(min(days_since_event) as integer) as days_since_event,
        cast(sum(events) as bigint) as events,
        cast(sum(events_30d) as bigint) as events_30d,
        cast(sum(events_90d) as bigint) as events_90d,
        cast(sum(views_90d) as bigint) as views_90d,
        cast(sum(carts_90d) as bigint) as carts_90d,
        cast(sum(shares) as bigint) as shares,
        cast(sum(referrals) as bigint) as referrals,
        max(last_cart_on) as last_cart_on,
        cast(sum(points) as decimal(38, 12)) as event_points
    from used
    group by customer_id
),

things as (
    select
        customer_id,
        case
            when grouping(device) = 0 then 'device'
            when grouping(os) = 0 then 'os'
            else 'app version'
        end as kind,
        coalesce(device, os, app_version) as name,
        cast(sum(events) as bigint) as events,
        max(last_at) as last_at
    from used
    group by grouping sets ((customer_id, device), (customer_id, os), (customer_id, app_version))
),

-- The least of (−events, name): most events, and of those with as many the smallest name.
favourites as (
    select
        customer_id,
        count(case when kind = 'device' then 1 end) as devices,
        min(cast(row(-events, name) as row(events bigint, name varchar)))
            filter (where kind = 'device') as device,
        min(cast(row(-events, name) as row(events bigint, name varchar)))
            filter (where kind = 'os') as os,
        max(cast(row(last_at, name) as row(last_at timestamp(3), name varchar)))
            filter (where kind = 'app version') as app_version
    from things
    where name is not null
    group by customer_id
),

joined as (
    select
        summed.customer_id,
        summed.events,
        summed.events_30d,
        summed.events_90d,
        summed.views_90d,
        summed.carts_90d,
        summed.shares,
        summed.referrals,
        summed.days_since_event,
        favourites.device.name as device,
        favourites.os.name as os,
        favourites.app_version.name as app_version,
        coalesce(favourites.devices, 0) as devices,
        summed.last_cart_on,
        summed.event_points
    from summed
    left join favourites
        on favourites.customer_id = summed.customer_id
)

select * from joined
