-- One row per customer: the time zone that they are in, as far as anything tells.
with customers as (
    select
        customer_id,
        lower(trim(timezone)) as zone_name,
        lower(trim(country)) as country,
        lower(trim(region)) as region
    from customers
),

known_zones as (
    select
        name,
        zone
    from known_zones
),

region_zones as (
    select
        country,
        region,
        zone
    from zone_places
    where region <> ''
),

country_zones as (
    select
        country,
        zone
    from zone_places
    where region = ''
),

located as (
    select
        customers.customer_id,
        coalesce(
            known_zones.zone, region_zones.zone, country_zones.zone, :company_zone
        ) as zone,
        case
            when known_zones.zone is not null then 'profile'
            when region_zones.zone is not null then 'region'
            when country_zones.zone is not null then 'country'
            else 'company'
        end as told_by
    from customers
    left join known_zones on customers.zone_name = known_zones.name
    left join region_zones
        on customers.country = region_zones.country
        and customers.region = region_zones.region
    left join country_zones on customers.country = country_zones.country
)

select * from located
