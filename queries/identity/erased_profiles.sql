-- One row per profile of the night before whose person was erased since.
with previous_identity_map as (
    select
        id_space,
        source_customer_id
    from previous_identity_map
),

-- As the list of the erased names them.
hashed as (
    select
        previous_identity_map.id_space,
        previous_identity_map.source_customer_id,
        lower(to_hex(sha256(to_utf8(lake_salt.salt || ':' || case
            when source_customer_id like '%@%' then lower(source_customer_id)
            else id_space || ':' || source_customer_id
        end)))) as hash
    from previous_identity_map
    cross join lake_salt
),

erased as (
    select
        hashed.id_space,
        hashed.source_customer_id
    from hashed
    inner join erased_keys on erased_keys.hash = hashed.hash
)

select * from erased
