-- One row per order line of a customer, before the cut-off, of orders that count.
select
    int_orders.customer_id,
    int_orders.order_id,
    stg_order_items.sku,
    stg_order_items.category,
    stg_order_items.brand,
    stg_order_items.quantity
from stg_order_items
inner join int_orders
    on stg_order_items.id_space = int_orders.id_space
    and stg_order_items.order_id = int_orders.order_id
where int_orders.customer_id is not null
