-- One row per phone number as it is written and country, of those that may be the same as another:
-- the last eight digits of a number are the same however it is written.
with profiles as (
    select
        id_space,
        customer_id,
        phone,
        country
    from stg_customers
    where phone is not null
        and first_name is not null
    union
    select
        id_space,
        customer_id,
        phone,
        country
    from previous_stg_customers
    where phone is not null
        and first_name is not null
),

ends as (
    select
        id_space || ':' || customer_id as profile,
        phone,
        coalesce(country, '') as country,
        substr('00000000' || regexp_replace(phone, '[^0-9]'), -8) as last_digits
    from profiles
    where length(regexp_replace(phone, '[^0-9]')) >= 5
),

shared as (
    select last_digits
    from ends
    group by last_digits
    having min(profile) <> max(profile)
),

numbers as (
    select
        ends.phone,
        ends.country
    from ends
    inner join shared on shared.last_digits = ends.last_digits
    group by ends.phone, ends.country
)

select * from numbers
order by phone, country
