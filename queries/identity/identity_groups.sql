-- One row per profile that is joined to others, or was on the night before: whose it is.
-- The erased are known no more.
with previous_identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id,
        since,
        seen_on
    from previous_identity_map
    where not exists (
        select 1
        from erased_profiles
        where erased_profiles.id_space = previous_identity_map.id_space
            and erased_profiles.source_customer_id = previous_identity_map.source_customer_id
    )
),

joined as (
    select
        id_space,
        source_customer_id,
        min(profile) as profile,
        min(group_id) as group_id
    from identity_links
    where group_id is not null
    group by id_space, source_customer_id
),

watched as (
    select
        id_space,
        source_customer_id
    from joined
    union
    select
        id_space,
        source_customer_id
    from previous_identity_links
    where group_id is not null
),

watched_customers as (
    select previous_identity_map.customer_id
    from previous_identity_map
    inner join watched
        on watched.id_space = previous_identity_map.id_space
        and watched.source_customer_id = previous_identity_map.source_customer_id
    group by previous_identity_map.customer_id
),

-- Everybody who was one with one of them.
known as (
    select
        previous_identity_map.id_space,
        previous_identity_map.source_customer_id,
        previous_identity_map.customer_id,
        previous_identity_map.since,
        previous_identity_map.seen_on
    from previous_identity_map
    inner join watched_customers
        on watched_customers.customer_id = previous_identity_map.customer_id
),

members as (
    select
        coalesce(joined.id_space, known.id_space) as id_space,
        coalesce(joined.source_customer_id, known.source_customer_id) as source_customer_id,
        coalesce(joined.profile, known.id_space || ':' || case
            when known.source_customer_id like '%@%' then lower(known.source_customer_id)
            else known.source_customer_id
        end) as profile,
        joined.group_id,
        known.customer_id as previous_customer_id,
        coalesce(known.since, :as_of) as since
    from joined
    full join known
        on known.id_space = joined.id_space
        and known.source_customer_id = joined.source_customer_id
    where joined.profile is not null or known.seen_on >= :oldest_kept
),

-- An id that is an address or a phone number says who it is: it is hashed.
named as (
    select
        members.*,
        id_space = :first_space as is_first,
        coalesce(min(group_id) over (partition by profile), profile) as person,
        case
            when source_customer_id like '%@%'
                or regexp_like(source_customer_id, '^(\+|00)[1-9][0-9 ().-]{6,}$')
                or regexp_like(source_customer_id, '^0[1-9][0-9]{8,9}$')
                then substr(lower(to_hex(sha256(to_utf8(lower(source_customer_id))))), 1, 32)
            when id_space = :first_space
                and split_part(source_customer_id, ':', 1) in :other_spaces
                then id_space || ':' || substr(lower(to_hex(sha256(to_utf8(profile)))), 1, 32)
            else source_customer_id
        end as name
    from members
),

-- An id stays with the oldest of its profiles.
owned as (
    select
        named.*,
        case when is_first then name else id_space || ':' || name end as own_id,
        first_value(person) over (
            partition by previous_customer_id
            order by since, case when is_first then 0 else 1 end, profile, source_customer_id
        ) as heir,
        min(since) over (partition by previous_customer_id) as born_on
    from named
),

inherited as (
    select
        previous_customer_id,
        heir,
        born_on
    from owned
    where previous_customer_id is not null
    group by previous_customer_id, heir, born_on
),

-- Of several ids the oldest is kept.
ranked as (
    select
        heir as person,
        previous_customer_id as customer_id,
        row_number() over (partition by heir order by born_on, previous_customer_id) as place
    from inherited
),

kept as (
    select
        person,
        customer_id
    from ranked
    where place = 1
),

-- The smallest id in the first space, else the smallest.
wished as (
    select
        owned.person,
        min(cast(
            row(case when owned.is_first then 0 else 1 end, owned.own_id)
            as row(place integer, id varchar)
        )) as wish,
        min(owned.id_space) as id_space
    from owned
    left join kept on kept.person = owned.person
    where kept.person is null
    group by owned.person
),

numbered as (
    select
        person,
        id_space,
        wish.id as customer_id,
        row_number() over (partition by wish.id order by person) as place
    from wished
),

-- An id that is somebody else's, or was, is not given again.
taken as (
    select kept.customer_id
    from kept
    union
    select previous_identity_map.customer_id
    from previous_identity_map
    inner join numbered on numbered.customer_id = previous_identity_map.customer_id
    where not exists (
        select 1
        from watched_customers
        where watched_customers.customer_id = previous_identity_map.customer_id
    )
    union
    select previous_customer_aliases.alias_id
    from previous_customer_aliases
    where not exists (
        select 1
        from owned
        where owned.own_id = previous_customer_aliases.alias_id
            and owned.previous_customer_id = previous_customer_aliases.customer_id
    )
),

given as (
    select
        person,
        customer_id
    from kept
    union all
    select
        numbered.person,
        case
            when numbered.place = 1 and taken.customer_id is null then numbered.customer_id
            else numbered.id_space || ':'
                || substr(lower(to_hex(sha256(to_utf8(numbered.person)))), 1, 32)
        end as customer_id
    from numbered
    left join taken on taken.customer_id = numbered.customer_id
)

select
    owned.id_space,
    owned.source_customer_id,
    owned.own_id,
    given.customer_id,
    owned.previous_customer_id,
    owned.since
from owned
inner join given on given.person = owned.person
