-- One row per customer: who and where they are.
with aged as (
    select
        *,
        case
            when birth_date > date '1900-01-01' and birth_date <= :as_of
                and date_diff('year', birth_date, :as_of) <= 120
                then cast(date_diff('year', birth_date, :as_of) as integer)
        end as age
    from customers
),

home_countries as (
    select country, count(*) as customers
    from customers
    where country is not null
    group by country
),

home as (
    select min(country) as country
    from home_countries
    where customers = (select max(customers) from home_countries)
),

cities as (
    select country, city, count(*) as customers
    from customers
    where city is not null
    group by country, city
),

large_cities as (
    select country, city
    from cities
    order by customers desc, city, country
    limit 10
)

select
    aged.customer_id,
    aged.age,
    case
        when aged.age < 18 then 'under 18'
        when aged.age < 25 then '18-24'
        when aged.age < 35 then '25-34'
        when aged.age < 45 then '35-44'
        when aged.age < 55 then '45-54'
        when aged.age < 65 then '55-64'
        when aged.age >= 65 then '65+'
    end as age_band,
    cast(case when aged.age is not null then month(aged.birth_date) end as integer)
        as birth_month,
    aged.gender,
    aged.country,
    aged.region,
    aged.city,
    aged.language,
    aged.timezone,
    case when aged.country is not null then aged.country = home.country end as is_home_country,
    case when aged.city is not null then large_cities.city is not null end as is_large_city,
    countries.continent,
    countries.hemisphere,
    countries.climate,
    case
        when countries.hemisphere is null then cast(null as varchar)
        when (countries.hemisphere = 'northern') = (month(:as_of) in (3, 4, 5)) and month(:as_of) in (3, 4, 5, 9, 10, 11) then 'spring'
        when month(:as_of) in (3, 4, 5, 9, 10, 11) then 'autumn'
        when (countries.hemisphere = 'northern') = (month(:as_of) in (6, 7, 8)) then 'summer'
        else 'winter'
    end as season,
    aged.email is not null as has_email,
    aged.phone is not null as has_phone,
    aged.account_id is not null as is_business,
    cast(date_diff('day', aged.signed_up_on, :as_of) as integer) as days_since_signup
from aged
cross join home
left join large_cities
    on aged.city = large_cities.city
    and coalesce(aged.country, '') = coalesce(large_cities.country, '')
left join countries on lower(aged.country) = lower(countries.country)
