-- One row per customer, campaign and day of a calendar that is due tonight.
with campaign_days as (
    select
        campaign_id,
        occasion,
        occurrence,
        occasion_on,
        place,
        hemisphere,
        faith,
        send_time,
        local_date,
        expires_on,
        window_days,
        is_new,
        is_rescheduled,
        last_send_time,
        last_local_date
    from campaign_days
),

campaign_places as (
    select
        campaign_id,
        country,
        region,
        place
    from campaign_places
),

night_days as (
    select
        zone,
        send_time,
        local_date,
        send_at,
        owed_at,
        send_on,
        turn,
        late_days
    from night_days
),

customers as (
    select
        customer_id,
        lower(trim(country)) as country,
        lower(trim(region)) as region
    from customers
),

countries as (
    select
        lower(country) as country,
        code,
        hemisphere
    from countries
),

customer_zones as (
    select
        customer_id,
        zone
    from customer_zones
),

customer_aliases as (
    select
        alias_id,
        customer_id
    from customer_aliases
),

previous_customer_zones as (
    select
        customer_id,
        zone
    from previous_customer_zones
),

zone_moves as (
    select
        customer_id,
        zone,
        left_at
    from zone_moves
),

-- Where those who were joined to another were last night.
joined_zones as (
    select
        customer_aliases.customer_id,
        previous_customer_zones.zone
    from customer_aliases
    inner join previous_customer_zones
        on customer_aliases.alias_id = previous_customer_zones.customer_id
),

joined_moves as (
    select
        joined_zones.customer_id,
        bool_or(joined_zones.zone <> customer_zones.zone) as has_moved
    from joined_zones
    inner join customer_zones on joined_zones.customer_id = customer_zones.customer_id
    group by joined_zones.customer_id
),

previous_zones as (
    select * from previous_customer_zones
    union all
    select * from joined_zones
),

located as (
    select
        customers.customer_id,
        customers.country,
        customers.region,
        countries.code,
        countries.hemisphere,
        customer_zones.zone,
        coalesce(previous_customer_zones.zone <> customer_zones.zone, false)
        or coalesce(joined_moves.has_moved, false) as has_moved,
        coalesce(previous_customer_zones.customer_id, joined_moves.customer_id) is not null
            as was_known
    from customers
    inner join customer_zones on customers.customer_id = customer_zones.customer_id
    left join countries on customers.country = countries.country
    left join previous_customer_zones
        on customers.customer_id = previous_customer_zones.customer_id
    left join joined_moves on customers.customer_id = joined_moves.customer_id
),

-- The narrowest place of a campaign’s list, by region or by what stands as the country: Scotland.
placed as (
    select
        located.*,
        whole_countries.campaign_id,
        coalesce(by_region.place, by_country.place, whole_countries.place) as place
    from located
    inner join campaign_places as whole_countries
        on located.code = whole_countries.country
        and whole_countries.region = ''
    left join campaign_places as by_region
        on whole_countries.campaign_id = by_region.campaign_id
        and located.code = by_region.country
        and located.region = by_region.region
    left join campaign_places as by_country
        on whole_countries.campaign_id = by_country.campaign_id
        and located.code = by_country.country
        and located.country = by_country.region
),

-- What an earlier night decided comes up again only for whom it was another time then.
nights as (
    select
        campaign_days.*,
        night_days.zone,
        night_days.send_at,
        night_days.send_on,
        night_days.turn,
        night_days.late_days
    from campaign_days
    inner join night_days
        on campaign_days.send_time = night_days.send_time
        and campaign_days.local_date = night_days.local_date
    where night_days.turn = 'tonight'
        or (not campaign_days.is_new and night_days.late_days <= campaign_days.window_days)
),

kept as (
    select
        located.customer_id,
        located.hemisphere as lives_in,
        located.has_moved,
        located.was_known,
        nights.*
    from nights
    inner join located on nights.zone = located.zone
    where nights.place is null
    union all
    select
        placed.customer_id,
        placed.hemisphere as lives_in,
        placed.has_moved,
        placed.was_known,
        nights.*
    from nights
    inner join placed
        on nights.campaign_id = placed.campaign_id
        and nights.place = placed.place
        and nights.zone = placed.zone
),

owed as (
    select *
    from kept
    where (hemisphere is null or hemisphere = lives_in)
        and (
            turn in ('tonight', 'missed')
            or has_moved
            or (is_rescheduled and was_known)
        )
),

-- By day and hour, the zones where an earlier night had its say.
days_before as (
    select
        send_time,
        local_date,
        array_agg(zone) as zones
    from night_days
    where turn = 'before'
    group by send_time, local_date
),

-- It had come round already where the customer was, or at the hour that the campaign had.
came_round as (
    select
        owed.customer_id,
        owed.campaign_id,
        owed.occasion,
        owed.occurrence
    from owed
    inner join previous_zones on owed.customer_id = previous_zones.customer_id
    inner join days_before
        on owed.last_send_time = days_before.send_time
        and owed.last_local_date = days_before.local_date
    where (owed.has_moved or owed.is_rescheduled)
        and contains(days_before.zones, previous_zones.zone)
    union all
    select
        owed.customer_id,
        owed.campaign_id,
        owed.occasion,
        owed.occurrence
    from owed
    inner join zone_moves on owed.customer_id = zone_moves.customer_id
    inner join night_days
        on zone_moves.zone = night_days.zone
        and owed.last_send_time = night_days.send_time
        and owed.last_local_date = night_days.local_date
    where night_days.owed_at < zone_moves.left_at
),

decided as (
    select
        customer_id,
        campaign_id,
        occasion,
        occurrence
    from came_round
    group by customer_id, campaign_id, occasion, occurrence
),

due as (
    select
        owed.customer_id,
        owed.campaign_id,
        owed.occasion,
        owed.occurrence,
        owed.occasion_on,
        owed.faith,
        owed.send_at,
        owed.send_on,
        owed.zone as send_zone,
        owed.expires_on,
        case
            when owed.turn = 'tonight' then 'on-time'
            when owed.turn = 'missed' then 'missed-night'
            when owed.has_moved then 'moved'
            else 'rescheduled'
        end as due_reason,
        owed.late_days > 0 as is_late
    from owed
    left join decided
        on owed.customer_id = decided.customer_id
        and owed.campaign_id = decided.campaign_id
        and owed.occasion = decided.occasion
        and owed.occurrence = decided.occurrence
    where decided.customer_id is null
)

select * from due
