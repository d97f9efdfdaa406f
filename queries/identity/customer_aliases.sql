-- One row per customer id that is used no more: who it is now.
with identity_groups as (
    select
        own_id,
        customer_id,
        previous_customer_id,
        since,
        id_space || ':' || source_customer_id as profile
    from identity_groups
),

previous_customer_aliases as (
    select
        alias_id,
        customer_id,
        since
    from previous_customer_aliases
),

-- The erased are known no more.
previous_identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id,
        seen_on
    from previous_identity_map
    where not exists (
        select 1
        from erased_profiles
        where erased_profiles.id_space = previous_identity_map.id_space
            and erased_profiles.source_customer_id = previous_identity_map.source_customer_id
    )
),

living as (
    select customer_id
    from identity_groups
    group by customer_id
),

-- An id goes where its oldest profile goes.
left_ids as (
    select
        identity_groups.previous_customer_id as alias_id,
        min(cast(
            row(identity_groups.since, identity_groups.profile, identity_groups.customer_id)
            as row(since date, profile varchar, customer_id varchar)
        )).customer_id as customer_id
    from identity_groups
    left join living on living.customer_id = identity_groups.previous_customer_id
    where identity_groups.previous_customer_id is not null
        and living.customer_id is null
    group by identity_groups.previous_customer_id
),

own_ids as (
    select
        own_id,
        previous_customer_id,
        min(customer_id) as customer_id
    from identity_groups
    group by own_id, previous_customer_id
),

carried as (
    select
        previous_customer_aliases.alias_id,
        coalesce(
            own_ids.customer_id, left_ids.customer_id, previous_customer_aliases.customer_id
        ) as customer_id,
        previous_customer_aliases.since
    from previous_customer_aliases
    left join living on living.customer_id = previous_customer_aliases.alias_id
    left join own_ids
        on own_ids.own_id = previous_customer_aliases.alias_id
        and own_ids.previous_customer_id = previous_customer_aliases.customer_id
    left join left_ids on left_ids.alias_id = previous_customer_aliases.customer_id
    where living.customer_id is null
),

aliases as (
    select
        alias_id,
        customer_id,
        :as_of as since
    from left_ids
    union all
    select * from carried
),

-- Who is forgotten is nobody's alias.
known as (
    select aliases.*
    from aliases
    where exists (
        select 1
        from living
        where living.customer_id = aliases.customer_id
    )
    or exists (
        select 1
        from previous_identity_map
        where previous_identity_map.customer_id = aliases.customer_id
            and previous_identity_map.seen_on >= :oldest_kept
    )
)

select * from known
