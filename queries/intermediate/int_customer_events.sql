-- One row per customer with an event: what they do between orders.
with seen as (
    select
        identity_map.customer_id,
        stg_events.occurred_at,
        stg_events.occurred_on,
        stg_events.device,
        stg_events.os,
        stg_events.app_version,
        event_words.kind,
        date_diff('day', stg_events.occurred_on, :as_of) as days
    from stg_events
    inner join identity_map
        on stg_events.id_space = identity_map.id_space
        and stg_events.customer_id = identity_map.source_customer_id
    left join event_words on lower(stg_events.name) = event_words.word
    where stg_events.occurred_at < :cutoff
),

summed as (
    select
        seen.customer_id,
        count(*) as events,
        count(*) filter (where seen.days <= 30) as events_30d,
        count(*) filter (where seen.days <= 90) as events_90d,
        count(*) filter (where seen.kind = 'view' and seen.days <= 90) as views_90d,
        count(*) filter (where seen.kind = 'cart' and seen.days <= 90) as carts_90d,
        count(*) filter (where seen.kind = 'share') as shares,
        count(*) filter (where seen.kind = 'referral') as referrals,
        min(seen.days) as days_since_event,
        count(distinct seen.device) as devices,
        max(seen.occurred_on) filter (where seen.kind = 'cart') as last_cart_on,
        sum(
            decay.weight * case seen.kind
                when 'view' then 1 when 'cart' then 3 when 'share' then 5 else 0
            end
        ) as event_points
    from seen
    left join decay on seen.days = decay.days
    group by seen.customer_id
),

devices as (
    select customer_id, device, count(*) as events
    from seen
    where device is not null
    group by customer_id, device
),

most_devices as (
    select customer_id, max(events) as events
    from devices
    group by customer_id
),

main_devices as (
    select devices.customer_id, min(devices.device) as device
    from devices
    inner join most_devices
        on devices.customer_id = most_devices.customer_id
        and devices.events = most_devices.events
    group by devices.customer_id
),

systems as (
    select customer_id, os, count(*) as events
    from seen
    where os is not null
    group by customer_id, os
),

most_systems as (
    select customer_id, max(events) as events
    from systems
    group by customer_id
),

main_systems as (
    select systems.customer_id, min(systems.os) as os
    from systems
    inner join most_systems
        on systems.customer_id = most_systems.customer_id
        and systems.events = most_systems.events
    group by systems.customer_id
),

version_times as (
    select customer_id, max(occurred_at) as occurred_at
    from seen
    where app_version is not null
    group by customer_id
),

latest_versions as (
    select seen.customer_id, max(seen.app_version) as app_version
    from seen
    inner join version_times
        on seen.customer_id = version_times.customer_id
        and seen.occurred_at = version_times.occurred_at
    group by seen.customer_id
)

select
    summed.customer_id,
    summed.events,
    summed.events_30d,
    summed.events_90d,
    summed.views_90d,
    summed.carts_90d,
    summed.shares,
    summed.referrals,
    cast(summed.days_since_event as integer) as days_since_event,
    main_devices.device,
    main_systems.os,
    latest_versions.app_version,
    summed.devices,
    summed.last_cart_on,
    cast(coalesce(summed.event_points, 0) as decimal(38,12)) as event_points
from summed
left join main_devices on summed.customer_id = main_devices.customer_id
left join main_systems on summed.customer_id = main_systems.customer_id
left join latest_versions on summed.customer_id = latest_versions.customer_id
