-- One row per order line of a customer, before the cut-off, of orders that count.
with stg_order_items as (
    select
        id_space,
        order_id,
        sku,
        category,
        brand,
        quantity,
        amount
    from stg_order_items
    where coalesce(ordered_at < :cutoff, true)
        and coalesce(status, 'paid') in ('paid', 'refunded')
),

int_orders as (
    select
        id_space,
        order_id,
        customer_id
    from int_orders
    where customer_id is not null
),

-- A line without a quantity that can be is one piece.
customer_lines as (
    select
        int_orders.customer_id,
        stg_order_items.order_id,
        stg_order_items.sku,
        stg_order_items.category,
        stg_order_items.brand,
        cast(
            coalesce(
                try_cast(stg_order_items.quantity as decimal(15, 4)),
                case when stg_order_items.amount < 0 then -1 else 1 end
            ) as decimal(18, 4)
        ) as quantity
    from stg_order_items
    inner join int_orders
        on int_orders.id_space = stg_order_items.id_space
        and int_orders.order_id = stg_order_items.order_id
)

select * from customer_lines
