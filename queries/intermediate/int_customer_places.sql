-- One row per customer with an order whose channel or store is known.
with channels as (
    select customer_id, channel, count(*) as orders
    from int_orders
    where is_purchase and customer_id is not null and channel is not null
    group by customer_id, channel
),

most_channels as (
    select customer_id, max(orders) as orders, count(*) as channels
    from channels
    group by customer_id
),

favourite_channels as (
    select
        channels.customer_id,
        min(channels.channel) as favourite_channel,
        max(most_channels.channels) as channels
    from channels
    inner join most_channels
        on channels.customer_id = most_channels.customer_id
        and channels.orders = most_channels.orders
    group by channels.customer_id
),

stores as (
    select customer_id, store, count(*) as orders
    from int_orders
    where is_purchase and customer_id is not null and store is not null
    group by customer_id, store
),

most_stores as (
    select customer_id, max(orders) as orders, count(*) as stores
    from stores
    group by customer_id
),

favourite_stores as (
    select
        stores.customer_id,
        min(stores.store) as favourite_store,
        max(most_stores.stores) as stores
    from stores
    inner join most_stores
        on stores.customer_id = most_stores.customer_id
        and stores.orders = most_stores.orders
    group by stores.customer_id
)

select
    coalesce(favourite_channels.customer_id, favourite_stores.customer_id) as customer_id,
    favourite_channels.favourite_channel,
    favourite_stores.favourite_store,
    coalesce(favourite_channels.channels, 0) as channels,
    coalesce(favourite_stores.stores, 0) as stores
from favourite_channels
full join favourite_stores on favourite_channels.customer_id = favourite_stores.customer_id
