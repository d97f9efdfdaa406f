-- One row per customer of the night before of whom every profile was erased since.
with previous_identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from previous_identity_map
),

erased as (
    select previous_identity_map.customer_id
    from previous_identity_map
    left join erased_profiles
        on erased_profiles.id_space = previous_identity_map.id_space
        and erased_profiles.source_customer_id = previous_identity_map.source_customer_id
    group by previous_identity_map.customer_id
    having count(*) = count(erased_profiles.source_customer_id)
)

select * from erased
