-- One row per customer with an order whose channel or store is known.
with int_orders as (
    select
        customer_id,
        channel,
        store
    from int_orders
    where is_purchase
        and customer_id is not null
        and coalesce(channel, store) is not null
),

counted as (
    select
        customer_id,
        grouping(channel) = 0 as is_channel,
        coalesce(channel, store) as place,
        count(*) as orders
    from int_orders
    group by grouping sets ((customer_id, channel), (customer_id, store))
),

ranked as (
    select
        customer_id,
        is_channel,
        place,
        row_number() over (
            partition by customer_id, is_channel
            order by orders desc, place
        ) as nth
    from counted
    where place is not null
),

collected as (
    select
        customer_id,
        max(case when is_channel and nth = 1 then place end) as favourite_channel,
        max(case when not is_channel and nth = 1 then place end) as favourite_store,
        count(case when is_channel then 1 end) as channels,
        count(case when not is_channel then 1 end) as stores
    from ranked
    group by customer_id
)

select * from collected
