-- One row per customer and purpose: the last word on it. Of two at one instant the no, and of two
-- that say yes the one that ends first.
with stg_consents as (
    select
        id_space,
        customer_id as source_customer_id,
        trim(purpose) as purpose,
        granted,
        "at",
        expires_at,
        given_in
    from stg_consents
    where "at" < :cutoff
        and (
            coalesce(trim(channel), '') in ('', 'email')
            or trim(purpose) = 'profiling'
            or trim(purpose) like 'religious-%'
        )
),

identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
),

ranked as (
    select
        identity_map.customer_id,
        stg_consents.purpose,
        stg_consents.granted,
        stg_consents."at",
        stg_consents.expires_at,
        stg_consents.given_in,
        row_number() over (
            partition by identity_map.customer_id, stg_consents.purpose
            order by
                stg_consents."at" desc,
                case when stg_consents.granted then 1 else 0 end,
                stg_consents.expires_at nulls last,
                stg_consents.given_in nulls last
        ) as place
    from stg_consents
    inner join identity_map
        on identity_map.id_space = stg_consents.id_space
        and identity_map.source_customer_id = stg_consents.source_customer_id
)

select
    customer_id,
    purpose,
    granted,
    "at",
    expires_at,
    given_in
from ranked
where place = 1
