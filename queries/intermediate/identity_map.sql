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

-- An id that is an address or a phone number says who it is: it is hashed.
named as (
    select
        id_space,
        source_customer_id,
        case
            when source_customer_id like '%@%'
                or regexp_like(source_customer_id, '^(\+|00)[1-9][0-9 ().-]{6,}$')
                or regexp_like(source_customer_id, '^0[1-9][0-9]{8,9}$')
                then substr(lower(to_hex(sha256(to_utf8(lower(source_customer_id))))), 1, 32)
            else source_customer_id
        end as name
    from profiles
),

fresh as (
    select
        id_space,
        source_customer_id,
        case
            when id_space = :first_space then name
            else id_space || ':' || name
        end as customer_id
    from named
)

select
    coalesce(fresh.id_space, previous_identity_map.id_space) as id_space,
    coalesce(
        fresh.source_customer_id, previous_identity_map.source_customer_id
    ) as source_customer_id,
    coalesce(previous_identity_map.customer_id, fresh.customer_id) as customer_id,
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
