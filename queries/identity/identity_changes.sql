-- One row per customer who is made of other profiles than on the night before.
with identity_groups as (
    select
        customer_id,
        previous_customer_id
    from identity_groups
),

gains as (
    select
        customer_id,
        bool_or(coalesce(previous_customer_id, '') = customer_id) as has_been,
        bool_or(coalesce(previous_customer_id, '') <> customer_id) as has_gained,
        count(previous_customer_id) > 0 as has_known
    from identity_groups
    group by customer_id
),

losses as (
    select previous_customer_id as customer_id
    from identity_groups
    where previous_customer_id <> customer_id
    group by previous_customer_id
),

changes as (
    select
        gains.customer_id,
        case
            when gains.has_been and gains.has_gained then 'merged'
            when gains.has_been and losses.customer_id is not null then 'split'
            when not gains.has_been and gains.has_known then 'split'
        end as change
    from gains
    left join losses on losses.customer_id = gains.customer_id
)

select *
from changes
where change is not null
