-- One row per customer and time zone that they left lately: a day may have come round there.
with customer_zones as (
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

previous_zone_moves as (
    select
        customer_id,
        zone,
        left_at
    from previous_zone_moves
    where left_at >= :oldest_move
),

left_zones as (
    select
        customer_id,
        zone,
        left_at
    from previous_zone_moves
    union all
    select
        customer_id,
        zone,
        :decided_until as left_at
    from previous_customer_zones
),

-- Who was joined to somebody brings along where they were.
mapped as (
    select
        coalesce(customer_aliases.customer_id, left_zones.customer_id) as customer_id,
        left_zones.zone,
        left_zones.left_at
    from left_zones
    left join customer_aliases on left_zones.customer_id = customer_aliases.alias_id
),

moves as (
    select
        mapped.customer_id,
        mapped.zone,
        max(mapped.left_at) as left_at
    from mapped
    inner join customer_zones on mapped.customer_id = customer_zones.customer_id
    where mapped.zone <> customer_zones.zone
    group by mapped.customer_id, mapped.zone
)

select * from moves
