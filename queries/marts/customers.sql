-- One row per customer known tonight.
with profiles as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
    where seen_on = :as_of
),

-- The last word on profiling.
objections as (
    select
        customer_id,
        granted,
        granted and (expires_at is null or expires_at > :cutoff) as is_agreed
    from customer_consents
    where purpose = 'profiling'
),

lake_salt as (
    select salt
    from lake_salt
),

-- Each source's record of a customer; nulls for one who only ordered.
records as (
    select
        profiles.customer_id,
        source_ranks.position,
        stg_customers.updated_at,
        stg_customers.customer_id as source_customer_id,
        stg_customers.email,
        case when stg_customers.email is not null and (
            stg_customers.email_verified or stg_customers.source in :trusted
        ) then 0 else 1 end as unverified,
        stg_customers.phone,
        stg_customers.first_name,
        stg_customers.last_name,
        stg_customers.birth_date,
        stg_customers.gender,
        stg_customers.country,
        stg_customers.region,
        stg_customers.city,
        stg_customers.timezone,
        stg_customers.language,
        stg_customers.signed_up_on,
        stg_customers.account_id
        -- attributes
    from profiles
    left join stg_customers
        on profiles.id_space = stg_customers.id_space
        and profiles.source_customer_id = stg_customers.customer_id
    left join source_ranks on stg_customers.source = source_ranks.source
),

-- Few customers have more than one record, and ranking all of them would cost most of the query.
several as (
    select customer_id
    from records
    group by customer_id
    having count(*) > 1
),

single_customers as (
    select
        customer_id,
        email,
        phone,
        first_name,
        last_name,
        birth_date,
        gender,
        country,
        region,
        city,
        timezone,
        language,
        signed_up_on,
        account_id
        -- attributes
    from records
    where not exists (
        select 1
        from several
        where several.customer_id = records.customer_id
    )
),

-- Each column comes from the source listed first that knows it, then from the latest record.
ranked_records as (
    select
        records.*,
        row_number() over (
            partition by records.customer_id
            order by
                records.position nulls last,
                records.updated_at desc nulls last,
                records.source_customer_id nulls last
        ) as place
    from records
    inner join several on records.customer_id = several.customer_id
),

joined_customers as (
    select
        customer_id,
        min_by(email, unverified * 1000000 + place) filter (where email is not null) as email,
        min_by(phone, place) filter (where phone is not null) as phone,
        min_by(first_name, place) filter (where first_name is not null) as first_name,
        min_by(last_name, place) filter (where last_name is not null) as last_name,
        min_by(birth_date, place) filter (where birth_date is not null) as birth_date,
        min_by(gender, place) filter (where gender is not null) as gender,
        min_by(country, place) filter (where country is not null) as country,
        min_by(region, place) filter (where region is not null) as region,
        min_by(city, place) filter (where city is not null) as city,
        min_by(timezone, place) filter (where timezone is not null) as timezone,
        min_by(language, place) filter (where language is not null) as language,
        min_by(signed_up_on, place) filter (where signed_up_on is not null) as signed_up_on,
        min_by(account_id, place) filter (where account_id is not null) as account_id
        -- attributes
    from ranked_records
    group by customer_id
),

all_customers as (
    select * from single_customers
    union all
    select * from joined_customers
),

profiled as (
    select
        all_customers.*,
        lower(to_hex(sha256(to_utf8(lake_salt.salt || ':' || all_customers.customer_id))))
            as subject,
        case
            when :profiling = 'opt-in' then coalesce(objections.is_agreed, false)
            else coalesce(objections.granted, true)
        end as is_profiled
    from all_customers
    cross join lake_salt
    left join objections on objections.customer_id = all_customers.customer_id
)

select * from profiled
