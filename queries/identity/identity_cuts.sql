-- One row per group of profiles that a key would have joined, and that was not joined.
with identity_links as (
    select
        id_space,
        source_customer_id,
        kind,
        value,
        cut
    from identity_links
),

groups as (
    select
        kind,
        value,
        count(distinct id_space || ':' || source_customer_id) as profiles,
        case
            when count(case when cut = 'too-many' then 1 end) > 0 then 'too-many'
            else 'different-people'
        end as reason
    from identity_links
    where cut is not null
    group by kind, value
)

select
    kind,
    profiles,
    reason
from groups
