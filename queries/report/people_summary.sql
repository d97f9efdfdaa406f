-- One row: how many profiles of how many sources became how many customers, and what was left out.
with identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
    where seen_on = :as_of
),

people as (
    select
        count(*) as profiles,
        count(distinct id_space) as id_spaces,
        count(distinct customer_id) as customers
    from identity_map
),

identity_cuts as (
    select
        count(case when reason = 'too-many' then 1 end) as too_many,
        cast(coalesce(sum(case when reason = 'too-many' then profiles end), 0) as bigint)
            as too_many_profiles,
        count(case when reason = 'different-people' then 1 end) as different_people
    from identity_cuts
),

identity_links as (
    select
        id_space,
        source_customer_id,
        max(case when kind = 'email' then 1 else 0 end) as by_email,
        max(case when kind = 'phone' then 1 else 0 end) as by_phone
    from identity_links
    where group_id is not null
    group by id_space, source_customer_id
),

joined as (
    select
        cast(coalesce(sum(by_email), 0) as bigint) as by_email,
        cast(coalesce(sum(by_phone), 0) as bigint) as by_phone
    from identity_links
),

objections as (
    select count(case when not is_profiled then 1 end) as not_profiled
    from customers
),

summary as (
    select
        people.profiles,
        people.id_spaces,
        people.customers,
        people.profiles - people.customers as joined,
        joined.by_email,
        joined.by_phone,
        identity_cuts.too_many,
        identity_cuts.too_many_profiles,
        identity_cuts.different_people,
        objections.not_profiled
    from people
    cross join identity_cuts
    cross join joined
    cross join objections
)

select * from summary
