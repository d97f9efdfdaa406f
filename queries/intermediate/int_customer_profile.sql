-- One row per customer: who and where they are.
with customers as (
    select
        customer_id,
        birth_date,
        gender,
        country,
        region,
        city,
        language,
        timezone,
        email,
        phone,
        account_id,
        signed_up_on
    from customers
),

countries as (
    select
        lower(country) as country,
        continent,
        hemisphere,
        climate
    from countries
),

places as (
    select
        country,
        city,
        count(*) as customers
    from customers
    group by country, city
),

home_countries as (
    select
        country,
        sum(customers) as customers
    from places
    where country is not null
    group by country
    order by customers desc, country
    limit 1
),

-- A city of the same name in another country is another city.
large_cities as (
    select
        coalesce(country, '') as country,
        city
    from places
    where city is not null
    order by customers desc, city, country
    limit 10
),

-- Systems that know no birth date write one of these; nobody is older than 120.
born as (
    select
        customers.*,
        case
            when birth_date not in (date '1900-01-01', date '1970-01-01')
                and birth_date <= :as_of
                and date_diff('year', birth_date, :as_of) <= 120
                then birth_date
        end as born_on
    from customers
),

aged as (
    select
        born.*,
        date_diff('year', born_on, :as_of) as age
    from born
),

described as (
    select
        aged.customer_id,
        cast(aged.age as integer) as age,
        case
            when aged.age < 18 then 'under 18'
            when aged.age < 25 then '18-24'
            when aged.age < 35 then '25-34'
            when aged.age < 45 then '35-44'
            when aged.age < 55 then '45-54'
            when aged.age < 65 then '55-64'
            when aged.age >= 65 then '65+'
        end as age_band,
        cast(month(aged.born_on) as integer) as birth_month,
        aged.gender,
        aged.country,
        aged.region,
        aged.city,
        aged.language,
        aged.timezone,
        case
            when aged.country is not null then home_countries.country is not null
        end as is_home_country,
        case when aged.city is not null then large_cities.city is not null end as is_large_city,
        countries.continent,
        countries.hemisphere,
        countries.climate,
        -- December to February is winter in the north and summer in the south, and so on.
        case
            when countries.hemisphere is not null then element_at(
                array['winter', 'spring', 'summer', 'autumn'],
                (
                    month(:as_of) % 12 / 3
                    + case countries.hemisphere when 'southern' then 2 else 0 end
                ) % 4 + 1
            )
        end as season,
        aged.email is not null as has_email,
        aged.phone is not null as has_phone,
        aged.account_id is not null as is_business,
        case
            when aged.signed_up_on <= :as_of
                then cast(date_diff('day', aged.signed_up_on, :as_of) as integer)
        end as days_since_signup
    from aged
    left join home_countries
        on home_countries.country = aged.country
    left join large_cities
        on large_cities.city = aged.city
        and large_cities.country = coalesce(aged.country, '')
    left join countries
        on countries.country = lower(aged.country)
)

select * from described
