-- One row per hash by which ledger or sends name a customer.
with lake_salt as (
    select salt
    from lake_salt
),

customers_known as (
    select customer_id
    from identity_map
    group by customer_id
),

-- Ids that customers had before they were joined.
aliases as (
    select
        alias_id,
        customer_id
    from customer_aliases
    where not exists (
        select 1
        from customers_known
        where customers_known.customer_id = customer_aliases.alias_id
    )
),

ids as (
    select
        customer_id as named,
        customer_id
    from customers_known
    union all
    select
        alias_id as named,
        customer_id
    from aliases
),

hashed as (
    select
        lower(to_hex(sha256(to_utf8(lake_salt.salt || ':' || ids.named)))) as subject,
        ids.customer_id
    from ids
    cross join lake_salt
),

mentioned as (
    select who as subject
    from ledger_people
    union
    select subject
    from stg_sends
),

found as (
    select
        hashed.subject,
        hashed.customer_id
    from hashed
    inner join mentioned on mentioned.subject = hashed.subject
)

select * from found
