-- One row per profile and key that others have too: who is one with whom by it.
-- Five rounds, each of which looks one key further; docs/identity.md says why.
with identity_keys as (
    select
        id_space,
        source_customer_id,
        profile,
        kind,
        value,
        detail,
        first_name,
        birth_date,
        coalesce(first_name, '') || '|' || coalesce(cast(birth_date as varchar), '') as person,
        profiles,
        is_divided,
        class
    from identity_keys
    where is_shared
),

counted as (
    select
        identity_keys.*,
        count(*) over (partition by profile) as keys
    from identity_keys
),

-- Where nobody has a second key there is nothing to look further for.
near_and_far as (
    select
        counted.*,
        max(keys) over (partition by class) > 1 as is_strung,
        min(profile) over (partition by class) as key_1
    from counted
),

keys_1 as (
    select *
    from near_and_far
    where is_strung
),

round_1 as (
    select
        keys_1.*,
        min(key_1) over (partition by profile) as label_1
    from keys_1
),

keys_2 as (
    select
        round_1.*,
        min(label_1) over (partition by class) as key_2
    from round_1
),

round_2 as (
    select
        keys_2.*,
        min(key_2) over (partition by profile) as label_2
    from keys_2
),

keys_3 as (
    select
        round_2.*,
        min(label_2) over (partition by class) as key_3
    from round_2
),

round_3 as (
    select
        keys_3.*,
        min(key_3) over (partition by profile) as label_3
    from keys_3
),

keys_4 as (
    select
        round_3.*,
        min(label_3) over (partition by class) as key_4
    from round_3
),

round_4 as (
    select
        keys_4.*,
        min(key_4) over (partition by profile) as label_4
    from keys_4
),

keys_5 as (
    select
        round_4.*,
        min(label_4) over (partition by class) as key_5
    from round_4
),

round_5 as (
    select
        keys_5.*,
        min(key_5) over (partition by profile) as label_5
    from keys_5
),

-- A group that a key still leads out of is too long a chain.
settled as (
    select
        round_5.*,
        min(label_5) over (partition by class) <> max(label_5) over (partition by class)
            as is_open
    from round_5
),

sized as (
    select
        settled.*,
        bool_or(is_open) over (partition by label_5)
            or dense_rank() over (partition by label_5 order by profile)
            + dense_rank() over (partition by label_5 order by profile desc) - 1 > 20
            as is_too_many
    from settled
),

gathered as (
    select
        sized.*,
        array_agg(person) over (
            partition by
                label_5,
                case when is_too_many then profile end
        ) as group_persons
    from sized
),

weighed as (
    select
        gathered.*,
        array_join(array_sort(array_distinct(filter(
            group_persons,
            other -> (
                first_name is null
                or split_part(other, '|', 1) in ('', first_name)
            ) and (
                birth_date is null
                or split_part(other, '|', 2) in ('', cast(birth_date as varchar))
            )
        ))), ' ') as group_matches,
        array_join(array_sort(array_distinct(group_persons)), ' ') as group_everybody
    from gathered
),

-- In a group that a chain has led from one person to another, only those are joined who share a key
-- with the same profile and may be the same people as it.
doubted as (
    select
        weighed.*,
        max(case when group_matches <> group_everybody then 1 else 0 end)
            over (partition by label_5) = 1 as is_doubtful,
        min(profile) over (partition by class, group_matches) as near
    from weighed
),

decided as (
    select
        doubted.*,
        case
            when is_too_many then profile
            when is_doubtful then min(near) over (partition by profile)
            else label_5
        end as label
    from doubted
),

all_decided as (
    select
        id_space,
        source_customer_id,
        profile,
        kind,
        value,
        detail,
        label,
        case
            when profiles > 20 or is_too_many then 'too-many'
            when is_divided or is_doubtful then 'different-people'
        end as cut
    from decided
    union all
    select
        id_space,
        source_customer_id,
        profile,
        kind,
        value,
        detail,
        key_1 as label,
        case
            when profiles > 20 then 'too-many'
            when is_divided then 'different-people'
        end as cut
    from near_and_far
    where not is_strung
),

grouped as (
    select
        id_space,
        source_customer_id,
        profile,
        kind,
        value,
        detail,
        case
            when min(profile) over (partition by label) <> max(profile) over (partition by label)
                then label
        end as group_id,
        cut
    from all_decided
)

select * from grouped
