-- One row per customer, occasion and date that comes round every year.
with customers as (
    select
        customer_id,
        birth_date,
        signed_up_on
    from customers
),

customer_zones as (
    select
        customer_id,
        zone
    from customer_zones
),

profiles as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
    where seen_on = :as_of
),

-- Birth and sign-up are the customer's own columns.
stg_life_events as (
    select
        id_space,
        customer_id as source_customer_id,
        kind as occasion,
        date
    from stg_life_events
    where kind is not null and kind not in ('birth_date', 'signed_up_on')
),

customer_aliases as (
    select
        alias_id,
        customer_id
    from customer_aliases
),

splits as (
    select customer_id
    from identity_changes
    where change = 'split'
),

previous_life_dates as (
    select
        customer_id,
        occasion,
        date,
        zone
    from previous_life_dates
),

-- What was known of those who were joined to another.
joined_dates as (
    select
        customer_aliases.customer_id,
        previous_life_dates.occasion,
        previous_life_dates.date,
        bool_or(previous_life_dates.zone = customer_zones.zone) as is_here
    from customer_aliases
    inner join previous_life_dates
        on customer_aliases.alias_id = previous_life_dates.customer_id
    inner join customer_zones on customer_aliases.customer_id = customer_zones.customer_id
    group by
        customer_aliases.customer_id,
        previous_life_dates.occasion,
        previous_life_dates.date
),

-- What a source begins to tell about everybody is no news of anybody.
previous_occasions as (
    select occasion
    from previous_life_dates
    group by occasion
),

dates as (
    select
        customer_id,
        'birth_date' as occasion,
        birth_date as date
    from customers
    where birth_date is not null
    union all
    select
        customer_id,
        'signed_up_on' as occasion,
        signed_up_on as date
    from customers
    where signed_up_on is not null
    union all
    select
        profiles.customer_id,
        stg_life_events.occasion,
        stg_life_events.date
    from stg_life_events
    inner join profiles
        on stg_life_events.id_space = profiles.id_space
        and stg_life_events.source_customer_id = profiles.source_customer_id
    group by profiles.customer_id, stg_life_events.occasion, stg_life_events.date
),

-- Years that systems write for a birthday without one: the first, a leap year, Apple's, Excel's.
parts as (
    select
        customer_id,
        occasion,
        date,
        cast(month(date) as integer) as month,
        cast(day(date) as integer) as day,
        case
            when year(date) not in (1, 4, 1604, 1900, 1904) then cast(year(date) as integer)
        end as year,
        occasion = 'birth_date' or occasion like '%birthday' as is_birth
    from dates
),

births as (
    select
        occasion,
        date,
        count(*) as customers
    from parts
    where is_birth
    group by occasion, date
),

births_known as (
    select
        occasion,
        sum(customers) as customers
    from births
    group by occasion
),

-- Nobody shares a birth date with one in a hundred: it is what a form or an import filled in.
shared_dates as (
    select
        births.occasion,
        births.date
    from births
    inner join births_known on births.occasion = births_known.occasion
    where births.customers > 20 and births.customers * 100 > births_known.customers
),

judged as (
    select
        parts.customer_id,
        parts.occasion,
        parts.date,
        parts.month,
        parts.day,
        parts.year,
        parts.year + case
            when parts.occasion in ('birth_date', 'signed_up_on') then 1
            else 0
        end as first_year,
        case
            when parts.date in (
                date '0001-01-01', date '1899-12-30', date '1900-01-01',
                date '1904-01-01', date '1970-01-01'
            ) then 'placeholder'
            when shared_dates.date is not null then 'shared'
            when date_diff('year', parts.date, :as_of) > 120 and parts.year is not null
                then 'too-old'
            when parts.occasion in ('birth_date', 'signed_up_on') and parts.date > :as_of
                then 'not-yet'
        end as quarantined
    from parts
    left join shared_dates
        on parts.occasion = shared_dates.occasion
        and parts.date = shared_dates.date
),

-- Only life events have several dates of a kind; a second child leaves the first its place.
placed as (
    select
        judged.*,
        1 as nth
    from judged
    where occasion in ('birth_date', 'signed_up_on')
    union all
    select
        judged.*,
        cast(row_number() over (
            partition by customer_id, occasion, quarantined
            order by date
        ) as integer) as nth
    from judged
    where occasion not in ('birth_date', 'signed_up_on')
),

-- Who was part of another customer is no news either.
compared as (
    select
        placed.customer_id,
        placed.occasion,
        placed.date,
        placed.month,
        placed.day,
        placed.year,
        placed.first_year,
        placed.nth,
        customer_zones.zone,
        placed.quarantined,
        case
            when previous_life_dates.zone = customer_zones.zone or joined_dates.is_here then null
            when previous_life_dates.customer_id is not null
                or joined_dates.customer_id is not null then 'moved'
            when previous_occasions.occasion is not null
                and splits.customer_id is null then 'learned'
        end as change
    from placed
    inner join customer_zones on placed.customer_id = customer_zones.customer_id
    left join splits on placed.customer_id = splits.customer_id
    left join previous_life_dates
        on placed.customer_id = previous_life_dates.customer_id
        and placed.occasion = previous_life_dates.occasion
        and placed.date = previous_life_dates.date
    left join joined_dates
        on placed.customer_id = joined_dates.customer_id
        and placed.occasion = joined_dates.occasion
        and placed.date = joined_dates.date
    left join previous_occasions on placed.occasion = previous_occasions.occasion
)

select * from compared
