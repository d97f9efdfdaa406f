-- One row per customer and reason for which nothing may be sent to them.
-- The shop's events name no address: a bounce is of the address that the customer has on the night
-- that first sees it, and is carried on with it.
with events as (
    select
        id_space,
        customer_id as source_customer_id,
        case kind
            when 'unsubscribe' then 'unsubscribed'
            when 'complaint' then 'complained'
            when 'bounce' then 'bounced'
        end as reason,
        "at"
    from stg_email_events
    where kind in ('unsubscribe', 'complaint', 'bounce')
        and "at" < :cutoff
),

identity_map as (
    select
        id_space,
        source_customer_id,
        customer_id
    from identity_map
),

customers_known as (
    select customer_id
    from identity_map
    group by customer_id
),

subjects as (
    select
        subject,
        customer_id
    from subjects
),

lake_salt as (
    select salt
    from lake_salt
),

addresses as (
    select
        customer_id,
        email
    from customers
),

hashed_addresses as (
    select
        addresses.customer_id,
        lower(to_hex(sha256(to_utf8(lake_salt.salt || ':' || lower(addresses.email))))) as who
    from addresses
    cross join lake_salt
    where addresses.email is not null
),

-- What the mail service told us holds from that moment, and is of one address or one customer.
ledger_people as (
    select
        who,
        kind as reason,
        "at"
    from ledger_people
    where kind in ('bounced', 'complained')
),

told as (
    select
        identity_map.customer_id,
        events.reason,
        events."at",
        false as is_of_address
    from events
    inner join identity_map
        on identity_map.id_space = events.id_space
        and identity_map.source_customer_id = events.source_customer_id
    union all
    select
        subjects.customer_id,
        ledger_people.reason,
        ledger_people."at",
        false as is_of_address
    from ledger_people
    inner join subjects on subjects.subject = ledger_people.who
    where ledger_people.reason = 'complained'
    union all
    select
        hashed_addresses.customer_id,
        ledger_people.reason,
        ledger_people."at",
        true as is_of_address
    from ledger_people
    inner join hashed_addresses on hashed_addresses.who = ledger_people.who
),

customer_events as (
    select
        customer_id,
        reason,
        min("at") as first_at,
        max("at") as last_at,
        bool_or(is_of_address) as is_of_address
    from told
    group by customer_id, reason
),

-- Whoever has a profile of a customer who was not to be written to is not either.
heirs as (
    select
        previous_customer_id as customer_id,
        customer_id as heir_id
    from identity_groups
    where previous_customer_id is not null
    union
    select
        alias_id as customer_id,
        customer_id as heir_id
    from customer_aliases
),

carried as (
    select
        coalesce(heirs.heir_id, previous_suppressions.customer_id) as customer_id,
        previous_suppressions.reason,
        previous_suppressions.since,
        previous_suppressions.address_hash
    from previous_suppressions
    left join heirs on heirs.customer_id = previous_suppressions.customer_id
),

customer_carried as (
    select
        carried.customer_id,
        carried.reason,
        min(carried.since) as first_at,
        max(carried.since) as last_at,
        max_by(carried.address_hash, cast(
            row(carried.since, carried.address_hash)
            as row(since timestamp(3), address_hash varchar)
        )) filter (where carried.address_hash is not null) as address_hash
    from carried
    where exists (
        select 1
        from customers_known
        where customers_known.customer_id = carried.customer_id
    )
    group by carried.customer_id, carried.reason
),

joined as (
    select
        coalesce(customer_events.customer_id, customer_carried.customer_id) as customer_id,
        coalesce(customer_events.reason, customer_carried.reason) as reason,
        customer_events.first_at,
        customer_events.last_at,
        customer_events.is_of_address,
        customer_carried.first_at as carried_first_at,
        customer_carried.last_at as carried_last_at,
        customer_carried.address_hash
    from customer_events
    full join customer_carried
        on customer_carried.customer_id = customer_events.customer_id
        and customer_carried.reason = customer_events.reason
),

-- A complaint counts from the first one on, the others from the last.
stops as (
    select
        joined.customer_id,
        joined.reason,
        case
            when joined.reason = 'complained'
                then case
                    when joined.carried_first_at is null
                        or joined.first_at < joined.carried_first_at then joined.first_at
                    else joined.carried_first_at
                end
            when joined.carried_last_at is null
                or joined.last_at > joined.carried_last_at then joined.last_at
            else joined.carried_last_at
        end as since,
        case
            when joined.reason = 'bounced'
                then case
                    when joined.carried_last_at is null
                        or joined.is_of_address
                        or joined.last_at > joined.carried_last_at
                        then lower(to_hex(sha256(to_utf8(lower(coalesce(addresses.email, ''))))))
                    else joined.address_hash
                end
        end as address_hash
    from joined
    left join addresses on addresses.customer_id = joined.customer_id
)

select * from stops
