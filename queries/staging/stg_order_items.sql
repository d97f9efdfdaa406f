-- One row per line of an order.
select
    source,
    id_space,
    file,
    order_id,
    line_id,
    customer_id,
    ordered_at,
    coalesce(status, 'paid') as status,
    sku,
    category,
    brand,
    quantity,
    unit_price,
    amount,
    coalesce(refunded, cast(0 as decimal(18,2))) as refunded,
    upper(currency) as currency,
    updated_at,
    ordered_on,
    ordered_hour
from kept_order_items
