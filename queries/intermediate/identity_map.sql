-- One row per profile ever seen: the customer that it belongs to.
with profiles as (
    select id_space, customer_id as source_customer_id from stg_customers
    union
    select id_space, customer_id from stg_orders
    where customer_id is not null and ordered_at < :cutoff
    union
    select id_space, customer_id from stg_order_items
    where customer_id is not null and ordered_at < :cutoff
),

-- An id that is an address or a phone number says who it is: it is hashed. One that looks like an
-- id of another space is too.
named as (
    select
        id_space,
        source_customer_id,
        case
            when source_customer_id like '%@%'
                or regexp_like(source_customer_id, '^(\+|00)[1-9][0-9 ().-]{6,}$')
                or regexp_like(source_customer_id, '^0[1-9][0-9]{8,9}$')
                then substr(lower(to_hex(sha256(to_utf8(lower(source_customer_id))))), 1, 32)
            when id_space = :first_space
                and split_part(source_customer_id, ':', 1) in :other_spaces
                then id_space || ':' || substr(
                    lower(to_hex(sha256(to_utf8(id_space || ':' || source_customer_id)))), 1, 32
                )
            else source_customer_id
        end as name
    from profiles
),

fresh as (
    select
        id_space,
        source_customer_id,
        name <> source_customer_id as is_hashed,
        case
            when id_space = :first_space then name
            else id_space || ':' || name
        end as own_id
    from named
),

-- The erased are known no more.
previous_identity_map as (
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

identity_groups as (
    select
        id_space,
        source_customer_id,
        own_id,
        customer_id
    from identity_groups
),

-- Ids that a new profile can't have, as they are somebody's who has another id in the sources.
holders as (
    select
        own_id as id,
        1 as place,
        customer_id
    from identity_groups
    union all
    select
        customer_id as id,
        2 as place,
        customer_id
    from identity_groups
    union all
    select
        alias_id as id,
        3 as place,
        customer_id
    from customer_aliases
    union all
    select
        customer_id as id,
        4 as place,
        customer_id
    from previous_identity_map
    where customer_id <> case
        when id_space = :first_space then source_customer_id
        else id_space || ':' || source_customer_id
    end
),

held as (
    select
        id,
        min(cast(
            row(place, customer_id) as row(place integer, customer_id varchar)
        )).customer_id as customer_id
    from holders
    group by id
),

mapped as (
    select
        coalesce(fresh.id_space, previous_identity_map.id_space) as id_space,
        coalesce(
            fresh.source_customer_id, previous_identity_map.source_customer_id
        ) as source_customer_id,
        fresh.is_hashed,
        fresh.own_id,
        previous_identity_map.customer_id,
        coalesce(previous_identity_map.since, :as_of) as since,
        case
            when fresh.source_customer_id is not null then :as_of
            else previous_identity_map.seen_on
        end as seen_on
    from fresh
    full join previous_identity_map
        on fresh.id_space = previous_identity_map.id_space
        and fresh.source_customer_id = previous_identity_map.source_customer_id
    where fresh.source_customer_id is not null
        or previous_identity_map.seen_on >= :oldest_kept
),

-- A new profile whose hashed id is known is the same address or number in another case.
owned as (
    select
        mapped.id_space,
        mapped.source_customer_id,
        coalesce(
            identity_groups.customer_id,
            mapped.customer_id,
            case
                when held.id is null then mapped.own_id
                when mapped.is_hashed then held.customer_id
                else mapped.id_space || ':' || substr(lower(to_hex(sha256(to_utf8(
                    mapped.id_space || ':' || mapped.source_customer_id
                )))), 1, 32)
            end
        ) as customer_id,
        mapped.since,
        mapped.seen_on
    from mapped
    left join identity_groups
        on identity_groups.id_space = mapped.id_space
        and identity_groups.source_customer_id = mapped.source_customer_id
    left join held
        on held.id = case when mapped.customer_id is null then mapped.own_id end
)

select * from owned
