-- One row per profile and key that others have too, or that is in no source tonight.
-- docs/identity.md says who is joined, and why.
with records as (
    select
        id_space,
        customer_id as source_customer_id,
        source,
        email,
        email_verified,
        phone,
        country,
        first_name,
        last_name,
        birth_date,
        false as is_away
    from stg_customers
    union all
    select
        id_space,
        customer_id as source_customer_id,
        source,
        email,
        email_verified,
        phone,
        country,
        first_name,
        last_name,
        birth_date,
        true as is_away
    from previous_stg_customers
    where not exists (
        select 1
        from stg_customers
        where stg_customers.id_space = previous_stg_customers.id_space
            and stg_customers.customer_id = previous_stg_customers.customer_id
    )
    and not exists (
        select 1
        from erased_profiles
        where erased_profiles.id_space = previous_stg_customers.id_space
            and erased_profiles.source_customer_id = previous_stg_customers.customer_id
    )
),

source_ranks as (
    select
        source,
        position
    from source_ranks
),

phone_numbers as (
    select
        phone,
        country,
        e164
    from phone_numbers
    where e164 is not null
),

-- What was last known of those who have been away for longer.
carried as (
    select
        id_space,
        source_customer_id,
        kind,
        value,
        detail,
        first_name,
        birth_date,
        is_proven
    from previous_identity_keys
    where is_away
        and kind in :keys
        and exists (
            select 1
            from previous_identity_map
            where previous_identity_map.id_space = previous_identity_keys.id_space
                and previous_identity_map.source_customer_id
                    = previous_identity_keys.source_customer_id
                and previous_identity_map.seen_on >= :oldest_kept
        )
        and not exists (
            select 1
            from stg_customers
            where stg_customers.id_space = previous_identity_keys.id_space
                and stg_customers.customer_id = previous_identity_keys.source_customer_id
        )
        and not exists (
            select 1
            from erased_profiles
            where erased_profiles.id_space = previous_identity_keys.id_space
                and erased_profiles.source_customer_id
                    = previous_identity_keys.source_customer_id
        )
),

-- Names without case, accents and signs; a date that forms fill in is not known.
people as (
    select
        records.*,
        nullif(regexp_replace(
            translate(
                lower(normalize(first_name)),
                'àáâãäåāăąçćčďđèéêëēĕėęěğģíìîïīįıķĺļľłñńņňòóôõöøōőŕřśşšșťţțùúûüūůűųýÿźżž',
                'aaaaaaaaacccddeeeeeeeeeggiiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuyyzzz'
            ),
            '[\s.,''’`´-]+'
        ), '') as first_known,
        nullif(regexp_replace(
            translate(
                lower(normalize(last_name)),
                'àáâãäåāăąçćčďđèéêëēĕėęěğģíìîïīįıķĺļľłñńņňòóôõöøōőŕřśşšșťţțùúûüūůűųýÿźżž',
                'aaaaaaaaacccddeeeeeeeeeggiiiiiiikllllnnnnoooooooorrsssstttuuuuuuuuyyzzz'
            ),
            '[\s.,''’`´-]+'
        ), '') as last_known,
        case
            when year(birth_date) not in (1, 4, 1604, 1900, 1904)
                and birth_date not in (date '1899-12-30', date '1970-01-01')
                then birth_date
        end as born_on
    from records
),

-- Who gave an address that was never confirmed is joined to nobody by it, but is one of those who
-- may have it.
email_keys as (
    select
        id_space,
        source_customer_id,
        'email' as kind,
        lower(trim(email)) as address,
        '' as detail,
        coalesce(email_verified, false) or coalesce(source in :trusted, false) as is_proven,
        is_away
    from records
    where 'email' in :keys
        and email like '%_@_%'
),

-- A number is handed on, and shared at home: it joins those of one name who were born on one day
-- or have one last name too.
phone_keys as (
    select
        people.id_space,
        people.source_customer_id,
        'phone' as kind,
        phone_numbers.e164 as address,
        people.first_known || '|' || details.detail as detail,
        true as is_proven,
        people.is_away
    from people
    inner join phone_numbers
        on people.phone = phone_numbers.phone
        and coalesce(people.country, '') = phone_numbers.country
    cross join unnest(array[people.last_known, cast(people.born_on as varchar)]) as details(detail)
    where 'phone' in :keys
        and people.first_known is not null
        and details.detail is not null
),

seen_keys as (
    select * from email_keys
    union all
    select * from phone_keys
),

hashed_keys as (
    select
        id_space,
        source_customer_id,
        kind,
        lower(to_hex(sha256(to_utf8(address)))) as value,
        case when detail <> '' then lower(to_hex(sha256(to_utf8(detail)))) else '' end as detail,
        cast(null as varchar) as first_name,
        cast(null as date) as birth_date,
        is_proven,
        is_away
    from seen_keys
    union all
    select
        id_space,
        source_customer_id,
        kind,
        value,
        detail,
        first_name,
        birth_date,
        is_proven,
        true as is_away
    from carried
),

shared as (
    select
        kind,
        value
    from hashed_keys
    group by kind, value
    having min(case when is_proven then id_space || ':' || source_customer_id end)
        <> max(case when is_proven then id_space || ':' || source_customer_id end)
),

kept_keys as (
    select
        hashed_keys.id_space,
        hashed_keys.source_customer_id,
        hashed_keys.kind,
        hashed_keys.value,
        hashed_keys.detail,
        max(hashed_keys.first_name) as first_name,
        max(hashed_keys.birth_date) as birth_date,
        bool_or(hashed_keys.is_proven) as is_proven,
        bool_or(hashed_keys.is_away) as is_away,
        bool_or(shared.value is not null) as is_shared
    from hashed_keys
    left join shared
        on shared.kind = hashed_keys.kind
        and shared.value = hashed_keys.value
    where hashed_keys.is_away or shared.value is not null
    group by
        hashed_keys.id_space,
        hashed_keys.source_customer_id,
        hashed_keys.kind,
        hashed_keys.value,
        hashed_keys.detail
),

told as (
    select
        people.id_space,
        people.source_customer_id,
        min(cast(
            row(coalesce(source_ranks.position, 1000), people.first_known)
            as row(position integer, name varchar)
        )) filter (where people.first_known is not null) as first_told,
        min(cast(
            row(coalesce(source_ranks.position, 1000), people.born_on)
            as row(position integer, birth_date date)
        )) filter (where people.born_on is not null) as birth_told
    from people
    left join source_ranks on people.source = source_ranks.source
    where exists (
        select 1
        from kept_keys
        where kept_keys.id_space = people.id_space
            and kept_keys.source_customer_id = people.source_customer_id
    )
    group by people.id_space, people.source_customer_id
),

-- An id that is an address or a phone number is the same whatever its case: one profile.
described as (
    select
        kept_keys.id_space,
        kept_keys.source_customer_id,
        kept_keys.id_space || ':' || case
            when kept_keys.source_customer_id like '%@%'
                then lower(kept_keys.source_customer_id)
            else kept_keys.source_customer_id
        end as profile,
        kept_keys.kind,
        kept_keys.value,
        kept_keys.detail,
        kept_keys.is_proven,
        kept_keys.is_away,
        kept_keys.is_shared,
        coalesce(
            kept_keys.first_name, lower(to_hex(sha256(to_utf8(told.first_told.name))))
        ) as first_name,
        coalesce(kept_keys.birth_date, told.birth_told.birth_date) as birth_date
    from kept_keys
    left join told
        on told.id_space = kept_keys.id_space
        and told.source_customer_id = kept_keys.source_customer_id
),

-- Profiles that have the value: one less than the ranks from both ends come to.
counted as (
    select
        described.*,
        coalesce(first_name, '') || '|' || coalesce(cast(birth_date as varchar), '') as person,
        dense_rank() over (partition by kind, value order by profile)
            + dense_rank() over (partition by kind, value order by profile desc) - 1 as profiles
    from described
),

-- Whom each person that a key names may be: the same for all where nobody differs. Who may be two
-- people who differ is none of them.
compared as (
    select
        counted.*,
        array_agg(person) over (
            partition by
                kind,
                value,
                detail,
                case when profiles > 20 then profile end
        ) as persons
    from counted
),

matched as (
    select
        compared.*,
        array_join(array_sort(array_distinct(filter(
            persons,
            other -> (
                first_name is null
                or split_part(other, '|', 1) in ('', first_name)
            ) and (
                birth_date is null
                or split_part(other, '|', 2) in ('', cast(birth_date as varchar))
            )
        ))), ' ') as matches,
        array_join(array_sort(array_distinct(persons)), ' ') as everybody
    from compared
),

classes as (
    select
        id_space,
        source_customer_id,
        profile,
        kind,
        value,
        detail,
        first_name,
        birth_date,
        is_proven,
        is_away,
        is_shared,
        profiles,
        bool_or(matches <> everybody) over (partition by kind, value, detail) as is_divided,
        lower(to_hex(md5(to_utf8(kind || ' ' || value || ' ' || detail || ' ' || case
            when profiles > 20 or not is_shared or not is_proven then profile
            else matches
        end)))) as class
    from matched
)

select
    id_space,
    source_customer_id,
    profile,
    kind,
    value,
    detail,
    first_name,
    birth_date,
    is_proven,
    is_away,
    is_shared,
    profiles,
    is_divided,
    class
from classes
